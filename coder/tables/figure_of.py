"""A table as a figure: bars, bars by level, or lines over waves; in its order and with its note."""

from __future__ import annotations

from coder.documents.bar_figure import Bar, BarFigure, Panel
from coder.documents.grid import Grid
from coder.documents.saturation_figure import Reached, SaturationFigure
from coder.documents.trend_figure import Point, Series, TrendFigure
from coder.domain.errors import WrongUseError
from coder.messages import _, current_language
from coder.tables.description import description
from coder.tables.saturation import Saturation
from coder.tables.table import BREAK, HIDDEN, NOT_IN_USE, Cell, Column, FrequencyTable, Row
from coder.text.numbers import written_count


class NoSharesError(WrongUseError):
    """A table without a single percentage: there is nothing to draw."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A figure shows percentages, and this table has none: N is too small. "
                "Ask for them with --small-bases."
            )
        )


def figure_of(table: FrequencyTable) -> BarFigure | TrendFigure:
    """Return the figure of a table, in the language of the moment: lines over waves, else bars.

    Raises:
        NoSharesError: If no cell has a percentage.
    """
    cells = [*map(table.total_cell, table.rows), *(cell for row in table.cells for cell in row)]
    if all(cell.percent is None for cell in cells):
        raise NoSharesError
    if table.columns and not any(column.group for column in table.columns):
        return _trend_of(table)
    return BarFigure(
        caption=table.figure_title or table.title or table.caption,
        panels=tuple(_panels(table)),
        note=table.note,
        number=table.number,
        description=description(table),
        language=current_language(),
        provenance=table.provenance,
    )


def saturation_figure_of(found: Saturation, grid: Grid) -> SaturationFigure:
    """Return the curve of new codes, with the words of its table."""
    reached = [Reached(stretch.last, stretch.known, len(stretch.new)) for stretch in found.stretches]
    return SaturationFigure(
        caption=grid.caption,
        stretches=tuple(reached),
        note=grid.note,
        number=grid.number,
        description=grid.description,
        language=grid.language,
        provenance=grid.provenance,
    )


def _panels(table: FrequencyTable) -> list[Panel]:
    totals = tuple(_bar(row, table.total_cell(row)) for row in table.rows)
    if not table.columns:
        # N stands in the caption.
        return [Panel("", "", totals)]
    several = len({column.group for column in table.columns}) > 1
    panels = [
        Panel(
            f"{column.group}: {column.label}" if several and column.group else column.label,
            _base(column),
            tuple(_bar(row, cells[place]) for row, cells in zip(table.rows, table.cells, strict=True)),
        )
        for place, column in enumerate(table.columns)
    ]
    if table.layout.has_total_column:
        panels.append(Panel(table.total_column.label, _base(table.total_column), totals))
    return panels


def _trend_of(table: FrequencyTable) -> TrendFigure:
    return TrendFigure(
        caption=table.figure_title or table.title or table.caption,
        waves=tuple(column.label for column in table.columns),
        bases=tuple(map(_base, table.columns)),
        series=tuple(
            Series(row.label, tuple(map(_point, cells)), is_strong=row.level == "theme")
            for row, cells in zip(table.rows, table.cells, strict=True)
        ),
        note=table.note,
        number=table.number,
        description=description(table),
        language=current_language(),
        provenance=table.provenance,
    )


def _bar(row: Row, cell: Cell) -> Bar:
    low, high = cell.interval or (None, None)
    return Bar(
        row.label,
        None if _sign(cell) else cell.percent,
        low=low,
        high=high,
        weighted=cell.weighted,
        sign=_sign(cell),
        mark="" if cell.mark == BREAK else cell.mark,
        indent=int(row.indented),
        is_strong=row.level == "theme",
    )


def _sign(cell: Cell) -> str:
    """Return what stands in the place of a bar; empty where there is one."""
    if not cell.in_use:
        return NOT_IN_USE
    if cell.suppressed:
        return HIDDEN
    if cell.percent is None and cell.count is not None:
        # A count too small to take a percentage of, as the table has it.
        return f"({written_count(cell.count)})"
    return ""


def _point(cell: Cell) -> Point:
    low, high = cell.interval or (None, None)
    share = cell.percent if cell.in_use and not cell.suppressed else None
    return Point(share, low=low, high=high, is_break=cell.mark == BREAK)


def _base(column: Column) -> str:
    return "" if column.base is None else _("N={n}").format(n=written_count(column.base))
