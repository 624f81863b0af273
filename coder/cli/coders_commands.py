"""`coder coders`: who codes here, and under which names."""

from __future__ import annotations

import click

from coder.cli.coders_work_commands import own_time, progress
from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json
from coder.cli.login_links_commands import link, links, unlink
from coder.cli.roles_commands import grant, revoke, roles
from coder.messages import _


@click.group(invoke_without_command=True, help=_("Who codes here"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
def coders(ctx: click.Context, as_json: bool) -> None:
    """List the coders."""
    if ctx.invoked_subcommand is not None:
        return
    from coder.domain.coder_kind import PERSON
    from coder.store.coders import all_coders
    from coder.store.codings import count_by_coder
    from coder.store.unit_of_work import reading

    with reading(ctx.obj.engine()) as work:
        people = [coder for coder in all_coders(work) if coder.kind == PERSON]
        counts = count_by_coder(work)
    if as_json:
        print_json(
            [
                {
                    "name": each.name,
                    "aliases": list(each.aliases),
                    "codings": counts[each.id].codings,
                    "done": counts[each.id].done,
                }
                for each in people
            ]
        )
        return
    print_columns(
        [_("Name"), _("Also called"), _("Codings"), _("Answers done")],
        [
            [each.name, ", ".join(each.aliases), counts[each.id].codings, counts[each.id].done]
            for each in people
        ],
    )


@coders.command(help=_("Make a coder known before the first coding"))
@click.argument("name")
@pass_command_context
def add(context: CommandContext, name: str) -> None:
    """Add a coder."""
    from coder.store.coders import present_coder

    present_coder(context.engine(), name)


@coders.command(help=_("Give a coder another name; the old one stays an alias"))
@click.argument("name")
@click.argument("new_name")
@pass_command_context
def rename(context: CommandContext, name: str, new_name: str) -> None:
    """Rename a coder."""
    from coder.store.unit_of_work import writing
    from coder.usecases.team.coders import rename_coder

    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation="rename_coder") as work:
        rename_coder(work, name, new_name)


for each in (link, links, unlink, own_time, progress, grant, revoke, roles):
    coders.add_command(each)
