"""Standard errors of agreement over units, in closed form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class GwetUnits:
    """What each unit contributes to a coefficient (pa − pe)/(1 − pe); all of shape (patterns,)."""

    counts: Numbers
    agreed: Numbers
    """The share of the unit's pairs of coders that agree."""
    expected: Numbers
    """Agreement by chance as seen from the unit; its mean is pe."""
    compared: NDArray[np.bool_]
    """Whether two or more coded it."""


def standard_error(units: GwetUnits, value: float, chance: float) -> float:
    """Return the standard error of a coefficient over units drawn from an infinite population.

    Args:
        units: What each unit contributes.
        value: The coefficient.
        chance: pe.

    Returns:
        NaN with fewer than two units.

    References:
        Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48, eq. 33 and 37.
    """
    n = units.counts.sum()
    of_compared = n / units.counts[units.compared].sum()
    own = of_compared * np.where(units.compared, units.agreed - chance, 0) / (1 - chance)
    linear = own - 2 * (1 - value) * (units.expected - chance) / (1 - chance)
    return _error_of_mean(units.counts, linear, value)


def alpha_standard_error(counts: Numbers, codings: Numbers, apart: Numbers, pulled: Numbers) -> float:
    """Return the standard error of Krippendorff's alpha over units, with any distance.

    Args:
        counts: How many units each pattern stands for, shape (patterns,).
        codings: How many coded it.
        apart: Mean distance of the unit's pairs of coders.
        pulled: Σ over its coders of the distance of what they gave from all that was given.

    Returns:
        NaN with fewer than two units, or without variation.

    References:
        Gwet (2011), On the Krippendorff's Alpha Coefficient; as in irrCAC 0.4, which takes observed
        agreement with Krippendorff's correction for small samples where units have unequal numbers of coders.
    """
    n, given = counts.sum(), counts @ codings
    coders = given / n
    chance = 1 - float(counts @ pulled) / given**2
    if 1 - chance < 1e-12:
        return float("nan")
    relative = codings / coders
    agreed = relative * (1 - apart)
    observed = float(counts @ agreed) / n
    value = (observed - chance) / (1 - chance)
    corrected = observed + (1 - observed) / given
    own = (agreed - corrected * (relative - 1) - chance) / (1 - chance)
    expected = relative - pulled / (coders * given) - chance * (relative - 1)
    linear = own - 2 * (1 - value) * (expected - chance) / (1 - chance)
    return _error_of_mean(counts, linear, value)


def _error_of_mean(counts: Numbers, values: Numbers, mean: float) -> float:
    n = float(counts.sum())
    if n < 2:
        return float("nan")
    return float(np.sqrt(counts @ (values - mean) ** 2 / (n * (n - 1))))
