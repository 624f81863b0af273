"""`coder project password`: keep a database server's password in the system's keyring."""

from __future__ import annotations

import sys

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.domain.errors import EnvironmentFailedError, WrongUseError
from coder.messages import _


class NoServerError(WrongUseError):
    """A file has no password."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _("«{target}» is a file: passwords are for projects on a server.").format(target=target)
        )


class NotKeptError(EnvironmentFailedError):
    """There is no keyring: PostgreSQL's own library has other places for a password."""

    def __init__(self, error: Exception) -> None:
        ways = _("Without one, keep the password in ~/.pgpass (mode 0600), or give it in PGPASSWORD.")
        super().__init__(f"{error} {ways}")


@click.command(
    help=_("Keep a database server's password in the system's keyring; it is asked for, or read from stdin")
)
@click.argument("url", required=False)
@click.option("--forget", is_flag=True, help=_("Keep it no longer"))
@pass_command_context
def password(context: CommandContext, url: str | None, forget: bool) -> None:
    """Keep or forget a password."""
    from coder.store.engine import is_url, project_url
    from coder.store.kept_words import NoKeyringError
    from coder.store.passwords import forget_password, keep_password

    target = url or context.target
    if not is_url(target):
        raise NoServerError(target)
    address = project_url(target)
    if forget:
        say(_("Forgotten.") if forget_password(address) else _("No password was kept for that address."))
        return
    try:
        keep_password(address, _asked_for())
    except NoKeyringError as error:
        raise NotKeptError(error) from error
    say(_("The password is in the keyring."))


def _asked_for() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt(_("Password"), hide_input=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")
