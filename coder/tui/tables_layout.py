"""How a table stands on a screen: widths of columns, and which of them are in view beside the labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.messages import _
from coder.tables.grid_cells import count_cell
from coder.tables.measures import Measure, cell_of, heading_of, measures_of
from coder.tables.table import HIDDEN, TOTAL, Cell, Column, FrequencyTable
from coder.text.numbers import written_count
from coder.text.safe import safe_line

if TYPE_CHECKING:
    from coder.documents.grid import Grid

GAP = 2
MARGIN = 2
"""For the sign before the row one stands on."""
LEAST_LABEL, MOST_LABEL = 16, 48
MOST_HEADING = 14
LEAST_BAR, MOST_BAR = 8, 24


@dataclass(frozen=True)
class ShownColumn:
    """A column as it is shown: one number, or several of the same people side by side."""

    key: str | None
    """The table's column; None where no answers are behind it."""
    label: str
    group: str
    headings: tuple[str, ...]
    """One for each number."""
    widths: tuple[int, ...]
    is_text: bool = False
    """Words, set from the left; numbers are set from the right."""

    @property
    def width(self) -> int:
        """Cells it takes."""
        return sum(self.widths) + GAP * (len(self.widths) - 1)


class ShownTable(ABC):
    """A table of any kind as rows of labels, numbers and shares."""

    columns: tuple[ShownColumn, ...]
    has_fixed: bool
    """Whether the first column stays beside the labels."""
    has_own_base: bool
    """Whether the first row holds the bases, and stays in view."""
    count: int
    """How many rows there are."""

    @abstractmethod
    def label(self, place: int) -> tuple[str, int, bool]:
        """Return a row's label, how deep it stands, and whether it stands out."""

    @abstractmethod
    def texts(self, place: int, column: int) -> Sequence[str]:
        """Return what stands in a row's column: as many texts as it has headings."""

    @abstractmethod
    def share(self, place: int) -> float | None:
        """Return the share that a bar of the row draws, from 0 to 1; None for no bar."""

    @cached_property
    def label_width(self) -> int:
        """Cells that labels want."""
        widths = [cell_len(safe_line(name)) + 2 * deep for name, deep, _strong in map(self.label, self._all)]
        return min(max([*widths, LEAST_LABEL]), MOST_LABEL)

    @cached_property
    def most(self) -> float:
        """The largest share."""
        return max((share for share in map(self.share, self._all) if share is not None), default=0.0)

    @property
    def _all(self) -> range:
        return range(self.count)


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


class ShownGrid(ShownTable):
    """A table of another kind, as it is printed."""

    has_fixed = False
    has_own_base = False

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.count = len(grid.rows)
        self.columns = tuple(
            ShownColumn(
                key=None,
                label=safe_line(column.heading),
                group=safe_line(column.group),
                headings=("",),
                widths=(self._width(place),),
                is_text=column.is_text,
            )
            for place, column in enumerate(grid.columns)
        )

    def label(self, place: int) -> tuple[str, int, bool]:
        row = self.grid.rows[place]
        return row.label, row.indent, row.is_strong

    def share(self, place: int) -> float | None:
        return None

    def texts(self, place: int, column: int) -> Sequence[str]:
        return [self.grid.rows[place].cells[column].text]

    def _width(self, place: int) -> int:
        column = self.grid.columns[place]
        most = MOST_LABEL if column.is_text else MOST_HEADING
        texts = (row.cells[place].text for row in self.grid.rows)
        longest = max((cell_len(safe_line(text)) for text in texts), default=0)
        return max(min(longest, most), min(cell_len(safe_line(column.heading)), MOST_HEADING))


@dataclass(frozen=True)
class View:
    """What of a table is in view at a width."""

    label: int
    """Cells of the labels."""
    bar: int
    """Cells of the bars; 0 for none."""
    shown: tuple[int, ...]
    """Places of the columns that are seen, from the left."""
    before: int
    after: int
    """How many columns are out of view on either side."""

    @property
    def last(self) -> int | None:
        """The last column in view."""
        return self.shown[-1] if self.shown else None


def view_of(table: ShownTable, width: int, left: int = 0, wanted: int | None = None) -> View:
    """Share a width out: labels and everybody's numbers stay, the others begin with a column that is chosen.

    Args:
        table: The table.
        width: Cells there are.
        left: The first of the other columns to show.
        wanted: A column that must be in view; it moves the others.
    """
    fixed = table.columns[: int(table.has_fixed)]
    others = range(len(fixed), len(table.columns))
    taken = MARGIN + sum(GAP + column.width for column in fixed)
    room = width - taken - table.label_width
    least = max((table.columns[place].width + GAP for place in others[:2]), default=0)
    label = table.label_width - min(max(least - room, 0), max(table.label_width - LEAST_LABEL, 0))
    needed = sum(table.columns[place].width + GAP for place in others)
    if 0 < needed - (width - taken - label) <= label // 4:
        # A little less for the labels, and every column has room.
        label = max(width - taken - needed, LEAST_LABEL)
    elif needed > width - taken - label:
        label = min(label, max(width * 2 // 5, LEAST_LABEL))
    room = max(width - taken - label, 0)
    left = min(max(left, 0), max(len(others) - 1, 0))
    if wanted is not None and wanted in others:
        left = min(left, wanted - len(fixed))
    seen = _fitting(table, others[left:], room)
    while wanted is not None and wanted in others and wanted not in seen and left < len(others) - 1:
        left += 1
        seen = _fitting(table, others[left:], room)
    # Columns that fit are shown, whatever was scrolled to before the table became narrower.
    while left > 0 and len(_fitting(table, others[left - 1 :], room)) == len(others) - left + 1:
        left -= 1
        seen = _fitting(table, others[left:], room)
    rest = room - sum(table.columns[place].width + GAP for place in seen)
    is_whole = left == 0 and len(seen) == len(others)
    bar = min(rest - GAP, MOST_BAR) if fixed and is_whole and table.most else 0
    return View(
        label=label,
        bar=bar if bar >= LEAST_BAR else 0,
        shown=(*range(len(fixed)), *seen),
        before=left,
        after=len(others) - left - len(seen),
    )


def _fitting(table: ShownTable, places: Sequence[int], room: int) -> list[int]:
    seen: list[int] = []
    for place in places:
        room -= table.columns[place].width + GAP
        if room < 0 and seen:
            break
        seen.append(place)
        if room < 0:
            break
    return seen
