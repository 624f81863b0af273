"""`coder saturation`: new codes per answers read, in the order they were coded."""

from __future__ import annotations

from pathlib import Path

import click

from coder.cli.context import CommandContext, pass_command_context
from coder.cli.exported import hand_out
from coder.cli.table_output import FORMATS, TableOutput
from coder.messages import _


@click.command(
    help=_(
        "How many new codes the answers brought, in the order they were coded: whether reading on would "
        "bring more."
    )
)
@click.argument("question")
@click.option("--by-theme", is_flag=True, help=_("A line for each theme"))
@click.option(
    "--per",
    "size",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help=_("Count new codes per so many answers"),
)
@click.option("--bars", is_flag=True, help=_("Draw the codes met so far as bars (text only)"))
@click.option(
    "--format", "layout", type=click.Choice(FORMATS), help=_("Layout; else by the name of the file, or text")
)
@click.option("--json", "as_json", is_flag=True, help=_("The same as --format json"))
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write to this file, whole or not at all; .svg and .png draw the curve"),
)
@pass_command_context
def saturation(
    context: CommandContext,
    question: str,
    by_theme: bool,
    size: int,
    bars: bool,
    layout: str | None,
    as_json: bool,
    output: Path | None,
) -> None:
    """Print when codes were met."""
    from coder.usecases.saturation import question_saturation

    way = TableOutput.chosen(layout, output, as_json=as_json, bars=bars)
    found = question_saturation(context.engine(), question, size)
    hand_out(context, question, found.table(by_theme=by_theme), way)
