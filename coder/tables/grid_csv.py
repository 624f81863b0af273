"""Any table as CSV: one row per line of the table."""

from __future__ import annotations

from collections.abc import Sequence

from coder.documents.grid import Grid, GridCell
from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.entry import canonical_json
from coder.text.csv_lines import csv_line
from coder.text.formula_guard import guarded

BESIDE = ("caption", "note", "provenance")


def grid_as_csv(grid: Grid, names: Sequence[str] | None = None, *, formula_guard: bool = False) -> str:
    """Return the table as comma-separated text with LF line ends and decimal points.

    The first column holds the label below those it is indented under, joined by ``>``. Caption, note and
    provenance (as JSON) stand in the first row only; of a table without rows, in a row of their own.

    Args:
        grid: The table.
        names: What its columns are called, the labels' own first; else their headings.
        formula_guard: Put ' before texts, never numbers, that a spreadsheet would take for a formula.
    """
    words = guarded if formula_guard else str
    written = [csv_line((*map(words, names or _headings(grid)), *BESIDE))]
    beside = (words(grid.caption), words(grid.note), canonical_json(dict(grid.provenance)))
    paths = _paths(grid)
    if not paths:
        written.append(csv_line((*("" for _column in range(len(grid.columns) + 1)), *beside)))
    for place, (path, row) in enumerate(zip(paths, grid.rows, strict=True)):
        cells = (_number(cell) or words(cell.text) for cell in row.cells)
        written.append(csv_line((words(path), *cells, *(beside if place == 0 else ("", "", "")))))
    return "".join(written)


def _headings(grid: Grid) -> list[str]:
    columns = [" ".join(filter(None, (column.group, column.heading))) for column in grid.columns]
    return [grid.stub or "label", *columns]


def _paths(grid: Grid) -> list[str]:
    above: list[str] = []
    paths = []
    for row in grid.rows:
        above = [*above[: row.indent], row.label]
        paths.append(PATH_SEPARATOR.join(above))
    return paths


def _number(cell: GridCell) -> str:
    """Write a number as programs read it; nothing of one in brackets, since it is no percentage."""
    if cell.number is None or cell.in_brackets:
        return ""
    return format(cell.number, "f" if not isinstance(cell.number, int) else "d")
