"""Which codes occur together: in how many answers, and how that is to what chance alone would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from coder.tables.frequency import Integers

LIFT_DECIMALS = 2
EXPECTED_DECIMALS = 1
FEW_EXPECTED = 5
"""Where chance alone would give fewer answers a lift says little: the rule of thumb of chi-square tests."""


@dataclass(frozen=True)
class Pair:
    """Two codes or themes that occur together, by their places; the one with more answers first."""

    first: int
    second: int
    together: int
    """Answers with both."""
    expected: Decimal | None
    """Answers that would have both by chance alone: the two counts' product by N. None where N is 0."""
    lift: Decimal | None
    """Answers with both by those expected. None where nothing is expected: N or one of the counts is 0."""


@dataclass(frozen=True)
class Together:
    """Answers with each two of some codes or themes."""

    base: int
    """N, which the shares are of."""
    counts: Integers
    """Answers with both, shape (n, n), symmetric; on the diagonal the answers with the one."""

    @property
    def each(self) -> Integers:
        """Answers with each code or theme, shape (n,)."""
        return np.diagonal(self.counts).copy()

    @cached_property
    def _each(self) -> list[int]:
        return [int(count) for count in self.each]

    def pair(self, one: int, other: int) -> Pair:
        """Return what is known of two places."""
        single = self._each
        first, second = (one, other) if (-single[one], one) <= (-single[other], other) else (other, one)
        chance = single[one] * single[other]
        both = int(self.counts[one, other])
        return Pair(
            first,
            second,
            both,
            expected=_ratio(chance, self.base, EXPECTED_DECIMALS),
            lift=_ratio(both * self.base, chance, LIFT_DECIMALS),
        )

    @cached_property
    def _places(self) -> tuple[Integers, Integers]:
        """The pairs that occur, those in most answers first; ties by lift, then by place."""
        ones, others = np.nonzero(np.triu(self.counts, k=1))
        single = self.each
        # Of pairs in equally many answers the one has more lift of which chance alone would give fewer.
        chance = single[ones] * single[others]
        order = np.lexsort((others, ones, chance, -self.counts[ones, others]))
        return ones[order], others[order]

    def __len__(self) -> int:
        """Count the pairs that occur."""
        return int(self._places[0].size)

    def pairs(self, most: int | None = None) -> tuple[Pair, ...]:
        """Return the pairs that occur, at most so many: those in most answers first, ties by lift."""
        ones, others = (places[:most].tolist() for places in self._places)
        return tuple(self.pair(one, other) for one, other in zip(ones, others, strict=True))


def together(answers: Integers, groups: Integers, n_groups: int, base: int) -> Together:
    """Count the answers that each two groups share.

    Args:
        answers: The answer of each pair of answer and group, shape (n,), not negative.
        groups: Its code or theme, from 0 to ``n_groups`` - 1; the same pair may come several times.
        n_groups: How many there are.
        base: N.
    """
    from scipy.sparse import csr_array

    n_answers = int(answers.max()) + 1 if answers.size else 0
    ones = np.ones(answers.size, dtype=np.int64)
    has = csr_array((ones, (answers, groups)), shape=(n_answers, n_groups), dtype=np.int64)
    has.sum_duplicates()
    has.data[:] = 1
    return Together(base, (has.T @ has).toarray().astype(np.int64))


def kept(found: Together, places: Sequence[int]) -> Together:
    """Return the same for some of the places only, in the order given."""
    chosen = np.array(places, dtype=np.int64)
    return Together(found.base, found.counts[np.ix_(chosen, chosen)])


def _ratio(numerator: int, denominator: int, decimals: int) -> Decimal | None:
    """Divide exact integers and round half up; None where there is nothing to divide by."""
    if denominator <= 0:
        return None
    scaled = (2 * numerator * 10**decimals + denominator) // (2 * denominator)
    return Decimal(scaled).scaleb(-decimals)
