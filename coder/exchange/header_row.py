"""Which row of a table is its header, where titles and remarks stand above it."""

from __future__ import annotations

from collections.abc import Sequence

LOOKED_AT = 60
"""Rows among which a header is looked for."""
_WIDE = 0.6
"""A header fills this share of the widest of those rows, and what stands above it does not."""


def is_wide(filled: int, widest: int) -> bool:
    """Tell whether a row with so many filled cells may be the header of a table of this width."""
    return filled >= _WIDE * widest


def header_row(filled: Sequence[int]) -> int:
    """Return the place of the header, from how many cells of each row are filled; of some at least one is."""
    widest = max(filled[:LOOKED_AT])
    return next(row for row, count in enumerate(filled) if count and is_wide(count, widest))
