"""How high rows of the workbook of the method are: LibreOffice makes none higher, as Excel does."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LINE = 15.0
"""Points."""
_MOST_LINES = 27
"""Excel has no higher rows."""
_SET_WIDER = 0.95
"""Letters take a little less room than the digits that columns are measured by."""


def row_height(cells: Iterable[tuple[str, int]], *, fewest: int = 1) -> float:
    """Return the points a row of texts takes, each in a column of so many signs; at least so many lines."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(max(lines, fewest), _MOST_LINES) * LINE


def _lines(text: str, width: int) -> int:
    return sum(max(ceil(len(line) * _SET_WIDER / width), 1) for line in text.split("\n"))
