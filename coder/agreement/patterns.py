"""Units that were coded alike, counted once: what every statistic of agreement is summed over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coder.agreement.coded_sets import NOT_CODED, CodedSets


@dataclass(frozen=True)
class Patterns:
    """The different ways units were coded, with how many units each stands for.

    A pattern is one set (or no coding) per coder, and which codes were seen. Every statistic but the expected
    distance between sets is a ratio of sums over patterns: ``counts @ features``. A sample drawn again is
    another row of counts, so ``resampled @ features`` gives all samples at once.
    """

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    set_ids: NDArray[np.int32]
    """Rows of ``sets``, shape (patterns, coders); ``NOT_CODED`` where there is no coding."""
    sets: NDArray[np.bool_]
    """Which codes each set in use holds, shape (sets, codes)."""
    unseen: NDArray[np.bool_] | None
    """Codes that count for nobody, shape (patterns, codes); None where all were seen everywhere."""
    pattern_of: NDArray[np.intp]
    """Each unit's pattern, shape (units,)."""
    weights: NDArray[np.float64]
    """How much each unit counts, shape (units,); their mean is 1."""

    @classmethod
    def of(cls, coded: CodedSets, *, coded_by: int = 2) -> Patterns:
        """Collapse the units coded by at least so many coders; 2 makes them pairable.

        Weights are divided by their mean, so that they sum to the number of units.
        """
        kept = (coded.set_ids != NOT_CODED).sum(axis=1) >= coded_by
        rows = np.column_stack([coded.set_ids[kept], coded.mask_ids[kept]])
        different, pattern_of = np.unique(rows, axis=0, return_inverse=True)
        sets, set_ids = _in_use(coded.sets, different[:, :-1])
        masked = coded.masks[different[:, -1]]
        weights = coded.weights[kept]
        return cls(
            coded.coders,
            coded.codes,
            set_ids,
            sets,
            masked if masked.any() else None,
            pattern_of.reshape(-1),
            weights / weights.mean() if weights.size else weights,
        )

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How many units each pattern stands for, by their weights; shape (patterns,)."""
        return np.bincount(self.pattern_of, self.weights, len(self.set_ids)).astype(np.float64)

    @cached_property
    def units(self) -> NDArray[np.intp]:
        """How many units each pattern stands for, each counted as one; shape (patterns,)."""
        return np.bincount(self.pattern_of, minlength=len(self.set_ids))

    @cached_property
    def coded(self) -> NDArray[np.bool_]:
        """Who coded, shape (patterns, coders)."""
        coded: NDArray[np.bool_] = self.set_ids != NOT_CODED
        return coded

    @cached_property
    def codings(self) -> NDArray[np.float64]:
        """How many coded, shape (patterns,)."""
        coders: NDArray[np.float64] = self.coded.sum(axis=1, dtype=np.float64)
        return coders

    @property
    def weighted(self) -> bool:
        """Whether units count differently."""
        return bool((self.weights != 1).any())

    def appliers(self) -> NDArray[np.float64]:
        """Return how many coders applied each code, shape (patterns, codes)."""
        applied = np.zeros((len(self.set_ids), len(self.codes)))
        for column in range(len(self.coders)):
            applied += self.applied_by(column)
        return applied

    def applied_by(self, column: int) -> NDArray[np.bool_]:
        """Return where the coder in a column applied each code, shape (patterns, codes)."""
        applied: NDArray[np.bool_] = self.sets[self.set_ids[:, column]] & self.coded[:, column, None]
        return applied


def _in_use(
    sets: NDArray[np.bool_], set_ids: NDArray[np.int32]
) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Return the sets that occur, and their numbers among themselves."""
    used = np.unique(set_ids[set_ids != NOT_CODED])
    place = np.full(len(sets) + 1, NOT_CODED, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return sets[used], place[set_ids]
