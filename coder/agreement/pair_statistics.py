"""Agreement of two coders, on one code and over all codes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coder.agreement.patterns import Patterns
from coder.agreement.ratio import ratio

Numbers = NDArray[np.float64]

SHARED, BOTH, FIRST, SECOND = range(4)
"""What is summed for a code: units both coders coded and had seen it in, and how many both of them, the first
and the second applied it to."""


def pair_features(patterns: Patterns, first: int, second: int) -> Numbers:
    """Return what is summed over patterns for two coders, by their columns; shape (patterns, 4, codes)."""
    shared = (patterns.coded[:, first] & patterns.coded[:, second])[:, None]
    seen = shared & (np.True_ if patterns.unseen is None else ~patterns.unseen)
    one, other = patterns.applied_by(first) & seen, patterns.applied_by(second) & seen
    features = np.empty((len(seen), 4, len(patterns.codes)))
    features[:, SHARED], features[:, BOTH] = seen, one & other
    features[:, FIRST], features[:, SECOND] = one, other
    return features


def pair_code_statistics(sums: Numbers) -> dict[str, Numbers]:
    """Measure agreement of two coders on each code from sums of ``pair_features``.

    Args:
        sums: Shape (…, 4, codes); the leading axes are samples, where there are several.

    Returns:
        Each of shape (…, codes), NaN where undefined. Of n shared units, both applied the code to ``a``, the
        first only to ``b``, the second only to ``c``, neither to ``d``. ``cohen_kappa`` and ``kappa_max``
        (the largest the coders' shares allow), ``scott_pi`` and ``krippendorff_alpha`` are undefined where
        both applied it always or never; ``positive_agreement`` 2a/(2a+b+c), ``negative_agreement``
        2d/(2d+b+c), ``ac1``, ``brennan_prediger``, ``prevalence_index`` (a−d)/n, ``bias_index`` (b−c)/n.

    References:
        Cohen (1960), Educational and Psychological Measurement 20, 37-46; Scott (1955), Public Opinion
        Quarterly 19, 321-325; Byrt, Bishop & Carlin (1993), Journal of Clinical Epidemiology 46, 423-429.
    """
    counts = cells(sums)
    n = sums[..., SHARED, :]
    # As shares, so that what floats leave of a nought is told from one answer in a million.
    a, b, c, d = (ratio(cell, n) for cell in counts)
    agreed, apart = a + d, b + c
    # π is the mean of both coders' shares; 2π(1−π) is what Scott's π, AC1 and alpha expect to differ.
    applied, spared = 2 * a + apart, 2 * d + apart
    chance = applied * spared / 2
    margins = (a + b) * (b + d) + (a + c) * (c + d)
    most = np.minimum(b, c)
    return {
        **dict(zip("abcd", counts, strict=True)),
        "percent_agreement": agreed,
        "positive_agreement": ratio(2 * a, applied),
        "negative_agreement": ratio(2 * d, spared),
        "cohen_kappa": ratio(2 * (a * d - b * c), margins),
        "kappa_max": ratio(2 * ((a + most) * (d + most) - (b - most) * (c - most)), margins),
        "scott_pi": 1 - ratio(apart, chance),
        "krippendorff_alpha": 1 - ratio(apart * (1 - ratio(np.ones_like(n), 2 * n)), chance),
        "ac1": ratio(agreed - chance, 1 - chance),
        "brennan_prediger": 2 * agreed - 1,
        "prevalence_index": a - d,
        "bias_index": b - c,
    }


def pair_statistics(sums: Numbers) -> dict[str, Numbers]:
    """Measure agreement of two coders over all codes from sums of ``pair_features``.

    Args:
        sums: Shape (…, 4, codes).

    Returns:
        Each of shape (…,), NaN where undefined. ``pooled_kappa`` (mean po − mean pe)/(1 − mean pe), unchanged
        by codes nobody uses; ``mean_kappa_defined`` over the ``n_codes_kappa_defined`` codes that have a
        kappa; ``micro_positive_agreement`` 2Σa/(2Σa+Σb+Σc); ``flat_percent_agreement``, the mean share of
        agreement over codes, which rises with unused codes.

    References:
        De Vries, Elliott, Kanouse & Teleki (2008), Field Methods 20, 272-282 (pooled kappa).
    """
    counts = cells(sums)
    n = sums[..., SHARED, :]
    some = n > 0
    a, b, c, d = (ratio(cell, n) for cell in counts)
    gained = 2 * (a * d - b * c)
    possible = (a + b) * (b + d) + (a + c) * (c + d)
    kappa = ratio(gained, possible)
    defined = ~np.isnan(kappa)
    both, one, other, _neither = (ratio(cell.sum(axis=-1), n.sum(axis=-1)) for cell in counts)
    codes = np.asarray(np.sum(defined, axis=-1, dtype=np.float64))
    return {
        "pooled_kappa": ratio(np.sum(gained, axis=-1, where=some), np.sum(possible, axis=-1, where=some)),
        "mean_kappa_defined": ratio(np.sum(kappa, axis=-1, where=defined), codes),
        "n_codes_kappa_defined": codes,
        "micro_positive_agreement": ratio(2 * both, 2 * both + one + other),
        "flat_percent_agreement": ratio(
            np.sum(a + d, axis=-1, where=some), np.sum(some, axis=-1, dtype=np.float64)
        ),
    }


def cells(sums: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return both, the first only, the second only, neither; each of shape (…, codes)."""
    shared, both, first, second = np.moveaxis(sums, -2, 0)
    return both, first - both, second - both, shared - first - second + both
