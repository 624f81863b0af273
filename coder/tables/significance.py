"""Tests of whether levels differ, on integer counts: one row of a table at a time, or one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

Method = Literal["chi-square", "fisher", "monte carlo", "trend", "kruskal-wallis", "mcnemar", "mcnemar exact"]
TooFew = Literal["few levels", "few with it", "few without it", "few pairs", "small level"]
"""Why there is no test: under two levels with anybody in them; under ``FEWEST`` answers with it, without it,
or in the level; or too few pairs that differ for any outcome to be below ``LEVEL_OF_SIGNIFICANCE``."""

FEWEST = 5
"""Fewer answers than this with a code, or without it, are too few to test."""
SMALL_EXPECTED = 5
"""Where an expected count is under this, chi-square's p is not trusted (Cochran 1954, Biometrics 10)."""
LEVEL_OF_SIGNIFICANCE = 0.05
SEED = 2016
DRAWS = 9999
"""Tables drawn in a Monte Carlo test, so that p is a multiple of 1/10 000."""
_EXACT_PAIRS = 25
_SAME = 1 - 1e-7
"""Statistics this near to each other are the same: sums of fractions differ in the last digits."""


@dataclass(frozen=True)
class Outcome:
    """What a test says."""

    method: Method
    p: float
    """Two-sided."""
    statistic: float | None = None
    degrees: int | None = None


@dataclass(frozen=True)
class LevelOutcome:
    """What a test of one level against all the others together says."""

    outcome: Outcome
    difference: float
    """The level's share less that of the others, in [-1, 1]."""


def level_test(hits: Sequence[int], bases: Sequence[int], seed: int = SEED) -> Outcome | TooFew:
    """Test whether the share that has a code differs between levels.

    Pearson's chi-square without continuity correction. Where an expected count is under ``SMALL_EXPECTED``:
    with two levels Fisher's exact test (two-sided: all tables no likelier than this one), else a Monte Carlo
    test of the same statistic over tables with the same margins, p = (1 + as extreme) / (1 + drawn).

    Args:
        hits: Answers with the code, per level.
        bases: All answers, per level; levels without any are left out.
        seed: The same seed and counts give the same p, whatever else is tested.

    References:
        Agresti (2013), Categorical Data Analysis, 3rd ed., 3.2 and 3.5; Hope (1968), JRSS B 30, 582-598.
    """
    counts = _table(hits, bases)
    few = _too_few(counts)
    if few is not None:
        return few
    if not _has_small_expected(counts):
        return _chi_square(counts)
    if len(counts) == 2:
        return _fisher(counts)
    return _monte_carlo(counts, seed)


def trend_test(hits: Sequence[int], bases: Sequence[int]) -> Outcome | TooFew:
    """Test whether the share rises or falls along ordered levels, which are taken to be one step apart.

    Args:
        hits: Answers with the code, per level in order.
        bases: All answers, per level; an empty level keeps its place.

    References:
        Cochran (1954), Biometrics 10, 417-451; Armitage (1955), Biometrics 11, 375-386.
    """
    few = _too_few(_table(hits, bases))
    if few is not None:
        return few
    having, of = np.array(hits, dtype=np.int64), np.array(bases, dtype=np.int64)
    steps = np.arange(1, len(hits) + 1)
    total, share = int(of.sum()), int(having.sum()) / int(of.sum())
    slope = float(steps @ (having - of * share))
    spread = share * (1 - share) * (int(of @ steps**2) - int(of @ steps) ** 2 / total)
    statistic = slope**2 / spread
    return Outcome("trend", upper_tail(statistic, 1), statistic, 1)


def each_level_test(hits: Sequence[int], bases: Sequence[int]) -> list[LevelOutcome | TooFew]:
    """Test each level against all the others together; chi-square, or Fisher where a count is expected small.

    Args:
        hits: Answers with the code, per level.
        bases: All answers, per level.
    """
    all_hits, everybody = sum(hits), sum(bases)
    found: list[LevelOutcome | TooFew] = []
    for hit, base in zip(hits, bases, strict=True):
        others, rest = all_hits - hit, everybody - base
        if 0 < base < FEWEST:
            found.append("small level")
            continue
        outcome = level_test([hit, others], [base, rest])
        found.append(
            LevelOutcome(outcome, hit / base - others / rest) if isinstance(outcome, Outcome) else outcome
        )
    return found


def scale_test(points: Sequence[Sequence[int]], seed: int = SEED) -> Outcome | TooFew:
    """Test whether levels stand differently on an ordered scale: one test for the whole scale.

    Kruskal and Wallis' rank test with correction for ties, which a scale of few points has many of; with two
    levels it is Wilcoxon's. Where a level has under ``FEWEST`` answers, p is by Monte Carlo over tables with
    the same margins.

    Args:
        points: Answers per level (rows) and point of the scale in its order (columns); without the codes that
            are no point of it.
        seed: As in ``level_test``.

    References:
        Kruskal and Wallis (1952), JASA 47, 583-621.
    """
    counts = np.array(points, dtype=np.int64).reshape(len(points), -1)
    counts = counts[counts.sum(axis=1) > 0]
    if len(counts) < 2:
        return "few levels"
    total = int(counts.sum())
    if total - int(counts.sum(axis=0).max()) < FEWEST:
        return "few without it"  # nearly everybody stands on one point
    statistic = float(_kruskal(counts[None])[0])
    if int(counts.sum(axis=1).min()) >= FEWEST:
        return Outcome("kruskal-wallis", upper_tail(statistic, len(counts) - 1), statistic, len(counts) - 1)
    drawn = _kruskal(_drawn_tables(counts, seed))
    return Outcome("monte carlo", _share_as_extreme(drawn, statistic), statistic)


