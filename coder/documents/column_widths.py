"""How wide the columns of a table are on paper, in what size, and when it must be split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.documents.grid import Grid
from coder.documents.grid_panels import panels
from coder.documents.letter_width import letters_wide

PADDING = 0.12
"""Centimetres on each side of a cell."""
_SIZES = (9.0, 8.5, 8.0, 7.5)
"""Points, tried in turn."""
_NARROWEST_NAME, _WIDEST_WORDS = 3.4, 6.0
_NARROWEST = 1.0
_SLACK = 1.06
"""Fonts differ, and a number must not be broken."""
_INDENT = 0.4


@dataclass(frozen=True)
class SetTable:
    """A table that fits on the page."""

    grid: Grid
    name: float
    """Centimetres of the column of labels."""
    columns: tuple[float, ...]


def set_tables(grid: Grid, room: float, wider: float = 1.0) -> tuple[float, list[SetTable]]:
    """Choose a size of letters and the widths; a table too wide in the smallest becomes several.

    Args:
        grid: The table.
        room: Centimetres between the margins.
        wider: How much wider the letters may be than those of the fonts we know.

    Returns:
        The size in points, and the table or its parts.
    """
    fitting = fitting_size(grid, room, wider)
    if fitting is not None:
        return fitting, [_set(grid, fitting * wider, room)]
    size = _SIZES[1]
    wide = size * wider
    name = min(_name(grid, wide), max(_NARROWEST_NAME, room / 3))
    parts = panels(grid, _columns(grid, wide, whole=False), room - name)
    return size, [_set(part, wide, room) for part in parts]


def fitting_size(grid: Grid, room: float, wider: float = 1.0) -> float | None:
    """Return the largest size in which the whole table fits; None where it fits in none."""
    for size in _SIZES:
        name = min(_name(grid, size * wider), _NARROWEST_NAME)
        if name + sum(_columns(grid, size * wider, whole=False)) <= room:
            return size
    return None


def _set(grid: Grid, size: float, room: float) -> SetTable:
    name = _name(grid, size)
    whole, broken = (_columns(grid, size, whole=whole) for whole in (True, False))
    # Headings on one line if there is room for that beside the labels.
    columns = whole if sum(whole) + name <= room else broken
    return SetTable(grid, max(min(name, room - sum(columns)), 1.5), tuple(columns))


def _name(grid: Grid, size: float) -> float:
    widths = [
        letters_wide(row.label, size, bold=row.is_strong) + row.indent * _INDENT for row in grid.rows
    ] or [0.0]
    return max(*widths, letters_wide(grid.stub, size, bold=True)) * _SLACK + 2 * PADDING


def _columns(grid: Grid, size: float, *, whole: bool) -> list[float]:
    widths = []
    for place, column in enumerate(grid.columns):
        words = [column.heading] if whole else column.heading.split(" ")
        heading = max(letters_wide(word, size, bold=True) for word in words)
        cells = max(
            (letters_wide(row.cells[place].text, size, bold=row.is_strong) for row in grid.rows), default=0.0
        )
        if column.is_text:
            cells = min(cells, _WIDEST_WORDS)
        widths.append(max(cells, heading, _NARROWEST - 2 * PADDING) * _SLACK + 2 * PADDING)
    return _with_room_for_groups(grid, widths, size)


def _with_room_for_groups(grid: Grid, widths: Sequence[float], size: float) -> list[float]:
    """Widen the columns of a group whose heading has a word longer than they are."""
    wide = list(widths)
    first = 0
    for heading, span in grid.groups:
        word = max(letters_wide(each, size, bold=True) for each in heading.split(" ")) + 2 * PADDING
        lacking = max(word - sum(wide[first : first + span]), 0.0) / span
        wide[first : first + span] = [each + lacking for each in wide[first : first + span]]
        first += span
    return wide
