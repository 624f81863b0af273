"""``coder table``: the frequency table of a question, on the terminal or into a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.cli.table_options import AskedOutput, answers_options, output_options, say_in_vain, words_options
from coder.cli.table_output import TableOutput
from coder.domain.codebook import CodeKind
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.tables.options import BASE_KINDS, LEVELS, ORDERS, SHOWN, TableOptions

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.tables.table import FrequencyTable


class NoQuestionError(WrongUseError):
    """A table of no question."""

    def __init__(self) -> None:
        super().__init__(_("Which question? Name it: coder table QUESTION."))


@click.command(help=_("The frequency table of a question: codes with count and percentage."))
@click.argument("question", required=False)
@click.option(
    "--by",
    multiple=True,
    metavar="VAR",
    help=_("A column for each level of this background variable; may be given several times"),
)
@click.option("--trend", is_flag=True, help=_("A column for each wave"))
@click.option(
    "--show",
    type=click.Choice(SHOWN),
    help=_("In each column: percent, count, both, or all: count, N and percent"),
)
@click.option("--turn", is_flag=True, help=_("Levels or waves as lines, codes as columns"))
@click.option(
    "--together", is_flag=True, help=_("Which codes occur together: count, and lift against chance")
)
@click.option("--matrix", is_flag=True, help=_("With --together: a matrix in place of a list"))
@click.option(
    "--pairs",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("With --together: the N most frequent pairs only"),
)
@click.option("--progress", is_flag=True, help=_("How far the coding has come; with --by, the response rate"))
@click.option(
    "--from",
    "made_from",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help=_(
        "Make an exported table again, hold it against its file, and against today's data; exit code 1 if "
        "the file says something else"
    ),
)
@click.option("--total", metavar="TEXT", help=_("What the column or line of everybody is called"))
@click.option("--units", metavar="TEXT", help=_("Who answered, for the headings: «Share of TEXT»"))
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="CODE",
    help=_("Only this code or theme; may be given several times"),
)
@answers_options
@click.option(
    "--level", type=click.Choice(LEVELS), help=_("Rows; both where there are themes, unless said otherwise")
)
@click.option(
    "--base",
    type=click.Choice(BASE_KINDS),
    default="done",
    show_default=True,
    help=_("What N is: settled answers, all answers, all who took part, or all who were asked"),
)
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    help=_("Order of rows; by count, and scales as in the codebook, unless said otherwise"),
)
@click.option(
    "--exclude-kind",
    "exclude_kinds",
    type=click.Choice([kind.value for kind in CodeKind]),
    multiple=True,
    help=_("Leave out codes of this kind, and answers that have nothing else"),
)
@click.option("--same-units", is_flag=True, help=_("Only respondents who are in N in each of the waves"))
@click.option(
    "--weight",
    metavar="VAR",
    help=_("Weighted shares beside the others, by a background variable or the imported «weight»"),
)
@click.option("--weight-words", metavar="TEXT", help=_("What the weighted shares are shares of"))
@click.option(
    "--count-by", metavar="VAR", help=_("Count different values of this background variable, not answers")
)
@click.option("--layer", metavar="NAME", help=_("Codes folded, named and ordered by this reporting layer"))
@click.option(
    "--min-cell",
    type=click.IntRange(min=2),
    metavar="K",
    help=_("Hide counts under K, and others until none of these can be worked out"),
)
@click.option("--interval", is_flag=True, help=_("A 95 % interval around each share (Wilson)"))
@click.option(
    "--population",
    "population_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("How many there are in each level, to correct intervals by: a column of levels, one of numbers"),
)
@click.option("--test", is_flag=True, help=_("Test whether levels or waves differ"))
@click.option(
    "--ordered",
    multiple=True,
    metavar="VAR",
    help=_("The levels of this variable have an order: test a trend"),
)
@words_options
@click.option("--rate", is_flag=True, help=_("The response rate in the caption: N=414 (97 percent)"))
@click.option("--small-bases", is_flag=True, help=_("Percentages also where N is under 20"))
@click.option("--bars", is_flag=True, help=_("Draw percentages as bars (text only)"))
@output_options
@pass_command_context
def table(
    context: CommandContext,
    /,
    question: str | None,
    exclude_kinds: Sequence[str],
    together: bool,
    matrix: bool,
    pairs: int | None,
    progress: bool,
    made_from: Path | None,
    asked: AskedOutput,
    bars: bool,
    population_file: Path | None,
    **options: Any,
) -> None:
    """Print or write the table."""
    if made_from is not None:
        from coder.cli.table_kinds import make_again

        make_again(context, made_from, question, as_json=asked.as_json)
        return
    if question is None:
        raise NoQuestionError
    way = asked.way(bars=bars)
    if population_file is not None:
        from coder.usecases.tables.population import population_of

        options["population"] = population_of(population_file)
    chosen = TableOptions(exclude_kinds=tuple(map(CodeKind, exclude_kinds)), **options)
    _say_what_is_in_vain(chosen)
    if together or matrix or pairs is not None or progress:
        if not progress:
            context.refuse_while_blind(context.engine(), question)
        from coder.cli.table_kinds import Kinds

        Kinds(together, matrix, pairs, progress).put(context, question, chosen, way)
        return
    context.refuse_while_blind(context.engine(), question)
    _put(context, question, chosen, way)


def _put(context: CommandContext, question: str, chosen: TableOptions, way: TableOutput) -> None:
    """Make the table and print it; one that goes to a file is written down as an export."""
    engine = context.engine()
    if way.file is None:
        from coder.usecases.tables.frequency_table import frequency_table

        _say_and_put(frequency_table(engine, question, chosen), way)
        return
    from coder.usecases.tables.export import exported_table, told_of_hiding

    coder_id = context.coder(engine).id
    for sentence in told_of_hiding(engine, question, chosen.min_cell):
        say(sentence)
    leaves = exported_table(engine, question, chosen, coder_id=coder_id, named=way.named, file=way.file)
    with leaves as (made, new):
        _say_and_put(made, way.into(new))
    if chosen.caption is None:
        _say_if_unworded(engine, question)
    way.say_written()


def _say_and_put(made: FrequencyTable, way: TableOutput) -> None:
    from coder.usecases.tables.any_table import AnyTable

    for warning in made.warnings:
        say(warning)
    way.put(AnyTable.of_frequencies(made))


def _say_if_unworded(engine: Engine, question: str) -> None:
    """Say how a question gets a wording, where its key has to stand in the caption."""
    import shlex

    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading

    with reading(engine) as snapshot:
        asked = question_named(snapshot, question)
    if not asked.text:
        said = _("The question has no wording yet, so its key stands in the caption. To set it: {command}")
        say(said.format(command=f'coder questions set {shlex.quote(asked.key)} --text "…"'))


def _say_what_is_in_vain(chosen: TableOptions) -> None:
    """Name the options that change nothing in this table."""
    say_in_vain(
        {
            "--ordered": (bool(chosen.ordered) and not chosen.test, "--test"),
            "--population": (bool(chosen.population) and not chosen.interval, "--interval"),
            "--weight-words": (chosen.weight_words is not None and chosen.weight is None, "--weight"),
            "--turn": (chosen.turn and not (chosen.by or chosen.trend), "--by"),
            # A trend has no N of all waves together, which the rate would be of.
            "--rate": (chosen.rate and chosen.trend and not chosen.by, "--by"),
        }
    )
