"""Which further counts to hide: two tables far apart in one count that differ in few shown ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coder.tables.suppression.extremes import tables_apart
from coder.tables.suppression.matrix import NEARLY, Cut, Floats, best

ROUNDS = 2
"""How often the losses are weighed anew, so that few counts are hidden rather than many by a little."""
GAP = 0.05
"""How much more than the least loss may be lost."""
REACH = 4
"""How many times K a shown count may differ from the truth in a witness."""


@dataclass(frozen=True)
class Choices:
    """Counts that may be hidden besides, and what is lost with each."""

    losses: Mapping[int, float]
    covers: Mapping[int, Sequence[int]]
    """Bases among them, with the counts that go when they go."""

    def opened_by(self) -> Any:
        """Return which choice lets which count differ, shape (counts, choices): its own, or its base's."""
        from scipy.sparse import csr_array

        number = {place: line for line, place in enumerate(self.losses)}
        pairs = [(line, line) for line in range(len(number))]
        for base, below in self.covers.items():
            pairs += [(number[place], number[base]) for place in below if place in number]
        lines, columns = zip(*pairs, strict=True)
        shape = (len(number), len(number))
        return csr_array((np.ones(len(pairs)), (np.array(lines), np.array(columns))), shape=shape)


@dataclass(frozen=True)
class Solution:
    """Two tables in whole numbers, and the shown counts that differ in them, as columns of the cut."""

    low: Floats
    high: Floats
    chosen: list[int]


class TablePair:
    """Looks for two tables that differ by K in one count, by linear programming.

    The unknowns are the counts of the lower table, those of the upper one, and for each shown count how much
    it differs: 0 lets it stand as it is. Counts are whole numbers, for so will whoever attacks reckon.

    Args:
        cut: First the counts that are hidden already, then those that may be.
        k: How far apart the count must lie.
        place: Which count, as a column of the cut.
        choices: What may be hidden besides.
    """

    def __init__(self, cut: Cut, k: int, place: int, choices: Choices) -> None:
        self._cut = cut
        self._k, self._place = k, place
        self._losses = np.array(list(choices.losses.values()))
        self._n_free = len(cut.places) - len(self._losses)
        self._rows = self._all_rows(choices.opened_by())

    def solution(self) -> Solution | None:
        """Return the solution with the smallest loss that was found; None where there is none."""
        relaxed = sorted(self._relaxed(), key=lambda values: self._lost(self._differing(values)))
        for values in relaxed:
            found = self._checked(values) or self._in_whole_numbers(values)
            if found is not None:
                return found
        last = self._best(self._losses, self._whole) if relaxed else None
        return None if last is None else self._checked(last)

    def _relaxed(self) -> Iterator[Floats]:
        """Return solutions that need not be in whole numbers."""
        weights = self._losses
        for _round in range(ROUNDS):
            values = self._best(weights, None)
            if values is None:
                return
            yield values
            weights = self._losses / (values[2 * len(self._cut.places) :] + 0.5)

    def _best(self, weights: Floats, whole: Floats | None) -> Floats | None:
        size, n_choices = len(self._cut.places), len(self._losses)
        costs = np.concatenate([np.zeros(2 * size), weights])
        lower = np.concatenate([self._cut.least, self._cut.least, np.zeros(n_choices)])
        upper = np.concatenate([self._cut.most, self._cut.most, np.full(n_choices, float(REACH * self._k))])
        return best(costs, lower, upper, self._rows, whole, GAP)

    @property
    def _whole(self) -> Floats:
        # How much is given up need not be whole. As a yes or no with a large factor the search would be
        # slower, and HiGHS would print a line of its own to stdout now and then.
        return np.concatenate([np.ones(2 * len(self._cut.places)), np.zeros(len(self._losses))])

    def _differing(self, values: Floats) -> list[int]:
        """Return the shown counts that are not as in truth in one of two tables."""
        size = len(self._cut.places)
        tables = values[:size], values[size : 2 * size]
        differs = np.max([np.abs(table - self._cut.truth) for table in tables], axis=0) > NEARLY
        return [each for each in range(self._n_free, size) if differs[each]]

    def _lost(self, chosen: Sequence[int]) -> float:
        return float(self._losses[[each - self._n_free for each in chosen]].sum())

    def _in_whole_numbers(self, values: Floats) -> Solution | None:
        """Return two tables in whole numbers that differ in the same shown counts as two that are not."""
        cut, chosen = self._cut, self._differing(values)
        kept = [*range(self._n_free), *chosen]
        low = high = cut.truth
        for table in tables_apart(cut.of(kept), self._place, self._k):
            whole = cut.truth.copy()
            whole[kept] = table
            if cut.fits(whole):
                low, high = min(low, whole, key=self._at_place), max(high, whole, key=self._at_place)
        if self._at_place(high) - self._at_place(low) < self._k:
            return None
        return Solution(low, high, chosen)

    def _at_place(self, table: Floats) -> float:
        return float(table[self._place])

    def _checked(self, values: Floats) -> Solution | None:
        """Return a solution whose whole numbers fit exactly."""
        size = len(self._cut.places)
        low, high = np.rint(values[:size]), np.rint(values[size : 2 * size])
        if high[self._place] - low[self._place] < self._k:
            return None
        if not (self._cut.fits(low) and self._cut.fits(high)):
            return None
        return Solution(low, high, self._differing(np.concatenate([low, high])))

    def _all_rows(self, opened_by: Any) -> tuple[Any, Floats, Floats]:
        """Return the relations in both tables, how far they lie apart, and what choices let differ."""
        from scipy.sparse import block_array, csr_array, eye_array, hstack

        cut, size, n_choices = self._cut, len(self._cut.places), len(self._losses)
        own = csr_array(hstack([csr_array((n_choices, self._n_free)), eye_array(n_choices)]))
        apart = csr_array(([1.0], ([0], [self._place])), shape=(1, size))
        rows = block_array(
            [
                [cut.matrix, None, None],
                [None, cut.matrix, None],
                [-apart, apart, csr_array((1, n_choices))],
                [own, None, -opened_by],
                [-own, None, -opened_by],
                [None, own, -opened_by],
                [None, -own, -opened_by],
            ],
            format="csc",
        )
        truth = cut.truth[self._n_free :]
        none = np.full(4 * n_choices, -np.inf)
        low = np.concatenate([cut.low, cut.low, [float(self._k)], none])
        high = np.concatenate([cut.high, cut.high, [np.inf], truth, -truth, truth, -truth])
        return rows, low, high
