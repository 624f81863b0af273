"""`coder coders grant`, `revoke`, `roles`: who may do what in a project."""

from __future__ import annotations

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.domain.roles import Role
from coder.messages import _


@click.command(
    help=_(
        "Give a coder a role: lead (everything), coder (what is theirs) or reader (only reading). On a "
        "PostgreSQL server --login binds a database user to the coder, and gives it just these rights"
    )
)
@click.argument("name")
@click.argument("role", type=click.Choice([each.value for each in Role]))
@click.option("--login", metavar="USER", help=_("The database user that is this coder"))
@pass_command_context
def grant(context: CommandContext, name: str, role: str, login: str | None) -> None:
    """Give a role."""
    from coder.usecases.team.roles import grant as give_role

    given = give_role(context.engine(), context.coder_name, name, Role(role), login)
    if given.login is None:
        say(_("«{name}» is {role} here.").format(name=given.name, role=_in_words(given.role)))
    else:
        told = _("«{name}» is {role} here, and the database user «{login}» is nobody else.")
        say(told.format(name=given.name, role=_in_words(given.role), login=given.login))


@click.command(help=_("Take a coder's role away; what was coded stays"))
@click.argument("name")
@pass_command_context
def revoke(context: CommandContext, name: str) -> None:
    """Take a role away."""
    from coder.usecases.team.roles import revoke as take_role

    take_role(context.engine(), context.coder_name, name)
    say(_("«{name}» has no role here any more.").format(name=name))


@click.command(help=_("Who has which role; where nobody has one, everybody may do everything"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def roles(context: CommandContext, as_json: bool) -> None:
    """List the roles."""
    from coder.usecases.team.roles import roles as given_roles

    found = given_roles(context.engine())
    if as_json:
        print_json([{"name": each.name, "role": each.role.value, "login": each.login} for each in found])
    elif not found:
        say(_("Nobody has a role: everybody may do everything."))
    else:
        print_columns(
            [_("Name"), _("Role"), _("Database user")],
            [[each.name, _in_words(each.role), each.login or ""] for each in found],
        )


def _in_words(role: Role) -> str:
    """Say what somebody is, with the word that is typed."""
    return {
        Role.LEAD: _("lead (everything)"),
        Role.CODER: _("coder (what is theirs)"),
        Role.READER: _("reader (only reading)"),
    }[role]
