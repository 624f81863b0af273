"""What stands in a column of a table: counts, N, percentages, weighted shares, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Literal

from coder.documents.grid import GridCell
from coder.messages import _
from coder.tables.grid_cells import EMPTY, count_cell, number_cell
from coder.tables.options import Show
from coder.tables.table import BREAK, HIDDEN, NOT_IN_USE, Cell, Column, FrequencyTable
from coder.text.numbers import written_count, written_number

Measure = Literal["count", "base", "percent", "weighted", "interval"]

_SHOWN: dict[Show, tuple[Measure, ...]] = {
    "percent": ("percent",),
    "count": ("count",),
    "both": ("count", "percent"),
    "all": ("count", "base", "percent"),
}
_WITHOUT_COLUMNS: dict[Show, tuple[Measure, ...]] = _SHOWN | {"all": ("count", "percent")}


def measures_of(table: FrequencyTable) -> tuple[Measure, ...]:
    """Return what stands in each column, in its order; nothing that would be empty throughout."""
    shown = _SHOWN[table.layout.show] if table.columns else _WITHOUT_COLUMNS[table.layout.show]
    cells = [*chain.from_iterable(table.cells), *map(table.total_cell, table.rows)]
    if len(shown) > 1 and all(cell.percent is None and not cell.suppressed for cell in cells):
        shown = tuple(each for each in shown if each != "percent")
    if any(cell.weighted is not None for cell in cells):
        shown = (*shown, "weighted")
    if any(cell.interval is not None for cell in cells):
        shown = (*shown, "interval")
    return shown


def heading_of(measure: Measure, units: str = "") -> str:
    """Return what stands above, with the word for who answered where there is one."""
    if units and measure == "count":
        return _("Number of {units}").format(units=units)
    if units and measure == "percent":
        return _("Share of {units}").format(units=units)
    headings = {
        "count": _("Count"),
        "base": _("N"),
        "percent": _("Percent"),
        "weighted": _("Weighted"),
        "interval": _("95 % interval"),
    }
    return headings[measure]


def cell_of(cell: Cell, column: Column, measure: Measure, measures: Sequence[Measure]) -> GridCell:
    """Return one measure of a cell, with its mark at the first of them.

    Among percentages alone, a count stands in brackets where the base is too small for a percentage.
    """
    if measure == "base":
        return GridCell(HIDDEN) if column.base is None else count_cell(column.base)
    made = _plain(cell, measure, measures)
    return _marked(made, cell.mark) if measure == measures[0] and cell.mark else made


def _plain(cell: Cell, measure: Measure, measures: Sequence[Measure]) -> GridCell:
    if not cell.in_use:
        return GridCell(NOT_IN_USE)
    if cell.suppressed:
        return GridCell(HIDDEN)
    if measure == "count":
        return count_cell(cell.count)
    if measure == "weighted":
        return number_cell(cell.weighted)
    if measure == "interval":
        return _interval_cell(cell)
    if cell.percent is None and "count" not in measures and cell.count is not None:
        return GridCell(f"({written_count(cell.count)})", cell.count)
    return number_cell(cell.percent)


def _interval_cell(cell: Cell) -> GridCell:
    if cell.interval is None:
        return EMPTY
    low, high = cell.interval
    return GridCell(f"{written_number(low)}–{written_number(high)}")


def _marked(cell: GridCell, mark: str) -> GridCell:
    text = f"{mark} {cell.text}" if mark == BREAK else f"{cell.text}{mark}"
    return GridCell(text.strip(), cell.number)
