"""Options that several commands for tables share: what is counted, what stands around it, where it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from coder.cli.context import say
from coder.cli.table_output import FORMATS, TableOutput
from coder.domain.question import COUNTS
from coder.messages import _
from coder.tables.options import MOST_DECIMALS

Command = Callable[..., Any]

_ANSWERS = (
    click.option("--wave", "waves", multiple=True, help=_("Only this wave; may be given several times")),
    click.option(
        "--where",
        multiple=True,
        metavar="VAR=LEVEL",
        help=_("Only respondents with this level of a background variable; may be given several times"),
    ),
    click.option(
        "--counts", type=click.Choice(COUNTS), help=_("Whose coding counts; else as the question is set")
    ),
    click.option("--as-of", metavar="WHEN", help=_("As it was then: a date, an entry's number or a tag")),
)
_WORDS = (
    click.option(
        "--decimals",
        type=click.IntRange(0, MOST_DECIMALS),
        default=0,
        show_default=True,
        help=_("Decimals of percentages"),
    ),
    click.option("--caption", metavar="TEXT", help=_("Words of the caption in place of ours")),
    click.option("--number", metavar="TEXT", help=_("The table's number in the report, as 7.2")),
)
_OUTPUT = (
    click.option(
        "--format",
        "named",
        type=click.Choice(FORMATS),
        help=_("Format; else by the name of the file, or text"),
    ),
    click.option("--json", "as_json", is_flag=True, help=_("The same as --format json")),
    click.option(
        "-o",
        "--output",
        "output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=_("Write to this file, whole or not at all"),
    ),
    click.option(
        "--template",
        type=click.Path(path_type=Path, dir_okay=False, exists=True),
        metavar="FILE",
        help=_("A Word file whose styles the table follows"),
    ),
    click.option(
        "--formula-guard",
        is_flag=True,
        help=_(
            "In CSV, put ' before text that a spreadsheet would take for a formula; this changes the text"
        ),
    ),
)


@dataclass(frozen=True)
class AskedOutput:
    """Where a table is to go, as it stands on the command line."""

    named: str | None
    file: Path | None
    as_json: bool
    template: Path | None
    formula_guard: bool = False

    def way(self, *, bars: bool = False) -> TableOutput:
        """Return the way there, and say what does nothing on it; see ``TableOutput.chosen`` for errors."""
        way = TableOutput.chosen(
            self.named,
            self.file,
            as_json=self.as_json,
            template=self.template,
            bars=bars,
            formula_guard=self.formula_guard,
        )
        say_in_vain(
            {
                "--template": (way.template is not None and way.named != "docx", "--format docx"),
                "--bars": (way.bars and way.named != "text", "--format text"),
                "--formula-guard": (way.formula_guard and way.named != "csv", "--format csv"),
            }
        )
        return way


def say_in_vain(options: Mapping[str, tuple[bool, str]]) -> None:
    """Say which options change nothing: by name, whether one stands alone, and what it goes with."""
    for option, (is_alone, other) in options.items():
        if is_alone:
            say(_("{option} changes nothing without {other}.").format(option=option, other=other))


def answers_options(command: Command) -> Command:
    """Add the options of which answers count, named as in ``TableOptions``."""
    return _with(_ANSWERS, command)


def words_options(command: Command) -> Command:
    """Add the options of how numbers and captions are written, named as in ``TableOptions``."""
    return _with(_WORDS, command)


def output_options(command: Command) -> Command:
    """Add the options of where a table goes; the command gets them as ``asked``, an ``AskedOutput``."""

    @wraps(command)
    def asking(
        *arguments: Any,
        named: str | None,
        as_json: bool,
        output: Path | None,
        template: Path | None,
        formula_guard: bool,
        **others: Any,
    ) -> Any:
        return command(
            *arguments, asked=AskedOutput(named, output, as_json, template, formula_guard), **others
        )

    return _with(_OUTPUT, asking)


def _with(options: tuple[Callable[[Command], Command], ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
