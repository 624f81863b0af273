"""Units that count alike in every statistic: coded alike, with the same weight, from the same stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coder.agreement.coded_sets import NOT_CODED
from coder.agreement.patterns import Patterns
from coder.domain.codebook import PATH_SEPARATOR

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

LEAST_IN_STRATUM = 10
"""Smaller strata are put together with their neighbours in weight: too few say nothing of how they vary."""


@dataclass(frozen=True)
class UnitKinds:
    """The kinds of units of a sample, each with how many there are.

    They stand in an order that neither the order of units and codes nor the names of coders change, so that
    the same seed draws the same samples from the same codings, in a project and in a file of them. Only where
    units were coded one way and the other just as often do coders tell them apart.
    """

    pattern: Places
    """Which of the patterns, shape (kinds,)."""
    unit: Places
    """Some unit of the kind, as a place in ``pattern_of``, shape (kinds,)."""
    weight: Numbers
    """How much each unit of the kind counts, shape (kinds,)."""
    number: NDArray[np.int64]
    """How many units, shape (kinds,)."""
    stratum: Places
    """Units are drawn again within these, shape (kinds,), from 0 and ascending."""

    @classmethod
    def of(cls, patterns: Patterns) -> UnitKinds:
        """Tell the units of ``patterns`` apart; without weights, kinds are patterns in another order."""
        weights, weight_of = np.unique(patterns.weights, return_inverse=True)
        stratum_of_weight = _strata(np.bincount(weight_of, minlength=len(weights)))
        pairs, unit, number = np.unique(
            patterns.pattern_of * max(len(weights), 1) + weight_of, return_index=True, return_counts=True
        )
        pattern, place = np.divmod(pairs, max(len(weights), 1))
        stratum = stratum_of_weight[place]
        given = _given(patterns)
        contents = _contents(patterns, given)
        order = np.lexsort((*given[pattern].T, number, *contents[pattern].T, weights[place], stratum))
        return cls(
            pattern[order],
            unit[order],
            weights[place][order],
            number[order].astype(np.int64),
            stratum[order],
        )

    def among(self, patterns: Patterns) -> UnitKinds:
        """Return the same kinds among other patterns of the same units, as those of themes."""
        return replace(self, pattern=patterns.pattern_of[self.unit])

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.number.sum())

    @property
    def strata(self) -> int:
        """How many strata; 1 without weights, 0 without units."""
        return int(self.stratum[-1]) + 1 if self.stratum.size else 0

    def effective(self) -> tuple[Numbers, Numbers]:
        """Return how many units without weights would say as much, stratum by stratum.

        In a stratum of equal weights that is their number; where neighbours were put together, Kish's
        (Σw)²/Σw² units.

        Returns:
            For each kind how many units it is worth, shape (kinds,), and how much weight such a unit of each
            stratum has, shape (strata,).

        References:
            Kish (1965), Survey Sampling, 11.7.
        """
        weighed = self.number * self.weight
        total = np.bincount(self.stratum, weighed, self.strata)
        each = np.bincount(self.stratum, weighed * self.weight, self.strata) / total
        return weighed / each[self.stratum], each


def _strata(sizes: NDArray[np.int64]) -> Places:
    """Put weights, ascending, into strata of at least ``LEAST_IN_STRATUM`` units; return where each is."""
    stratum = np.zeros(len(sizes), np.intp)
    held = current = 0
    for place, size in enumerate(sizes.tolist()):
        left = int(sizes[place:].sum())
        if held >= LEAST_IN_STRATUM and left >= LEAST_IN_STRATUM:
            current, held = current + 1, 0
        stratum[place] = current
        held += size
    return stratum


def _given(patterns: Patterns) -> Places:
    """Return what each pattern's coders gave, shape (patterns, coders): ranks of sets, -1 for no coding."""
    ranks = np.append(_ranks(patterns.sets, patterns.codes), NOT_CODED)
    given: Places = ranks[patterns.set_ids]
    return given


def _contents(patterns: Patterns, given: Places) -> Places:
    """Return what each pattern's coders gave, whoever gave which; shape (patterns, coders + 1)."""
    whoever = np.sort(given, axis=1)
    if patterns.unseen is None:
        return whoever
    return np.column_stack([whoever, _ranks(patterns.unseen, patterns.codes)])


def _ranks(sets: NDArray[np.bool_], codes: Sequence[str]) -> Places:
    """Return where each set of codes stands among the different ones.

    Codes count in the order of their names without what stands above them, which a file may leave out.
    """
    by_name = sorted(range(len(codes)), key=lambda place: codes[place].split(PATH_SEPARATOR)[::-1])
    _sets, rank = np.unique(np.packbits(sets[:, by_name], axis=1), axis=0, return_inverse=True)
    return rank.reshape(-1)
