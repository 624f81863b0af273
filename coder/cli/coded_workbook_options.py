"""The options of `coder import-coded` that are about workbooks people coded by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.exchange.coded_workbook.understanding import WorkbookWishes

Command = TypeVar("Command", bound=Callable[..., Any])

_LETTERS = re.compile(r"([A-Za-z]{1,3}):([A-Za-z]{1,3})")


def _column(*names: str, **more: Any) -> Callable[[Command], Command]:
    return click.option(*names, metavar="COLUMN", **more)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    _column("--id", "id_column", help=_("Workbook: the column of the respondents' ids, by name or letter")),
    click.option("--row-ids", is_flag=True, help=_("Workbook: rows have no ids; take their numbers")),
    _column("--text", "texts", multiple=True, help=_("Workbook: a column of answers; several times")),
    _column(
        "--attribute", "attributes", multiple=True, help=_("Workbook: a background variable; several times")
    ),
    click.option("--wave", metavar="VALUE", help=_("Workbook: the wave all rows belong to")),
    _column("--wave-column", help=_("Workbook: the column that says which wave")),
    _column("--weight", help=_("Workbook: the column of weights")),
    _column("--codes", multiple=True, help=_("Workbook: a column of codes, or D:F; several times")),
    click.option(
        "--codes-for", multiple=True, metavar="QUESTION=COLUMN", help=_("Workbook: codes of this question")
    ),
    click.option(
        "--codes-by", multiple=True, metavar="CODER=COLUMN", help=_("Workbook: codes by this coder")
    ),
    _column(
        "--theme-column", "themes", multiple=True, help=_("Workbook: a column of main themes; several times")
    ),
    _column("--note", "notes", multiple=True, help=_("Workbook: a column of notes; several times")),
    _column("--coder-column", help=_("Workbook: the column that says who coded")),
    click.option(
        "--sheet",
        "sheets",
        multiple=True,
        metavar="SHEET",
        help=_("Workbook: only this sheet; several times"),
    ),
    click.option("--codebook-sheet", metavar="SHEET", help=_("Workbook: the sheet that lists the codes")),
    click.option(
        "--sheets-are",
        type=click.Choice(["coders", "questions", "waves", "parts"]),
        help=_("Workbook: what several sheets of answers differ in"),
    ),
    click.option(
        "--sheet-coder",
        "sheet_coders",
        multiple=True,
        metavar="SHEET=CODER",
        help=_("Workbook: who coded a sheet"),
    ),
    click.option("--header-row", type=click.IntRange(1), help=_("Workbook: the (last) row of the header")),
    click.option(
        "--theme-separator",
        metavar="SIGN",
        help=_("Workbook: between theme and code in a cell, beside -> > ::"),
    ),
    click.option(
        "--code-separator",
        "code_separators",
        multiple=True,
        metavar="SIGN",
        help=_("Workbook: between codes in a cell, beside ; | and line breaks"),
    ),
    click.option(
        "--code",
        "decided",
        multiple=True,
        metavar="NAME=CODE",
        help=_("Workbook: what a name means; ; between several codes, + before a new one, - for none"),
    ),
    click.option("--code-map", type=click.Path(path_type=Path), help=_("Workbook: a list of such decisions")),
    click.option(
        "--code-map-to",
        type=click.Path(path_type=Path),
        help=_("Workbook: write unknown names as a list to fill in"),
    ),
    click.option(
        "--blank",
        type=click.Choice(["not-coded", "nothing"]),
        help=_("Workbook: what rows without codes are that somebody else coded"),
    ),
    click.option("--encoding", help=_("CSV: the file's encoding")),
    click.option("--delimiter", help=_("CSV: what stands between the cells")),
    click.option(
        "--yes", "-y", is_flag=True, help=_("Workbook: take it as it was understood, without asking")
    ),
)


def workbook_options(command: Command) -> Command:
    """Give a command the options of workbooks."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def workbook_wishes(given: Mapping[str, Any], question: str | None) -> WorkbookWishes:
    """Return what was said of a workbook's sheets and columns."""
    from coder.exchange.coded_workbook.roles import Wishes
    from coder.exchange.coded_workbook.split import Signs
    from coder.usecases.exchange.coded_workbook.understanding import WorkbookWishes

    return WorkbookWishes(
        columns=Wishes(
            id=given["id_column"],
            row_ids=given["row_ids"],
            texts=given["texts"],
            question=question,
            attributes=given["attributes"],
            wave=given["wave"],
            wave_column=given["wave_column"],
            weight=given["weight"],
            codes=tuple(each for one in given["codes"] for each in _columns(one)),
            codes_for=_by_column("--codes-for", given["codes_for"]),
            codes_by=_by_column("--codes-by", given["codes_by"]),
            themes=given["themes"],
            notes=given["notes"],
            coder_column=given["coder_column"],
            signs=Signs(given["code_separators"], given["theme_separator"]),
        ),
        sheets=given["sheets"],
        codebook_sheet=given["codebook_sheet"],
        header_row=given["header_row"],
        sheets_are=given["sheets_are"],
        sheet_coders=dict(pairs("--sheet-coder", given["sheet_coders"])),
        encoding=given["encoding"],
        delimiter=given["delimiter"],
    )


def pairs(option: str, given: Iterable[str]) -> list[tuple[str, str]]:
    """Return what was given as NAME=VALUE; the last = parts them, for names have such signs more often."""
    found = []
    for each in given:
        name, equals, value = each.rpartition("=")
        if not equals or not name.strip():
            raise click.UsageError(_("Write {option} NAME=VALUE.").format(option=option))
        found.append((name.strip(), value.strip()))
    return found


def _by_column(option: str, given: Iterable[str]) -> dict[str, str]:
    return {each: name for name, columns in pairs(option, given) for each in _columns(columns)}


def _columns(said: str) -> list[str]:
    """Return the columns of a range like D:F one by one, else the one that was named."""
    ends = _LETTERS.fullmatch(said.strip())
    if not ends:
        return [said]
    from coder.text.letters import letters, place_of

    first, last = (place_of(each.upper()) for each in ends.groups())
    return [letters(place) for place in range(first, last + 1)] or [said]
