"""A frequency table as readers see it: words and signs in rows and columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.messages import _, current_language
from coder.tables.description import description
from coder.tables.grid_cells import EMPTY, count_cell
from coder.tables.measures import Measure, cell_of, heading_of, measures_of
from coder.tables.table import HIDDEN, Beside, Cell, Column, FrequencyTable, Row
from coder.text.numbers import written_count


def grid_of(table: FrequencyTable) -> Grid:
    """Return the table in its layout, in the language of the moment."""
    shown = _Shown(table)
    columns, rows = shown.turned() if table.layout.turned and table.columns else shown.upright()
    return Grid(
        caption=table.title or table.caption,
        columns=columns,
        rows=rows,
        note=table.note,
        number=table.number,
        stub=shown.stub,
        language=current_language(),
        description=description(table),
        provenance=table.provenance,
    )


@dataclass(frozen=True)
class _Shown:
    """What of a table is printed."""

    table: FrequencyTable

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, the total last where there is one."""
        if not self.table.columns:
            return (self.table.total_column,)
        total = (self.table.total_column,) if self.table.layout.has_total_column else ()
        return (*self.table.columns, *total)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What stands in each column."""
        return measures_of(self.table)

    @property
    def stub(self) -> str:
        """The variable's name above the lines of a turned table."""
        groups = {column.group for column in self.table.columns}
        return groups.pop() if self.table.layout.turned and len(groups) == 1 else ""

    def cells(self, place: int) -> tuple[Cell, ...]:
        """Return the cells of a row in the order of ``columns``."""
        total = self.table.total_cell(self.table.rows[place])
        if not self.table.columns:
            return (total,)
        return (*self.table.cells[place], total)[: len(self.columns)]

    def upright(self) -> tuple[tuple[GridColumn, ...], tuple[GridRow, ...]]:
        """Return a line for each code, and columns for levels or waves."""
        columns = [heading for column in self.columns for heading in self._headings(column)]
        columns += [GridColumn(each.heading, self._beside_group(each.group)) for each in self.table.beside]
        rows = [self._code_line(row, place) for place, row in enumerate(self.table.rows)]
        return tuple(columns), (*rows, *self._total_lines())

    def turned(self) -> tuple[tuple[GridColumn, ...], tuple[GridRow, ...]]:
        """Return a line for each level or wave, and columns for codes."""
        headings = [
            GridColumn(self._name(row), "")
            if len(self.measures) == 1
            else GridColumn(self._heading(measure), self._name(row))
            for row in self.table.rows
            for measure in self.measures
        ]
        lines: list[GridRow] = []
        groups = list(dict.fromkeys(column.group for column in self.table.columns))
        for place, column in enumerate(self.columns):
            several = len(groups) > 1 and bool(column.group)
            if several and (place == 0 or self.columns[place - 1].group != column.group):
                blank = (EMPTY,) * (len(headings) + len(self._after))
                lines.append(GridRow(column.group, blank, is_strong=True))
            lines.append(self._column_line(column, place, indent=int(several)))
        lines += [self._beside_line(each) for each in self.table.beside]
        return (*headings, *(GridColumn(each) for each in self._after)), tuple(lines)

    def _name(self, row: Row) -> str:
        """Name a row where it does not stand under its theme: two themes may have codes of one name."""
        return row.path if row.indented and self._names[row.label] > 1 else row.label

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(row.label for row in self.table.rows)

    @cached_property
    def _after(self) -> tuple[str, ...]:
        """Columns of a turned table after those of the codes: the sum, and N."""
        total = (_("Total"),) if self.table.layout.has_total_row and self.measures == ("percent",) else ()
        return (*total, *(() if "base" in self.measures else (_("N"),)))

    def _headings(self, column: Column) -> list[GridColumn]:
        if not self.table.columns:
            return [GridColumn(self._heading(measure)) for measure in self.measures]
        if len(self.measures) == 1:
            return [GridColumn(column.label, column.group)]
        group = column.label
        if len({each.group for each in self.table.columns}) > 1 and column.group:
            group = f"{column.group}: {column.label}"
        return [GridColumn(self._heading(measure), group) for measure in self.measures]

    def _heading(self, measure: Measure) -> str:
        return heading_of(measure, self.table.layout.units)

    def _beside_group(self, group: str) -> str:
        return group if len({each.group for each in self.table.beside}) > 1 else ""

    def _beside_line(self, beside: Beside) -> GridRow:
        cells = [
            GridCell(text) if measure == self.measures[0] else EMPTY
            for text in beside.texts
            for measure in self.measures
        ]
        label = ": ".join(filter(None, (self._beside_group(beside.group), beside.heading)))
        return GridRow(label, (*cells, *(EMPTY for _each in self._after)))

    def _code_line(self, row: Row, place: int) -> GridRow:
        cells = [
            cell_of(cell, column, measure, self.measures)
            for column, cell in zip(self.columns, self.cells(place), strict=True)
            for measure in self.measures
        ]
        cells += [GridCell(each.texts[place]) for each in self.table.beside]
        return GridRow(
            row.label,
            tuple(cells),
            indent=int(row.indented),
            is_strong=row.level == "theme",
            bar=row.percent if row.in_use else None,
        )

    def _column_line(self, column: Column, place: int, indent: int) -> GridRow:
        cells = [
            cell_of(self.cells(number)[place], column, measure, self.measures)
            for number in range(len(self.table.rows))
            for measure in self.measures
        ]
        is_total = column == self.table.total_column
        if len(self._after) == 2:
            cells.append(self._hundred(column))
        if self._after:
            cells.append(_base_cell(column))
        return GridRow(column.label, tuple(cells), indent=indent, is_strong=is_total)

    def _total_lines(self) -> list[GridRow]:
        """Return the lines below the codes: the sum where each answer has one code, and N by column."""
        table, lines = self.table, []
        if table.layout.has_total_row and table.rows:
            cells = {"count": _base_cell, "base": _base_cell, "percent": self._hundred}
            line = [
                cells.get(measure, _no_cell)(column) for column in self.columns for measure in self.measures
            ]
            lines.append(GridRow(table.total_column.label, (*line, *self._nothing_beside), is_strong=True))
        told = "base" in self.measures or (table.layout.has_total_row and "count" in self.measures)
        if table.columns and not told:
            line = [
                _base_cell(column) if measure == self.measures[0] else EMPTY
                for column in self.columns
                for measure in self.measures
            ]
            lines.append(GridRow(_("N"), (*line, *self._nothing_beside)))
        return lines

    @property
    def _nothing_beside(self) -> tuple[GridCell, ...]:
        return (EMPTY,) * len(self.table.beside)

    def _hundred(self, column: Column) -> GridCell:
        place = self.columns.index(column)
        cells = [self.cells(number)[place] for number in range(len(self.table.rows))]
        if column.base is None:
            return GridCell(HIDDEN)
        if not column.base or all(cell.percent is None for cell in cells):
            return EMPTY
        return GridCell(_hundred_percent(), Decimal(100))


def _hundred_percent() -> str:
    return written_count(100)


def _no_cell(_column: Column) -> GridCell:
    return EMPTY


def _base_cell(column: Column) -> GridCell:
    return GridCell(HIDDEN) if column.base is None else count_cell(column.base)
