"""Counts of the crossings of levels that no table shows: numbers for them that fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from coder.tables.suppression.matrix import Cut, Floats, RelationMatrix, any_table, best
from coder.tables.suppression.system import CountSystem

_ROUNDS = 30


def fit_joint(system: CountSystem, matrix: RelationMatrix, blocks: Sequence[int]) -> bool:
    """Give joint counts numbers beside which all true counts stand: together they are a table that fits.

    Their truth is not known here. First come the bases, crossed as evenly as they can be; then block by block
    what fits in them.

    Args:
        system: The counts; joint ones are 0 so far.
        matrix: Its ``truth`` takes the numbers in.
        blocks: For each count, with which it hangs together when bases stay as they are.

    Returns:
        Whether such numbers were found.
    """
    bases = [place for place, count in enumerate(system.counts) if count.joint and count.is_base]
    by_block: dict[int, list[int]] = defaultdict(list)
    for place, count in enumerate(system.counts):
        if count.joint and not count.is_base:
            by_block[blocks[place]].append(place)
    if not bases or (
        _fit(matrix, bases, _nearest_even)
        and all(_fit(matrix, places, any_table) for places in by_block.values())
    ):
        return True
    return _fit(matrix, [place for place, count in enumerate(system.counts) if count.joint], any_table)


def _fit(matrix: RelationMatrix, places: Sequence[int], search: Callable[[Cut], Floats | None]) -> bool:
    cut = matrix.cut(dict.fromkeys(places, 0), np.inf)
    found = search(cut)
    if found is not None:
        matrix.truth[list(places)] = found
    return found is not None


def _even(cut: Cut) -> Floats:
    """Return numbers with the sums that are given, as evenly crossed as can be; they need not be whole.

    References:
        Iterative proportional fitting: Deming and Stephan (1940), Annals of Mathematical Statistics 11(4).
    """
    sums = [line for line in range(cut.matrix.shape[0]) if cut.low[line] == cut.high[line]]
    members = [cut.matrix.indices[cut.matrix.indptr[line] : cut.matrix.indptr[line + 1]] for line in sums]
    found = np.ones(len(cut.truth))
    for _round in range(_ROUNDS):
        for line, among in zip(sums, members, strict=True):
            total = found[among].sum()
            found[among] *= abs(cut.low[line]) / total if total else 0.0
    return found


def _nearest_even(cut: Cut) -> Floats | None:
    """Return the whole numbers that fit and lie nearest to even ones; None where none were found."""
    from scipy.sparse import block_array, eye_array

    wished = _even(cut)
    size = len(wished)
    same = eye_array(size)
    rows = block_array([[cut.matrix, None], [same, -same], [same, same]], format="csc")
    low = np.concatenate([cut.low, np.full(size, -np.inf), wished])
    high = np.concatenate([cut.high, wished, np.full(size, np.inf)])
    costs = np.concatenate([np.zeros(size), np.ones(size)])
    least = np.concatenate([cut.least, np.zeros(size)])
    most = np.concatenate([cut.most, np.full(size, np.inf)])
    for whole in (None, np.concatenate([np.ones(size), np.zeros(size)])):
        values = best(costs, least, most, (rows, low, high), whole)
        table = None if values is None else np.rint(values[:size])
        if table is not None and cut.fits(table):
            return table
    return None
