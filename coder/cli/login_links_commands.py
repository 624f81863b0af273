"""`coder coders link`, `links`, `unlink`: who gets in with a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.login_links import LoginLink

LONGEST_DAYS = 366
SHOWN_ID = 8
ADDRESS_VARIABLE = "CODER_PUBLIC_URL"


@click.command(help=_("Make a link by which a coder gets in with a browser; it is shown this once"))
@click.argument("name")
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST_DAYS),
    default=14,
    show_default=True,
    help=_("How many days it lets in"),
)
@click.option(
    "--public-url",
    envvar=ADDRESS_VARIABLE,
    help=_("The address coders see the server under, as for coder serve"),
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def link(context: CommandContext, name: str, days: int, public_url: str | None, as_json: bool) -> None:
    """Make a login link and print it."""
    from coder.usecases.team.login_links import make_link
    from coder.web.address import LOCAL_ADDRESS, address_of, login_url

    address = address_of(public_url) if public_url else LOCAL_ADDRESS
    made = make_link(context.engine(), name, days, context.coder_name)
    url = login_url(address, made.token)
    if as_json:
        print_json({**_values(made.link), "url": url})
        return
    click.echo(url)
    say(
        ngettext(
            "Whoever has this link codes as {name}, for {n} day. It is shown only now; coder coders unlink "
            "takes it back.",
            "Whoever has this link codes as {name}, for {n} days. It is shown only now; coder coders unlink "
            "takes it back.",
            days,
        ).format(name=made.link.coder_name, n=days)
    )


@click.command(help=_("The login links there are"))
@click.option("--all", "with_old", is_flag=True, help=_("Also those that no longer let in"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def links(context: CommandContext, with_old: bool, as_json: bool) -> None:
    """List login links; their tokens are kept nowhere."""
    from coder.usecases.team.login_links import all_links, now

    at = now()
    found = [each for each in all_links(context.engine()) if with_old or each.is_valid(at)]
    if as_json:
        print_json([{**_values(each), "valid": each.is_valid(at)} for each in found])
        return
    print_columns(
        [_("Id"), _("Name"), _("Made"), _("Lets in until"), _("Last used")],
        [
            [
                each.uid[:SHOWN_ID],
                each.coder_name,
                _minute(each.made),
                _minute(each.expires) if each.revoked is None else _("withdrawn"),
                _minute(each.used) if each.used else "",
            ]
            for each in found
        ],
    )


@click.command(
    help=_("Withdraw a coder's login links, or the one with this id; who is in by it is out at once")
)
@click.argument("name", metavar="NAME|ID")
@pass_command_context
def unlink(context: CommandContext, name: str) -> None:
    """Withdraw login links."""
    from coder.usecases.team.login_links import withdraw_links

    count = len(withdraw_links(context.engine(), name, context.coder_name))
    say(ngettext("{n} link withdrawn.", "{n} links withdrawn.", count).format(n=count))


def _values(link: LoginLink) -> dict[str, object]:
    return {
        "id": link.uid,
        "coder": link.coder_name,
        "made": link.made,
        "expires": link.expires,
        "revoked": link.revoked,
        "used": link.used,
    }


def _minute(at: str) -> str:
    """Return a time, in UTC as everywhere in the history, to the minute."""
    return at[:16].replace("T", " ")
