"""How a table stands on a screen: widths of columns, and which of them are in view beside the labels."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.text.safe import safe_line

if TYPE_CHECKING:
    from coder.documents.grid import Grid

GAP = 2
MARGIN = 2
"""For the sign before the row one stands on."""
LEAST_LABEL, MOST_LABEL = 16, 48
MOST_TEXT = 34
"""Of a column of words; in 80 columns a number still has room beside it."""
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
        most = MOST_TEXT if column.is_text else MOST_HEADING
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
