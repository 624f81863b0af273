"""Agreement on one code, applied or not, by any number of coders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coder.agreement.patterns import Patterns
from coder.agreement.ratio import ratio

Numbers = NDArray[np.float64]

COMPARED, CODINGS, APPLIED, BOTH, NEITHER, ALIKE, COUNTED, SHARE = range(8)
"""What is summed for a code: units where two or more coders had seen it, their codings, those that applied
the code, pairs that both applied it or neither (each coder's mean, so that two coders who agree count 2),
shares of pairs that agree; then the units that count for its prevalence, and the shares that applied it."""


def code_features(patterns: Patterns) -> Numbers:
    """Return what is summed over patterns for each code, shape (patterns, 8, codes).

    With r coders of a unit, k of them applying the code: r, k, k(k−1)/(r−1), (r−k)(r−k−1)/(r−1), their sum
    by r, and k/r. Units coded once count for the prevalence only, and only where ``patterns`` has them
    (Gwet's convention).
    """
    coders = patterns.codings[:, None]
    applied = patterns.appliers()
    spared = coders - applied
    seen = np.ones_like(applied) if patterns.unseen is None else (~patterns.unseen).astype(np.float64)
    compared = seen * (coders > 1)
    others = np.maximum(coders - 1, 1)
    features = np.empty((len(applied), 8, applied.shape[1]))
    features[:, COMPARED] = compared
    features[:, CODINGS] = compared * coders
    features[:, APPLIED] = compared * applied
    features[:, BOTH] = compared * applied * (applied - 1) / others
    features[:, NEITHER] = compared * spared * (spared - 1) / others
    features[:, ALIKE] = (features[:, BOTH] + features[:, NEITHER]) / np.maximum(coders, 1)
    features[:, COUNTED] = seen
    features[:, SHARE] = seen * applied / np.maximum(coders, 1)
    return features


def code_statistics(sums: Numbers) -> dict[str, Numbers]:
    """Measure agreement on codes from sums of ``code_features``.

    Args:
        sums: Shape (…, 8, codes); the leading axes are samples, where there are several.

    Returns:
        Each of shape (…, codes), NaN where undefined: ``percent_agreement`` pa; ``prevalence`` π, the mean
        share of coders who applied it; ``expected_agreement_krippendorff`` 1 − De; ``positive_agreement`` and
        ``negative_agreement`` (undefined where nobody, or everybody, applied it); ``krippendorff_alpha`` and
        ``fleiss_kappa`` (undefined without variation); ``ac1`` with pe = 2π(1−π) and ``brennan_prediger``
        2pa−1, always defined where units were compared.

    References:
        Krippendorff (2004), Content Analysis; Fleiss (1971), Psychological Bulletin 76, 378-382, for unequal
        numbers of coders as in Gwet (2008), British Journal of Mathematical and Statistical Psychology 61,
        29-48 (also AC1); Brennan & Prediger (1981), Educational and Psychological Measurement 41, 687-699;
        specific agreement: Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558.
    """
    compared, codings, applied, both, neither, alike, counted, share = np.moveaxis(sums, -2, 0)
    agreed = ratio(alike, compared)
    prevalence = ratio(share, counted)
    varied = prevalence * (1 - prevalence)
    by_chance = 1 - 2 * varied
    # As shares, so that what floats leave of a nought is told from one coding in a million.
    both, neither, applied = (ratio(each, codings) for each in (both, neither, applied))
    spared = 1 - applied
    small_sample = 1 - ratio(np.ones_like(codings), codings)
    return {
        "percent_agreement": agreed,
        "prevalence": prevalence,
        "positive_agreement": ratio(both, applied),
        "negative_agreement": ratio(neither, spared),
        "krippendorff_alpha": 1 - ratio((1 - both - neither) * small_sample, 2 * applied * spared),
        "expected_agreement_krippendorff": 1 - ratio(2 * applied * spared, small_sample),
        "fleiss_kappa": ratio(agreed - by_chance, 2 * varied),
        "ac1": ratio(agreed - 2 * varied, 1 - 2 * varied),
        "brennan_prediger": 2 * agreed - 1,
    }
