"""Cells of a grid: a number or a word as readers see it, and the number itself for workbooks."""

from __future__ import annotations

from decimal import Decimal

from coder.documents.grid import GridCell
from coder.text.numbers import written_count, written_number

EMPTY = GridCell("")


def count_cell(count: int | None) -> GridCell:
    """Return a count; an empty cell where there is none."""
    return EMPTY if count is None else GridCell(written_count(count), count)


def number_cell(number: Decimal | None, instead: str = "") -> GridCell:
    """Return a rounded number with the decimals it has; ``instead`` where there is none."""
    return GridCell(instead) if number is None else GridCell(written_number(number), number)


def word_cell(words: str) -> GridCell:
    """Return words."""
    return GridCell(words)
