"""How alike two sets of codes are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

EXACT, JACCARD, MASI, DICE = "exact", "jaccard", "masi", "dice"
SIMILARITIES = (EXACT, JACCARD, MASI, DICE)
DISTANCES = (EXACT, JACCARD, MASI)
"""Distances that alpha is computed with; each is 1 − similarity."""
_BLOCK = 256

Numbers = NDArray[np.float64]


def similarities(shared: Numbers, first: Numbers, second: Numbers) -> dict[str, Numbers]:
    """Compare sets by how many codes they share and have.

    Jaccard = |A∩B|/|A∪B|. MASI = Jaccard × 1 where A = B, 2/3 where one is part of the other, 1/3 where they
    overlap otherwise, 0 where they share nothing. Dice = 2|A∩B|/(|A|+|B|). Two empty sets are alike (1); an
    empty set is unlike any other (0).

    Args:
        shared: |A∩B|; with ``first`` and ``second`` of any shapes that fit each other.
        first: |A|.
        second: |B|.

    References:
        Passonneau (2006), Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic
        Annotation, LREC.
    """
    union = first + second - shared
    equal = shared == union
    return {
        EXACT: equal.astype(np.float64),
        **_jaccard_and_masi(shared, first, second),
        DICE: np.where(equal, 1.0, 2 * shared / np.maximum(union + shared, 1)),
    }


def similarities_of(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> dict[str, Numbers]:
    """Compare sets row by row.

    Args:
        first: Which codes each set holds, shape (rows, codes).
        second: The sets to hold them against, of the same shape.

    Returns:
        By name in ``SIMILARITIES``, shape (rows,).
    """
    return similarities(_sizes(first & second), _sizes(first), _sizes(second))


class SetDistances:
    """Distances between all sets in use."""

    def __init__(self, sets: NDArray[np.bool_]) -> None:
        """Take the different sets, shape (sets, codes)."""
        # Counts of codes are exact in float32, and products of floats are what is quick.
        self._held = sets.astype(np.float32)
        self._sizes = _sizes(sets)

    def weighed(self, held: Numbers) -> dict[str, Numbers]:
        """Return D·n for each distance, without ever holding D.

        Args:
            held: n, how often each set was given, shape (sets,).

        Returns:
            For each set its summed distance from all that was given, shape (sets,), by name in ``DISTANCES``.
        """
        total = held.sum()
        alike = {JACCARD: np.zeros_like(held), MASI: np.zeros_like(held)}
        for start, stop, found in self._blocks():
            for name, sums in alike.items():
                sums[start:stop] += found[name] @ held[start:]
                sums[stop:] += found[name][:, stop - start :].T @ held[start:stop]
        return {EXACT: total - held, **{name: total - sums for name, sums in alike.items()}}

    def whole(self) -> dict[str, Numbers]:
        """Return D for each distance, shape (sets, sets): 8 bytes a cell, so only where sets are few."""
        found = similarities(
            (self._held @ self._held.T).astype(np.float64), self._sizes[:, None], self._sizes[None, :]
        )
        return {name: 1 - found[name] for name in DISTANCES}

    def _blocks(self) -> Iterator[tuple[int, int, dict[str, Numbers]]]:
        """Compare some sets at a time with themselves and those after them."""
        for start in range(0, len(self._held), _BLOCK):
            stop = min(start + _BLOCK, len(self._held))
            shared = (self._held[start:stop] @ self._held[start:].T).astype(np.float64)
            yield (
                start,
                stop,
                _jaccard_and_masi(shared, self._sizes[start:stop, None], self._sizes[None, start:]),
            )


def _jaccard_and_masi(shared: Numbers, first: Numbers, second: Numbers) -> dict[str, Numbers]:
    """Return the similarities that take a comparison of all sets with all, in little memory."""
    union = first + second - shared
    equal = shared == union
    np.maximum(union, 1, out=union)
    jaccard = np.divide(shared, union, out=union)
    jaccard[equal] = 1
    # Where nothing is shared the factor doesn't matter: Jaccard is 0 there.
    factor = np.where(shared == np.minimum(first, second), 2 / 3, 1 / 3)
    factor[equal] = 1
    return {JACCARD: jaccard, MASI: np.multiply(jaccard, factor, out=factor)}


def _sizes(sets: NDArray[np.bool_]) -> Numbers:
    sizes: Numbers = sets.sum(axis=-1, dtype=np.float64)
    return sizes
