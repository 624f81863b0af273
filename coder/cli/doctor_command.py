"""`coder doctor`: what is amiss here, and what to do about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, print_json
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.project.doctor import Found


@click.command(
    help=_(
        "Look whether all is well here: terminal, settings, what is installed, the disk, and the project if "
        "there is one; exit code 1 if something is in the way"
    )
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
@pass_command_context
def doctor(context: CommandContext, ctx: click.Context, as_json: bool) -> None:
    """Examine this machine, this installation and this project."""
    from coder.cli.doctor_terminal import terminal_found
    from coder.config import read_config
    from coder.usecases.project.doctor import examined, is_well

    found = [*terminal_found(), *examined(read_config(), context.target, is_named=_is_named(ctx))]
    well = is_well(found)
    if as_json:
        print_json({"well": well, "found": [_as_json(each) for each in found]})
    else:
        _print(found, well=well)
    if not well:
        sys.exit(1)


def _is_named(ctx: click.Context) -> bool:
    source = None if ctx.parent is None else ctx.parent.get_parameter_source("target")
    return source is not click.core.ParameterSource.DEFAULT


def _as_json(found: Found) -> dict[str, str | None]:
    return {
        "about": found.about,
        "state": found.state.value,
        "said": found.said,
        "advice": found.advice,
    }


def _print(found: list[Found], *, well: bool) -> None:
    from coder.text.safe import safe_line
    from coder.usecases.project.doctor import State

    signs = {State.WELL: "ok", State.NOTE: "–", State.TROUBLE: "!!"}
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        signs[State.NOTE] = "-"
    for each in found:
        click.echo(f"{signs[each.state]:<3} {safe_line(each.said)}")
        if each.advice:
            click.echo(f"    {safe_line(each.advice)}")
    troubles = sum(each.state is State.TROUBLE for each in found)
    click.echo()
    if well:
        click.echo(_("All is well."))
    else:
        told = ngettext("{n} thing is in the way (!!).", "{n} things are in the way (!!).", troubles)
        click.echo(told.format(n=troubles))
