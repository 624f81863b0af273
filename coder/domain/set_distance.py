"""How far two sets of codes are apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations


def masi_distance(first: Collection[int], second: Collection[int]) -> float:
    """Return 1 minus the MASI likeness of two sets, in [0, 1]; two empty sets are alike.

    References:
        Passonneau (2006), Measuring agreement on set-valued items (MASI), LREC: Jaccard times 1 where the
        sets are equal, 2/3 where one holds the other, 1/3 where they only overlap, 0 where nothing is shared.
    """
    one, other = frozenset(first), frozenset(second)
    if one == other:
        return 0.0
    shared, all_codes = len(one & other), len(one | other)
    monotonic = 0 if not shared else 2 / 3 if shared in (len(one), len(other)) else 1 / 3
    return 1 - shared / all_codes * monotonic


def mean_distance(sets: Sequence[Collection[int]]) -> float:
    """Return the mean MASI distance over all pairs of sets; 0 where there are fewer than two."""
    pairs = list(combinations(sets, 2))
    return sum(masi_distance(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0
