"""A table as CSV: one row per line of the table, names of columns the same in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from coder.domain.entry import canonical_json
from coder.tables.table import HIDDEN, NOT_IN_USE, Cell, Column, FrequencyTable, Row
from coder.text.csv_lines import csv_line
from coder.text.formula_guard import guarded

ROW_COLUMNS = ("path", "theme", "code", "level")
NUMBER_COLUMNS = ("count", "percent")
TABLE_COLUMNS = ("n", "base", "caption", "note", "provenance")

_Line = tuple[Row, Column, Cell]
_MORE: dict[str, Callable[[Cell], str]] = {
    "weighted": lambda cell: _written(cell.weighted),
    "low": lambda cell: _written(cell.interval and cell.interval[0]),
    "high": lambda cell: _written(cell.interval and cell.interval[1]),
    "mark": lambda cell: cell.mark,
}
"""Columns that are there where any cell has something in them."""


def as_csv(table: FrequencyTable, *, formula_guard: bool = False) -> str:
    """Return the table as comma-separated text with LF line ends and decimal points.

    Where the table has columns, each of their cells is a row, and ``column`` says which; the total is
    ``total``, and what tests say of the whole row stands there. Caption, note and provenance (as JSON) stand
    in the first row only; of a table without rows, in a row of their own.

    Args:
        table: The table.
        formula_guard: Put ' before texts, never numbers, that a spreadsheet would take for a formula.
    """
    words = guarded if formula_guard else str
    lines = list(_lines(table))
    column = ("column",) if table.columns else ()
    more = tuple(name for name, said in _MORE.items() if any(said(cell) for _row, _column, cell in lines))
    tests = [" ".join(filter(None, (each.key, each.group))) for each in table.beside]
    written = [csv_line((*ROW_COLUMNS, *column, *NUMBER_COLUMNS, *more, *map(words, tests), *TABLE_COLUMNS))]
    beside = (words(table.caption), words(table.note), canonical_json(table.provenance))
    for place, (row, of_column, cell) in enumerate(lines):
        key = (words(of_column.key),) if table.columns else ()
        numbers = (*_numbers(cell), *(_MORE[name](cell) for name in more), *_tested(table, place))
        base = HIDDEN if of_column.base is None else of_column.base
        names = (*map(words, (row.path, row.theme or "", row.code or "")), row.level)
        written.append(
            csv_line(
                (*names, *key, *numbers, base, table.base_kind, *(beside if place == 0 else ("", "", "")))
            )
        )
    if not lines:
        blank = ("",) * (len(ROW_COLUMNS) + len(column) + len(NUMBER_COLUMNS) + len(tests))
        written.append(csv_line((*blank, table.base, table.base_kind, *beside)))
    return "".join(written)


def _lines(table: FrequencyTable) -> Iterator[_Line]:
    for place, row in enumerate(table.rows):
        if table.columns:
            for column, cell in zip(table.columns, table.cells[place], strict=True):
                yield row, column, cell
        yield row, table.total_column, table.total_cell(row)


def _tested(table: FrequencyTable, place: int) -> Iterator[str]:
    """Yield what tests say, on the line of a row's total; ``place`` is that of the line."""
    row, column = divmod(place, len(table.columns) + 1)
    for each in table.beside:
        value = each.values[row] if column == len(table.columns) else None
        yield "" if value is None else repr(value)


def _numbers(cell: Cell) -> tuple[str, str]:
    if not cell.in_use:
        return NOT_IN_USE, NOT_IN_USE
    if cell.suppressed:
        return HIDDEN, HIDDEN
    return str(cell.count), _written(cell.percent)


def _written(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