def paired_test(first_only: int, second_only: int) -> Outcome | TooFew:
    """Test whether two shares of the same units differ: two codes, or two waves; McNemar's.

    Exact (binomial) where fewer than 25 pairs differ, else chi-square without continuity correction.

    Args:
        first_only: Units that have the first and not the second.
        second_only: Units that have the second and not the first.

    References:
        McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen and Laake (2013), BMC Medical Research
        Methodology 13:91, for which form when.
    """
    differ = first_only + second_only
    if 0.5 ** (differ - 1) >= LEVEL_OF_SIGNIFICANCE:
        return "few pairs"
    if differ < _EXACT_PAIRS:
        from scipy.special import bdtr

        tail = float(bdtr(min(first_only, second_only), differ, 0.5))
        return Outcome("mcnemar exact", min(1.0, 2 * tail))
    statistic = (first_only - second_only) ** 2 / differ
    return Outcome("mcnemar", upper_tail(statistic, 1), statistic, 1)


def adjusted(ps: Sequence[float | None]) -> list[float | None]:
    """Adjust the p of one family of tests for their number; where there is none, none is counted.

    References:
        Benjamini and Hochberg (1995), JRSS B 57, 289-300.
    """
    places = sorted((p, place) for place, p in enumerate(ps) if p is not None)
    found: list[float | None] = [None] * len(ps)
    least = 1.0
    for rank in range(len(places), 0, -1):
        p, place = places[rank - 1]
        least = min(least, p * len(places) / rank)
        found[place] = least
    return found


def _table(hits: Sequence[int], bases: Sequence[int]) -> Integers:
    """Return (with, without) per level that has anybody."""
    pairs = [(hit, base - hit) for hit, base in zip(hits, bases, strict=True) if base]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _too_few(counts: Integers) -> TooFew | None:
    if len(counts) < 2:
        return "few levels"
    having, lacking = counts.sum(axis=0).tolist()
    if having < FEWEST:
        return "few with it"
    return "few without it" if lacking < FEWEST else None


def _expected(counts: Integers) -> NDArray[np.float64]:
    expected: NDArray[np.float64] = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    return expected


def _has_small_expected(counts: Integers) -> bool:
    return bool((_expected(counts) < SMALL_EXPECTED).any())


def _chi_square(counts: Integers) -> Outcome:
    expected = _expected(counts)
    statistic = float(((counts - expected) ** 2 / expected).sum())
    degrees = len(counts) - 1
    return Outcome("chi-square", upper_tail(statistic, degrees), statistic, degrees)


def _fisher(counts: Integers) -> Outcome:
    from scipy.stats import fisher_exact

    return Outcome("fisher", min(1.0, float(fisher_exact(counts)[1])))


def _monte_carlo(counts: Integers, seed: int) -> Outcome:
    expected = _expected(counts)
    statistic = float(((counts - expected) ** 2 / expected).sum())
    drawn = ((_drawn_tables(counts, seed) - expected) ** 2 / expected).sum(axis=(1, 2))
    return Outcome("monte carlo", _share_as_extreme(drawn, statistic), statistic)


def _drawn_tables(counts: Integers, seed: int) -> Integers:
    """Draw tables with the same margins, each with the chance it has where levels do not differ."""
    from scipy.stats import random_table

    # Of the counts too, so that a row's p does not hang on the rows tested before it.
    chance = np.random.default_rng([seed, *counts.ravel().tolist()])
    drawn: Integers = random_table.rvs(
        counts.sum(axis=1), counts.sum(axis=0), size=DRAWS, random_state=chance
    ).astype(np.int64)
    return drawn


def _share_as_extreme(drawn: NDArray[np.float64], statistic: float) -> float:
    return (1 + int(np.count_nonzero(drawn >= statistic * _SAME))) / (1 + drawn.size)


def _kruskal(tables: Integers) -> NDArray[np.float64]:
    """Return the rank statistic, corrected for ties, of each table of levels by points."""
    ties = tables[0].sum(axis=0)
    sizes = tables[0].sum(axis=1)
    total = int(ties.sum())
    ranks = np.cumsum(ties) - (ties - 1) / 2
    sums = tables @ ranks
    raw = 12 / (total * (total + 1)) * (sums**2 / sizes).sum(axis=1) - 3 * (total + 1)
    untied = 1 - float((ties.astype(float) ** 3 - ties).sum()) / (float(total) ** 3 - total)
    corrected: NDArray[np.float64] = raw / untied
    return corrected


def upper_tail(statistic: float, degrees: int) -> float:
    """Return the chance of so large a chi-square, or a larger."""
    from scipy.special import chdtrc

    return float(chdtrc(degrees, max(0.0, statistic)))
