"""Intervals around shares, means and their differences: how far chance alone may have led astray."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, variance

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A number from a sample, and the interval it lies in with some confidence."""

    value: float
    low: float
    high: float


def share_estimate(hits: float, of: float, confidence: float = CONFIDENCE) -> Estimate:
    """Estimate a share, with Wilson's score interval.

    Args:
        hits: How many have it.
        of: Among how many; more than 0.
        confidence: Of the interval, two-sided.

    References:
        Wilson (1927), JASA 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
    """
    z = _z(confidence)
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Estimate(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def clustered_share(
    hits: Sequence[int], of: Sequence[int], confidence: float = CONFIDENCE
) -> Estimate | None:
    """Estimate a share of things that come in groups, as the codes of answers do.

    What stands together is alike, so that the interval is as wide as that of so many fewer single things as
    the groups make the variance larger; never narrower than if they had nothing to do with each other.

    Args:
        hits: Per group, how many have it.
        of: Per group, among how many.
        confidence: Of the interval, two-sided.

    Returns:
        The estimate, or None where there is nothing to take a share of.

    References:
        Korn and Graubard (1998), Survey Methodology 24, 193-201, for the effective number.
    """
    groups = [(hit, n) for hit, n in zip(hits, of, strict=True) if n]
    total = sum(n for _hit, n in groups)
    if not total:
        return None
    share = sum(hit for hit, _n in groups) / total
    alone = share * (1 - share) / total
    spread = 1.0
    if alone > 0 and len(groups) > 1:
        squares = sum((hit - share * n) ** 2 for hit, n in groups)
        spread = max(1.0, squares / total**2 * len(groups) / (len(groups) - 1) / alone)
    effective = total / spread
    return share_estimate(share * effective, effective, confidence)


def shares_difference(
    first: tuple[int, int], second: tuple[int, int], confidence: float = CONFIDENCE
) -> Estimate:
    """Estimate how much larger one share is than another; each is (hits, of).

    References:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    one, other = (share_estimate(hits, of, confidence) for hits, of in (first, second))
    value = one.value - other.value
    return Estimate(
        value,
        value - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2),
        value + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2),
    )


def paired_difference(
    both: int, first_only: int, second_only: int, neither: int, confidence: float = CONFIDENCE
) -> Estimate:
    """Estimate how much larger one share is than another of the same units.

    Args:
        both: Units that have both, of at least one unit in all.
        first_only: Units that have the first only.
        second_only: Units that have the second only.
        neither: Units that have none.
        confidence: Of the interval, two-sided.

    References:
        Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10.
    """
    total = both + first_only + second_only + neither
    one = share_estimate(both + first_only, total, confidence)
    other = share_estimate(both + second_only, total, confidence)
    together = _paired_phi(both, first_only, second_only, neither)
    below, above = one.value - one.low, other.high - other.value
    up, down = one.high - one.value, other.value - other.low
    value = (first_only - second_only) / total
    return Estimate(
        value,
        value - sqrt(max(0.0, below**2 - 2 * together * below * above + above**2)),
        value + sqrt(max(0.0, up**2 - 2 * together * up * down + down**2)),
    )


def _paired_phi(both: int, first_only: int, second_only: int, neither: int) -> float:
    """Return how far the two go together, with Newcombe's correction of a positive product."""
    margins = (both + first_only) * (second_only + neither) * (both + second_only) * (first_only + neither)
    if not margins:
        return 0.0
    product: float = both * neither - first_only * second_only
    if product > 0:
        product = max(0.0, product - (both + first_only + second_only + neither) / 2)
    return product / sqrt(margins)


def means_difference(
    first: Sequence[float], second: Sequence[float], confidence: float = CONFIDENCE
) -> Estimate:
    """Estimate how much larger one mean is than another; two numbers or more in each, better thirty.

    The interval is the normal one with each side's own variance.
    """
    value = fmean(first) - fmean(second)
    half = _z(confidence) * sqrt(variance(first) / len(first) + variance(second) / len(second))
    return Estimate(value, value - half, value + half)


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)
