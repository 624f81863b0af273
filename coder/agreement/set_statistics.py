"""Agreement on whole sets of codes: alpha with a distance between sets, and mean similarity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coder.agreement.patterns import Patterns
from coder.agreement.set_distances import DISTANCES, SIMILARITIES, SetDistances, similarities_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class SetFeatures:
    """What is summed over patterns to measure agreement on sets.

    With ``n`` codings in pairable units, of which ``held`` gave each set: observed disagreement
    Do = Σ disagreement / n; expected De = Σ pulled / (n (n − 1)).
    """

    codings: Numbers
    """m: how many coders coded the unit, shape (patterns,)."""
    similarities: Numbers
    """Mean over the unit's pairs of coders, shape (patterns, 4), in the order of ``SIMILARITIES``."""
    disagreement: Numbers
    """Σ over ordered pairs of coders of d / (m − 1), shape (patterns, 3), in the order of ``DISTANCES``."""
    within: Numbers
    """Σ over ordered pairs of coders of d, of the same shape."""
    pulled: Numbers
    """Σ over the unit's coders of their set's distance from all that was given, of the same shape."""
    held: Numbers
    """How often each set was given, by weights; shape (sets,)."""
    weighed: Numbers
    """D·held, shape (sets, 3)."""

    @classmethod
    def of(cls, patterns: Patterns) -> SetFeatures:
        """Sum up each pattern of pairable units."""
        codings = patterns.codings
        alike = _mean_similarities(patterns)
        apart = 1 - alike[:, : len(DISTANCES)]
        held = _held(patterns)
        distances = SetDistances(patterns.sets).weighed(held)
        weighed = np.column_stack([distances[name] for name in DISTANCES])
        pulled = np.zeros_like(apart)
        for column in range(len(patterns.coders)):
            there = patterns.coded[:, column]
            pulled[there] += weighed[patterns.set_ids[there, column]]
        disagreement = codings[:, None] * apart
        within = disagreement * (codings[:, None] - 1)
        return cls(codings, alike, disagreement, within, pulled, held, weighed)


def set_statistics(patterns: Patterns, features: SetFeatures) -> dict[str, float]:
    """Measure agreement on sets.

    Returns:
        ``exact_match``, ``mean_jaccard``, ``mean_masi``, ``mean_dice`` and alpha with each distance; NaN
        where undefined: no pairable units, or for alpha no variation at all.

    References:
        Krippendorff (2004), Content Analysis, 2nd ed., ch. 11; with MASI, Passonneau (2006).
    """
    counts = patterns.counts
    units, n = counts.sum(), counts @ features.codings
    means = counts @ features.similarities / units if units else np.full(len(SIMILARITIES), np.nan)
    names = ("exact_match", "mean_jaccard", "mean_masi", "mean_dice")
    observed = counts @ features.disagreement
    expected = features.held @ features.weighed
    alphas = alpha(observed, expected, n)
    return {
        **dict(zip(names, map(float, means), strict=True)),
        **{f"alpha_{name}": float(value) for name, value in zip(DISTANCES, alphas, strict=True)},
    }


def alpha(disagreement: Numbers, expected: Numbers, codings: Numbers | float) -> Numbers:
    """Return Krippendorff's alpha, 1 − Do/De.

    Args:
        disagreement: n·Do, any shape.
        expected: n(n − 1)·De, of the same shape.
        codings: n, of a shape that fits.

    Returns:
        NaN where De is 0: all that was given is alike.
    """
    varied = expected > 1e-9
    ratio = np.divide(
        disagreement * (np.asarray(codings) - 1), expected, out=np.zeros_like(expected), where=varied
    )
    found: Numbers = np.where(varied, 1 - ratio, np.nan)
    return found


def _mean_similarities(patterns: Patterns) -> Numbers:
    """Return the mean similarity of each pattern's pairs of coders, shape (patterns, 4)."""
    sums = np.zeros((len(patterns.set_ids), len(SIMILARITIES)))
    for first, second in combinations(range(len(patterns.coders)), 2):
        both = patterns.coded[:, first] & patterns.coded[:, second]
        ids = patterns.set_ids[both]
        found = similarities_of(patterns.sets[ids[:, first]], patterns.sets[ids[:, second]])
        sums[both] += np.column_stack([found[name] for name in SIMILARITIES])
    pairs = patterns.codings * (patterns.codings - 1) / 2
    means: Numbers = sums / np.maximum(pairs, 1)[:, None]
    return means


def _held(patterns: Patterns) -> Numbers:
    """Return how often each set was given, by weights; shape (sets,)."""
    held = np.zeros(len(patterns.sets))
    for column in range(len(patterns.coders)):
        there = patterns.coded[:, column]
        held += np.bincount(patterns.set_ids[there, column], patterns.counts[there], len(held))
    return held
