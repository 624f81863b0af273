"""`coder serve`: the workbench in browsers."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.cli.login_links_commands import ADDRESS_VARIABLE
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.platform import install_command
from coder.web.address import DEFAULT_HOST, DEFAULT_PORT, address_of
from coder.web.settings import DEFAULT_VISITORS, Settings

if TYPE_CHECKING:
    from coder.web.address import Address


class NoServerError(WrongUseError):
    """The library that serves terminals to browsers is not installed."""

    def __init__(self) -> None:
        super().__init__(
            _("The library for browsers is not installed. Install the extra: {command}").format(
                command=install_command("web")
            )
        )


@click.command(help=_("Serve the workbench to browsers; coders get in by their links"))
@click.option("--host", default=DEFAULT_HOST, show_default=True, help=_("The address to listen at"))
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=DEFAULT_PORT,
    show_default=True,
    help=_("The port to listen at; 0 takes a free one"),
)
@click.option(
    "--public-url", envvar=ADDRESS_VARIABLE, help=_("The address coders see, as https://coding.example.org")
)
@click.option(
    "--max-visitors",
    type=click.IntRange(1, 1_000),
    default=DEFAULT_VISITORS,
    show_default=True,
    help=_("How many may have it open at once"),
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help=_("Believe a proxy in front of it, which says in X-Forwarded-For who asks"),
)
@pass_command_context
def serve(
    context: CommandContext,
    host: str,
    port: int,
    public_url: str | None,
    max_visitors: int,
    behind_proxy: bool,
) -> None:
    """Serve until Ctrl+C."""
    public = address_of(public_url) if public_url else None
    settings = Settings(host, port, public, max_visitors, behind_proxy)
    engine = context.engine()
    from coder.usecases.team.login_links import valid_links

    is_invited = bool(valid_links(engine))
    settings.refuse_what_is_unsafe(has_links=is_invited)
    try:
        from coder.web.server import WorkbenchServer
    except ImportError as error:
        raise NoServerError from error

    def told(address: Address) -> None:
        say(_("Serving at {address}. Ctrl+C ends it.").format(address=address.origin))
        if not is_invited:
            say(_("Nobody can get in yet. In another terminal: coder coders link NAME"))

    _log_to_stderr()
    WorkbenchServer(settings, context.target, engine).run(told)


def _log_to_stderr() -> None:
    """Write who asked for what, without names, texts or tokens; what libraries would write is left out."""
    log = logging.getLogger("coder.web")
    log.setLevel(logging.INFO)
    log.propagate = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    log.addHandler(handler)
    for library in ("aiohttp", "asyncio", "textual-serve"):
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
