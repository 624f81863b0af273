"""Codebooks as tables: CSV, and the rows of a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.whole_file import whole_file
from coder.domain.codebook import CodeRow
from coder.domain.errors import Problem
from coder.exchange.codebook.foreign_list import places_called, places_meant, themes_going_on
from coder.exchange.codebook.rows import (
    COLUMNS,
    CodebookFile,
    RowReader,
    cells_of,
    under_named_parents,
    unread,
)
from coder.messages import _
from coder.text.csv_lines import write_csv

if TYPE_CHECKING:
    from coder.exchange.table import Table

_LIST_COLUMNS = frozenset({"question_id", "question", "codebook"})
"""Columns that, where they differ from row to row, say that a file holds several codebooks."""


def codebook_in(table: Table, where: Mapping[str, str] | None = None) -> CodebookFile:
    """Read the rows of a table as codes.

    Args:
        table: The file as text.
        where: Only rows with these values, by column.
    """
    where = where or {}
    reader = RowReader(table.name)
    reader.problems.extend(table.problems)
    places = table.places(COLUMNS)
    above, parent = "theme", table.places(("parent",))
    if "theme" not in places and parent:
        above, places["theme"] = "parent", parent["parent"]
    meant = _meant(table, {*places.values(), *parent.values()}, places)
    if "code" not in places and "code" not in meant:
        missing = _("the column is missing. A code list has the columns {columns}; this one has {there}.")
        there = ", ".join(table.columns)
        reader.problem(None, "code", missing.format(columns=", ".join(COLUMNS[:3]), there=there))
        return CodebookFile(table.name, (), problems=tuple(reader.problems), notices=tuple(table.notices))
    picked = _picked(reader, table, where)
    if _holds_several(reader, table, picked):
        return CodebookFile(table.name, (), problems=tuple(reader.problems), notices=tuple(table.notices))
    places |= meant
    written = [cells[places["theme"]] if "theme" in places else "" for _number, cells in picked]
    themes = themes_going_on(written) if "theme" in meant else written
    found: list[CodeRow | None] = []
    for (number, cells), theme in zip(picked, themes, strict=True):
        row = {**{name: cells[place] for name, place in places.items()}, "theme": theme}
        found.append(reader.code_row(number, row, above))
    rows = [each for each in found if each is not None]
    if above == "parent":
        rows = under_named_parents(reader, rows)
    hint = "" if where else " " + _("If the file holds several lists, pick one with --where COLUMN=VALUE.")
    rows = reader.without_repeats(rows, hint)
    read = {*places.values(), *(table.columns.index(column) for column in where if column in table.columns)}
    others = [column for place, column in enumerate(table.columns) if place not in read]
    notices = [*table.notices, *_read_as(table, meant)]
    if themes != written:
        said = _("{file}: a theme that is written once goes on for the blank cells below it.")
        notices.append(said.format(file=table.name))
    notices += unread(others, table.name)
    return CodebookFile(
        table.name, tuple(rows), problems=tuple(_sorted_problems(reader)), notices=tuple(notices)
    )


def write_codebook_csv(path: Path, rows: Iterable[CodeRow]) -> None:
    """Write codes in codebook order as CSV: UTF-8, comma, line feeds; whole or not at all."""
    with whole_file(path) as new:
        write_csv(new, COLUMNS, (cells_of(row).values() for row in rows))


def _meant(table: Table, taken: Collection[int], named: Collection[str]) -> dict[str, int]:
    """Return which other columns hold what no column of the name itself holds, by what they are called."""
    free = [place for place in range(len(table.columns)) if place not in taken]
    names = [table.columns[place] for place in free]
    if "code" in named:
        found = places_called(names)
    else:
        found = places_meant(names, lambda place: [row[free[place]] for row in table.rows])
    return {field: free[place] for field, place in found.items() if field in COLUMNS and field not in named}


def _read_as(table: Table, meant: Mapping[str, int]) -> Iterator[str]:
    """Tell what columns were taken for that are called otherwise."""
    if meant:
        told = ", ".join(f"«{table.columns[place]}» = {field}" for field, place in meant.items())
        yield _("{file}: columns were read as: {columns}.").format(file=table.name, columns=told)


def _sorted_problems(reader: RowReader) -> list[Problem]:
    return sorted(reader.problems, key=lambda problem: problem.row or 0)


def _picked(reader: RowReader, table: Table, where: Mapping[str, str]) -> list[tuple[int, Sequence[str]]]:
    """Return (row number, cells) of the rows meant."""
    rows: list[tuple[int, Sequence[str]]] = list(zip(table.row_numbers, table.rows, strict=True))
    for column, value in where.items():
        if column not in table.columns:
            reader.problem(None, column, _("there is no such column. Look at --where."))
            return []
        place = table.columns.index(column)
        kept = [(number, cells) for number, cells in rows if cells[place] == value]
        if rows and not kept:
            reader.problem(None, column, _("no row has «{value}». Look at --where.").format(value=value))
        rows = kept
    return rows


def _holds_several(reader: RowReader, table: Table, rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Tell, as a problem, that the rows are of several codebooks."""
    for place, column in enumerate(table.columns):
        if column.strip().casefold() not in _LIST_COLUMNS:
            continue
        values = list(dict.fromkeys(cells[place] for _number, cells in rows))
        if len(values) > 1:
            reader.problem(
                None,
                column,
                _("the file holds several lists: {values}. Pick one: --where {column}={value}").format(
                    values=", ".join(f"«{value}»" for value in values), column=column, value=values[0]
                ),
            )
            return True
    return False
