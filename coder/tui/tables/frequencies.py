"""A frequency table as rows of labels, numbers and shares."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from coder.messages import _
from coder.tables.grid_cells import count_cell
from coder.tables.measures import Measure, cell_of, heading_of, measures_of
from coder.tables.table import HIDDEN, TOTAL, Cell, Column, FrequencyTable
from coder.text.numbers import written_count
from coder.text.safe import safe_line
from coder.tui.tables.layout import MOST_HEADING, ShownColumn, ShownTable


class ShownFrequencies(ShownTable):
    """A frequency table; its first row is N."""

    has_own_base = True

    def __init__(self, table: FrequencyTable) -> None:
        self.table = table
        self.count = len(table.rows) + 1
        self.has_fixed = table.layout.has_total_column or not table.columns
        self._measures = measures_of(table)
        self._places = {column.key: place for place, column in enumerate(table.columns)}
        own = [self._column(column) for column in table.columns]
        total = [self._column(table.total_column)] if self.has_fixed else []
        beside = [
            ShownColumn(
                None, each.heading, each.group, ("",), (self._beside_width(each.texts, each.heading),)
            )
            for each in table.beside
        ]
        self.columns = (*total, *own, *beside)

    def label(self, place: int) -> tuple[str, int, bool]:
        if place == 0:
            return _("N"), 0, False
        row = self.table.rows[place - 1]
        return row.label, int(row.indented), row.level == "theme"

    def share(self, place: int) -> float | None:
        if place == 0:
            return None
        row = self.table.rows[place - 1]
        return None if row.percent is None or not row.in_use else float(row.percent) / 100

    def texts(self, place: int, column: int) -> Sequence[str]:
        shown = self.columns[column]
        if shown.key is None:
            beside = self.table.beside[column - len(self.columns)]
            return [beside.texts[place - 1] if place else ""]
        of, cell = self._cell(place, shown.key)
        measures = self._measures_of(of)
        if cell is None:
            base = HIDDEN if of.base is None else count_cell(of.base).text
            return [base, *[""] * (len(measures) - 1)]
        return [cell_of(cell, of, measure, measures).text for measure in measures]

    def _cell(self, place: int, key: str) -> tuple[Column, Cell | None]:
        if key == TOTAL:
            total = self.table.total_cell(self.table.rows[place - 1]) if place else None
            return self.table.total_column, total
        number = self._places[key]
        return self.table.columns[number], self.table.cells[place - 1][number] if place else None

    def _measures_of(self, column: Column) -> tuple[Measure, ...]:
        """Everybody's column says count and percentage, whatever the others say."""
        if column.key != TOTAL:
            return self._measures
        has_percent = any(row.percent is not None for row in self.table.rows)
        others = tuple(each for each in self._measures if each in ("weighted", "interval"))
        return ("count", *(("percent",) if has_percent else ()), *others)

    def _column(self, column: Column) -> ShownColumn:
        measures = self._measures_of(column)
        headings = tuple(heading_of(measure) for measure in measures)
        # Everybody's numbers are named by what they are, those of one level by the level.
        is_named = len(measures) == 1 and column.key != TOTAL
        label = safe_line(column.label)
        wanted = [min(cell_len(label), MOST_HEADING)] if is_named else [cell_len(each) for each in headings]
        widths = [
            max(self._number_width(measure), want) for measure, want in zip(measures, wanted, strict=True)
        ]
        return ShownColumn(
            column.key, label, safe_line(column.group), ("",) if is_named else headings, tuple(widths)
        )

    def _number_width(self, measure: Measure) -> int:
        table = self.table
        share = 3 + (table.decimals + 1 if table.decimals else 0)
        counts = len(written_count(table.base)) + 2 * ("percent" in self._measures)
        # A test's sign behind a number, or a break's before it.
        signs = 2 if table.columns and (table.beside or not self.has_fixed) else 0
        widths = {"count": counts, "base": counts, "percent": max(share, counts), "interval": 2 * share + 1}
        return widths.get(measure, share) + signs

    def _beside_width(self, texts: Sequence[str], heading: str) -> int:
        return min(max(map(cell_len, [*texts, heading])), MOST_HEADING)
