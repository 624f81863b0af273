"""`coder regress`: the odds of an outcome by background variables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.cli.exported import hand_out
from coder.cli.table_options import AskedOutput, answers_options, output_options, words_options
from coder.domain.codebook import CodeKind
from coder.messages import _
from coder.tables.options import TableOptions


@click.command(
    help=_(
        "How an outcome goes with background variables: odds ratios by logistic regression, of the settled "
        "coding. An outcome is a code, a theme, several of them separated by commas, or one saved by name."
    )
)
@click.argument("question")
@click.option(
    "--outcome",
    multiple=True,
    required=True,
    metavar="CODE[,CODE…]",
    help=_("Answers with at least one of these"),
)
@click.option("--on", "on", multiple=True, required=True, metavar="VAR", help=_("A background variable"))
@click.option(
    "--base-level",
    "base_levels",
    multiple=True,
    metavar="VAR=LEVEL",
    help=_("The level others are compared with; else the first in order"),
)
@click.option("--save-as", metavar="NAME", help=_("Save the outcome under this name"))
@answers_options
@click.option(
    "--exclude-kind",
    "exclude_kinds",
    type=click.Choice([kind.value for kind in CodeKind]),
    multiple=True,
    help=_("Leave out answers that have codes of this kind only"),
)
@click.option("--small-bases", is_flag=True, help=_("Percentages also of levels with under 20 answers"))
@click.option(
    "--min-cell",
    type=click.IntRange(2),
    metavar="K",
    help=_("Show nothing where under K answers of a level have the outcome, or lack it"),
)
@words_options
@output_options
@pass_command_context
def regress(
    context: CommandContext,
    /,
    question: str,
    outcome: Sequence[str],
    on: Sequence[str],
    base_levels: Sequence[str],
    save_as: str | None,
    exclude_kinds: Sequence[str],
    asked: AskedOutput,
    **options: Any,
) -> None:
    """Estimate and print; save the outcome if asked to."""
    from coder.usecases.tables.regress import Wanted, regression

    way = asked.way()
    wanted = Wanted(tuple(outcome), tuple(on), tuple(base_levels))
    chosen = TableOptions(exclude_kinds=tuple(map(CodeKind, exclude_kinds)), **options)
    engine = context.engine()
    context.refuse_while_blind(engine, question)
    found = regression(engine, question, wanted, chosen)
    if save_as is not None:
        _save(context, question, save_as, outcome)
    hand_out(context, question, found.table(), way)


def _save(context: CommandContext, question: str, name: str, written: Sequence[str]) -> None:
    from coder.store.unit_of_work import writing
    from coder.usecases.tables.outcomes import SAVE, save_outcome

    engine = context.engine()
    with writing(engine, coder_id=context.coder(engine).id, operation=SAVE) as work:
        save_outcome(work, question, name, written)
    say(_("Saved as an outcome: «{name}».").format(name=name))
