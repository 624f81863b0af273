"""`coder saturation`: new codes per answers read, in the order they were coded."""

from __future__ import annotations

import click

from coder.cli.context import CommandContext, pass_command_context
from coder.cli.exported import hand_out
from coder.cli.table_options import AskedOutput, output_options
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
@output_options
@pass_command_context
def saturation(
    context: CommandContext,
    question: str,
    by_theme: bool,
    size: int,
    bars: bool,
    asked: AskedOutput,
) -> None:
    """Print when codes were met."""
    from coder.usecases.tables.saturation import question_saturation

    way = asked.way(bars=bars)
    engine = context.engine()
    context.refuse_while_blind(engine, question)
    found = question_saturation(engine, question, size)
    hand_out(context, question, found.table(by_theme=by_theme), way)
