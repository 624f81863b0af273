"""A table as aligned text, for a terminal or a plain file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coder.documents.grid import Grid, GridRow
from coder.documents.grid_panels import panels
from coder.text.broken_lines import cells_wide, wrapped
from coder.text.safe import safe_line

_INDENT = "  "
_GAP = "  "
_NARROWEST_NAME = 12
_READABLE_NAME = 24
"""Names are not squeezed below this to save a table from being split."""
_WIDEST_WORDS = 40
"""A column of words is wrapped from here on."""
_LONGEST_BAR = 20
_BARS_FROM = 50
"""Bars are drawn where name and bar together have so many cells."""
_FULL, _HALF = "█", "▌"
_UNDER_GROUP = "─"


def plain_grid(grid: Grid, *, width: int | None = None, bars: bool = False) -> str:
    """Return the table as lines of text, safe to show.

    A table wider than the terminal is printed as several below each other, each with the names of the rows.

    Args:
        grid: What to print.
        width: Cells of the terminal, to which names, caption and note are wrapped; None wraps nothing.
        bars: Draw each row's share as a bar, if there is room.
    """
    grid = grid.mapped(safe_line)
    widths = _widths(grid, wraps=width is not None)
    taken = sum(widths) + len(widths) * len(_GAP)
    room = None if width is None else width - taken
    bars = bars and any(row.bar is not None for row in grid.rows)
    if bars and room is not None:
        bars = room >= _BARS_FROM
        room -= len(_GAP) + _LONGEST_BAR if bars else 0
    natural = max((_name_width(row) for row in grid.rows), default=0)
    parts = [grid]
    if width is not None and room is not None and room < min(natural, _READABLE_NAME):
        name = min(natural, max(_READABLE_NAME, width // 3))
        parts = panels(grid, [each + len(_GAP) for each in widths], width - name)
        room = name if len(parts) > 1 else max(room, _NARROWEST_NAME)
    lines = [*wrapped(grid.title, width), ""]
    for part in parts:
        lines += [*_Layout.of(part, room, wraps=width is not None).lines(bars=bars), ""]
    return "\n".join([*lines, *wrapped(grid.note, width)]).rstrip("\n") + "\n"


@dataclass(frozen=True)
class _Layout:
    """A table that fits, with the width of everything in it."""

    grid: Grid
    names: Sequence[Sequence[str]]
    """The lines of each row's name."""
    name_width: int
    headings: Sequence[Sequence[str]]
    """The lines of each column's heading."""
    widths: Sequence[int]

    @classmethod
    def of(cls, grid: Grid, room: int | None, *, wraps: bool) -> _Layout:
        """Lay out one table; ``room`` is what names have."""
        names = [_name_lines(row, room) for row in grid.rows]
        stub = [cells_wide(line) for line in wrapped(grid.stub, room)]
        name_width = max([*(cells_wide(line) for lines in names for line in lines), *stub], default=0)
        widths = _widths(grid, wraps=wraps)
        headings = [
            wrapped(column.heading, width if wraps else None)
            for column, width in zip(grid.columns, widths, strict=True)
        ]
        return cls(grid, names, name_width, headings, widths)

    def lines(self, *, bars: bool) -> list[str]:
        """Return the lines of the table, without caption and note."""
        lines = [*self._group_lines(), *self._heading_lines()]
        for row, name in zip(self.grid.rows, self.names, strict=True):
            lines += self._row_lines(row, name, _bar(row.bar) if bars else "")
        return lines

    def _group_lines(self) -> list[str]:
        if not self.grid.groups:
            return []
        spans: list[tuple[str, int]] = []
        first = 0
        for heading, count in self.grid.groups:
            wide = sum(self.widths[first : first + count]) + (count - 1) * len(_GAP)
            spans.append((heading, wide))
            first += count
        broken = [wrapped(heading, wide) for heading, wide in spans]
        height = max(len(lines) for lines in broken)
        places = [_bottom(lines, height) for lines in broken]
        wides = [wide for _heading, wide in spans]
        found = [
            self._joined("", [_centred(each[line], wide) for each, wide in zip(places, wides, strict=True)])
            for line in range(height)
        ]
        rules = [(_UNDER_GROUP if heading else " ") * wide for heading, wide in spans]
        return [*found, self._joined("", rules)]

    def _heading_lines(self) -> list[str]:
        stub = wrapped(self.grid.stub, self.name_width) if self.grid.stub else [""]
        height = max([len(stub), *(len(lines) for lines in self.headings)])
        columns = [_bottom(lines, height) for lines in self.headings]
        names = _bottom(stub, height)
        return [
            self._joined(names[line], [self._set(place, each[line]) for place, each in enumerate(columns)])
            for line in range(height)
        ]

    def _row_lines(self, row: GridRow, name: Sequence[str], bar: str) -> list[str]:
        cells = [
            wrapped(cell.text, self.widths[place]) if self.grid.columns[place].is_text else [cell.text]
            for place, cell in enumerate(row.cells)
        ]
        height = max([len(name), *(len(lines) for lines in cells)])
        return [
            self._joined(
                _at(name, line),
                [
                    *(self._set(place, _at(each, line)) for place, each in enumerate(cells)),
                    "" if line else bar,
                ],
            )
            for line in range(height)
        ]

    def _set(self, place: int, text: str) -> str:
        blank = " " * (self.widths[place] - cells_wide(text))
        return text + blank if self.grid.columns[place].is_text else blank + text

    def _joined(self, name: str, cells: Sequence[str]) -> str:
        return _GAP.join([name + " " * (self.name_width - cells_wide(name)), *cells]).rstrip()


def _widths(grid: Grid, *, wraps: bool) -> list[int]:
    """Return what each column takes; headings may be broken between words where lines are wrapped."""
    widths = []
    for place, column in enumerate(grid.columns):
        cells = max((cells_wide(row.cells[place].text) for row in grid.rows), default=0)
        words = column.heading.split(" ") if wraps else [column.heading]
        if column.is_text and wraps:
            cells = min(cells, _WIDEST_WORDS)
        widths.append(max(cells, *(cells_wide(word) for word in words)))
    return _with_room_for_groups(grid, widths)


def _with_room_for_groups(grid: Grid, widths: list[int]) -> list[int]:
    """Widen the last column of a group whose heading has a word longer than its columns."""
    first = 0
    for heading, count in grid.groups:
        wide = sum(widths[first : first + count]) + (count - 1) * len(_GAP)
        word = max(cells_wide(each) for each in heading.split(" "))
        widths[first + count - 1] += max(word - wide, 0)
        first += count
    return widths


def _name_width(row: GridRow) -> int:
    return cells_wide(row.label) + row.indent * len(_INDENT)


def _name_lines(row: GridRow, room: int | None) -> list[str]:
    lead = _INDENT * row.indent
    lines = wrapped(row.label, None if room is None else room - len(lead), following=_INDENT)
    return [lead + line for line in lines]


def _bar(percent: Decimal | None) -> str:
    """Draw a percentage; 100 is the longest bar, so that bars of different tables compare."""
    halves = 0 if percent is None else int(percent * 2 * _LONGEST_BAR / 100 + Decimal("0.5"))
    return _FULL * (halves // 2) + _HALF * (halves % 2)


def _bottom(lines: Sequence[str], height: int) -> list[str]:
    return [""] * (height - len(lines)) + list(lines)


def _at(lines: Sequence[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""


def _centred(text: str, width: int) -> str:
    before = max(width - cells_wide(text), 0) // 2
    return (" " * before + text).ljust(width - (cells_wide(text) - len(text)))
