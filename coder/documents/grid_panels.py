"""A table too wide for a page, split into tables that fit below each other."""

from __future__ import annotations

from collections.abc import Sequence

from coder.documents.grid import Grid


def panels(grid: Grid, widths: Sequence[float], room: float) -> list[Grid]:
    """Split a table by its columns; rows and labels stand in every part.

    Columns of one group stay together if they fit; a column wider than the room stands alone.

    Args:
        grid: The table.
        widths: What each column takes, with the gap before it.
        room: What there is for columns, in the same unit.
    """
    if sum(widths) <= room:
        return [grid]
    parts: list[list[int]] = [[]]
    used = 0.0
    for block in _blocks(grid, widths, room):
        wide = sum(widths[place] for place in block)
        if parts[-1] and used + wide > room:
            parts.append([])
            used = 0.0
        parts[-1].extend(block)
        used += wide
    return [grid.with_columns(places) for places in parts]


def _blocks(grid: Grid, widths: Sequence[float], room: float) -> list[list[int]]:
    """Return the columns that belong together."""
    blocks: list[list[int]] = []
    first = 0
    for _heading, span in grid.groups or [("", 1)] * len(grid.columns):
        places = list(range(first, first + span))
        first += span
        if sum(widths[place] for place in places) <= room:
            blocks.append(places)
        else:
            blocks.extend([place] for place in places)
    return blocks
