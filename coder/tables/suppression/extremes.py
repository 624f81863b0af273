"""How large and how small a hidden count can be, by whole tables that fit all that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from coder.tables.suppression.matrix import NEARLY, Cut, Floats, best

LARGEST, SMALLEST = 1, -1


@dataclass(frozen=True)
class _Relaxed:
    """The extreme where counts need not be whole numbers: no whole one lies beyond it."""

    bound: float
    table: Floats | None
    """A table in whole numbers that reaches it; None where they are not whole."""


def tables_apart(cut: Cut, place: int, apart: int) -> Iterator[Floats]:
    """Return tables in whole numbers in which a count lies far apart, as far as there are any.

    Args:
        cut: The counts that readers do not know.
        place: Which of them, as a column of the cut.
        apart: How far is far enough.
    """
    low = high = cut.truth[place]
    found: dict[int, _Relaxed] = {}
    for sign in (LARGEST, SMALLEST):
        found[sign] = _relaxed(cut, place, sign)
        table = found[sign].table
        if table is not None:
            low, high = min(low, table[place]), max(high, table[place])
            yield table
        if high - low >= apart:
            return
    if found[LARGEST].bound - found[SMALLEST].bound < apart:
        return
    for sign, relaxed in found.items():
        table = None if relaxed.table is not None else _whole(cut, place, sign)
        if table is not None:
            yield table


def reaches(cut: Cut, place: int) -> tuple[int, int]:
    """Return the smallest and the largest whole number a count can be, as far as the search goes."""
    low = high = cut.truth[place]
    for sign in (LARGEST, SMALLEST):
        relaxed = _relaxed(cut, place, sign)
        table = relaxed.table if relaxed.table is not None else _whole(cut, place, sign)
        if table is not None:
            low, high = min(low, table[place]), max(high, table[place])
    return int(low), int(high)


def _relaxed(cut: Cut, place: int, sign: int) -> _Relaxed:
    values = _solved(cut, place, sign, None)
    if values is None:
        return _Relaxed(cut.truth[place], None)
    table = np.rint(values)
    is_whole = np.abs(table - values).max() < NEARLY and cut.fits(table)
    bound = float(sign * np.floor(sign * values[place] + NEARLY))
    return _Relaxed(bound, table if is_whole else None)


def _whole(cut: Cut, place: int, sign: int) -> Floats | None:
    values = _solved(cut, place, sign, np.ones(len(cut.truth)))
    table = None if values is None else np.rint(values)
    return table if table is not None and cut.fits(table) else None


def _solved(cut: Cut, place: int, sign: int, whole: Floats | None) -> Floats | None:
    costs = np.zeros(len(cut.truth))
    costs[place] = -sign
    return best(costs, cut.least, cut.most, (cut.matrix, cut.low, cut.high), whole)
