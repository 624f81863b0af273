"""How large and how small a hidden count can be, by whole tables that fit all that is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from coder.tables.suppression.matrix import NEARLY, Cut, Floats, any_table, best

LARGEST, SMALLEST = 1, -1
TRIES = 5
"""How many tables near the truth are looked at before all are."""
SEED = 1


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
    # What lies farther off than that proves no more, and takes long to look for.
    cut = cut.near(place, apart)
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
        table = None if relaxed.table is not None else _nearest(cut, place, relaxed.bound)
        if table is None and relaxed.table is None:
            table = _whole(cut, place, sign)
        if table is not None:
            low, high = min(low, table[place]), max(high, table[place])
            yield table
        if high - low >= apart:
            return


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


def _nearest(cut: Cut, place: int, number: float) -> Floats | None:
    """Return a table in whole numbers with a number in one place, as near to the truth as can be.

    Whole numbers are looked for only where tables near the truth differ that need not have them, first the
    nearest, then some others: that is far quicker than among all. None where there are none.
    """
    from scipy.sparse import hstack

    size = len(cut.truth)
    sums = cut.matrix @ cut.truth
    # How much each lies above its truth, then how much below.
    most = np.concatenate([cut.most - cut.truth, cut.truth - cut.least])
    least = np.zeros(2 * size)
    least[[place, size + place]] = most[[place, size + place]] = (
        max(number - cut.truth[place], 0.0),
        max(cut.truth[place] - number, 0.0),
    )
    rows = hstack([cut.matrix, -cut.matrix], format="csc"), cut.low - sums, cut.high - sums
    chance = np.random.default_rng(SEED)
    costs = np.ones(2 * size)
    kept = {place}
    for _try in range(TRIES):
        differing = best(costs, least, most, rows, None)
        if differing is None:
            return None
        differs = differing[:size] - differing[size:]
        table = np.rint(cut.truth + differs)
        if np.abs(table - cut.truth - differs).max() < NEARLY and cut.fits(table):
            return table
        kept.update(np.flatnonzero(np.abs(differs) > NEARLY).tolist())
        found = _among(cut, sorted(kept), place, number)
        if found is not None:
            return found
        costs = 1.0 + chance.random(2 * size)
    return None


def _among(cut: Cut, kept: Sequence[int], place: int, number: float) -> Floats | None:
    """Return a table in whole numbers with a number in one place, all but some counts as in truth."""
    narrow, at = cut.of(kept), kept.index(place)
    narrow.least[at] = narrow.most[at] = number
    found = any_table(narrow)
    if found is None:
        return None
    table = cut.truth.copy()
    table[kept] = found
    return table if cut.fits(table) else None


def _whole(cut: Cut, place: int, sign: int) -> Floats | None:
    values = _solved(cut, place, sign, np.ones(len(cut.truth)))
    table = None if values is None else np.rint(values)
    return table if table is not None and cut.fits(table) else None


def _solved(cut: Cut, place: int, sign: int, whole: Floats | None) -> Floats | None:
    costs = np.zeros(len(cut.truth))
    costs[place] = -sign
    return best(costs, cut.least, cut.most, (cut.matrix, cut.low, cut.high), whole)
