"""``coder table``: the frequency table of a question, on the terminal or into a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.domain.codebook import CodeKind
from coder.domain.errors import WrongUseError
from coder.domain.question import COUNTS
from coder.messages import _
from coder.tables.options import BASE_KINDS, LEVELS, MOST_DECIMALS, ORDERS, TableOptions

if TYPE_CHECKING:
    from coder.tables.table import FrequencyTable

FORMATS = ("text", "csv", "json")
_SUFFIXES = {".csv": "csv", ".json": "json", ".txt": "text", "": "text"}


class UnknownTableFileError(WrongUseError):
    """A file's name that promises a layout tables are not written in."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _(
                "«{file}»: tables are written as CSV, JSON or text. End the name in .csv, .json or .txt."
            ).format(file=file)
        )


@click.command(help=_("The frequency table of a question: codes with count and percentage."))
@click.argument("question")
@click.option("--wave", "waves", multiple=True, help=_("Only this wave; may be given several times"))
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
    "--counts", type=click.Choice(COUNTS), help=_("Whose coding counts; else as the question is set")
)
@click.option(
    "--decimals",
    type=click.IntRange(0, MOST_DECIMALS),
    default=0,
    show_default=True,
    help=_("Decimals of percentages"),
)
@click.option(
    "--order", type=click.Choice(ORDERS), default="count", show_default=True, help=_("Order of rows")
)
@click.option(
    "--exclude-kind",
    "exclude_kinds",
    type=click.Choice([kind.value for kind in CodeKind]),
    multiple=True,
    help=_("Leave out codes of this kind, and answers that have nothing else"),
)
@click.option(
    "--where",
    multiple=True,
    metavar="VAR=LEVEL",
    help=_("Only respondents with this level of a background variable; may be given several times"),
)
@click.option("--as-of", metavar="WHEN", help=_("As it was then: a date, an entry's number or a tag"))
@click.option("--caption", metavar="TEXT", help=_("Words of the caption in place of ours"))
@click.option("--number", metavar="TEXT", help=_("The table's number in the report, as 7.2"))
@click.option("--small-bases", is_flag=True, help=_("Percentages also where N is under 20"))
@click.option("--bars", is_flag=True, help=_("Draw percentages as bars (text only)"))
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
    help=_("Write to this file, whole or not at all"),
)
@pass_command_context
def table(
    context: CommandContext,
    /,
    question: str,
    exclude_kinds: Sequence[str],
    layout: str | None,
    as_json: bool,
    output: Path | None,
    bars: bool,
    **options: Any,
) -> None:
    """Print or write the table."""
    from coder.text.safe import safe
    from coder.usecases.table import frequency_table

    kind = _layout(layout, as_json, output)
    chosen = TableOptions(exclude_kinds=tuple(map(CodeKind, exclude_kinds)), **options)
    engine = context.engine()
    try:
        made = frequency_table(engine, question, chosen)
    finally:
        engine.dispose()
    for warning in made.warnings:
        say(warning)
    text = _laid_out(made, kind, bars=bars, to_file=output is not None)
    if output is None:
        # Names of codes come from outside; a file or a program gets them as they are, a terminal does not.
        click.echo(safe(text) if sys.stdout.isatty() else text, nl=False)
        return
    from coder.documents.whole_file import whole_file

    with whole_file(output) as file:
        file.write_text(text, encoding="utf-8", newline="")


def _layout(named: str | None, as_json: bool, output: Path | None) -> str:
    if as_json:
        return "json"
    if named is not None or output is None:
        return named or "text"
    if output.suffix.lower() not in _SUFFIXES:
        raise UnknownTableFileError(output)
    return _SUFFIXES[output.suffix.lower()]


def _laid_out(made: FrequencyTable, layout: str, *, bars: bool, to_file: bool) -> str:
    if layout == "csv":
        from coder.tables.layout_csv import as_csv

        return as_csv(made)
    if layout == "json":
        from coder.tables.layout_json import as_json

        return as_json(made)
    from coder.tables.layout_text import as_text

    on_screen = not to_file and sys.stdout.isatty()
    return as_text(made, width=shutil.get_terminal_size().columns if on_screen else None, bars=bars)
