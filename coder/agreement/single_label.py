"""Agreement where every coding is one code: the codes are categories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coder.agreement.gwet_errors import GwetUnits, alpha_standard_error, standard_error
from coder.agreement.patterns import Patterns

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Categories:
    """How many coders put each unit in each category."""

    chosen: Numbers
    """Shape (patterns, categories)."""
    counts: Numbers
    """How many units each pattern stands for, shape (patterns,)."""

    @classmethod
    def of(cls, patterns: Patterns) -> Categories | None:
        """Read categories from codings; None where one has another number of codes than one."""
        if patterns.unseen is not None or not len(patterns.sets):
            return None
        if (patterns.sets.sum(axis=1) != 1).any():
            return None
        return cls(patterns.appliers(), patterns.counts)


def single_label_statistics(pairable: Patterns, everything: Patterns) -> dict[str, float]:
    """Measure agreement on categories; empty where codings aren't single codes.

    Args:
        pairable: Units coded by two or more.
        everything: Units coded once too. By Gwet's convention they count for how often each category is
            expected by chance (metrics ending in ``_all_units``).

    Returns:
        NaN where undefined. ``percent_agreement``, ``percent_all_raters_identical``; ``ac1``,
        ``fleiss_kappa``, ``brennan_prediger``, ``alpha_nominal_full_precision``, each with a standard error
        ``…_se_gwet`` over units (infinite population); ``cohen_kappa`` of two coders, ``light_kappa`` (its
        mean over pairs) of more; ``expected_agreement_krippendorff``, Σ n_c(n_c − 1)/(n(n − 1)).

    References:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.; Light (1971), Psychological Bulletin 76,
        365-377.
    """
    found, whole = Categories.of(pairable), Categories.of(everything)
    if found is None or whole is None:
        return {}
    gathered = {"percent_agreement": _agreed(found), "percent_all_raters_identical": _unanimous(found)}
    for suffix, categories in (("", found), ("_all_units", whole)):
        for name, by_chance in (("ac1", _ac1), ("fleiss_kappa", _fleiss)):
            gathered |= _with_error(name + suffix, categories, *by_chance(categories))
    gathered |= _with_error("brennan_prediger", found, *_brennan_prediger(found))
    gathered |= _alpha(found)
    return gathered | _kappas(pairable)


def _prevalence(categories: Categories) -> Numbers:
    """Return how often each category is chosen, as the mean over units of coders' shares."""
    shares = categories.chosen / categories.chosen.sum(axis=1, keepdims=True)
    prevalence: Numbers = categories.counts @ shares / categories.counts.sum()
    return prevalence


Chance = tuple[float, Numbers]
"""Agreement expected by chance, and each category's part in it as its units see it."""


def _ac1(categories: Categories) -> Chance:
    prevalence = _prevalence(categories)
    others = max(len(prevalence) - 1, 1)
    return float((prevalence * (1 - prevalence)).sum() / others), (1 - prevalence) / others


def _fleiss(categories: Categories) -> Chance:
    prevalence = _prevalence(categories)
    return float((prevalence**2).sum()), prevalence


def _brennan_prediger(categories: Categories) -> Chance:
    number = categories.chosen.shape[1]
    return 1 / number, np.full(number, 1 / number)


def _pairs_alike(categories: Categories) -> Numbers:
    """Return the share of each unit's pairs of coders that agree; 0 where there is one coder."""
    chosen = categories.chosen
    coders = chosen.sum(axis=1)
    alike: Numbers = (chosen * (chosen - 1)).sum(axis=1) / np.maximum(coders * (coders - 1), 1)
    return alike


def _agreed(categories: Categories) -> float:
    paired = categories.chosen.sum(axis=1) > 1
    return float(categories.counts @ _pairs_alike(categories) / categories.counts[paired].sum())


def _unanimous(categories: Categories) -> float:
    """Return the share of units that all who coded them put in one category."""
    unanimous = categories.chosen.max(axis=1) == categories.chosen.sum(axis=1)
    return float(categories.counts @ unanimous / categories.counts.sum())


def _with_error(name: str, categories: Categories, chance: float, part: Numbers) -> dict[str, float]:
    """Return a coefficient (pa − pe)/(1 − pe) and its standard error."""
    if 1 - chance < 1e-12:
        return {name: np.nan, f"{name}_se_gwet": np.nan}
    value = (_agreed(categories) - chance) / (1 - chance)
    coders = categories.chosen.sum(axis=1)
    units = GwetUnits(
        categories.counts,
        agreed=_pairs_alike(categories),
        expected=categories.chosen @ part / coders,
        compared=coders > 1,
    )
    return {name: value, f"{name}_se_gwet": standard_error(units, value, chance)}


def _alpha(categories: Categories) -> dict[str, float]:
    """Return nominal alpha and its standard error."""
    chosen, counts = categories.chosen, categories.counts
    coders = chosen.sum(axis=1)
    given = counts @ chosen
    n = given.sum()
    expected = float((given * (given - 1)).sum() / (n * (n - 1)))
    observed = counts @ ((chosen * (chosen - 1)).sum(axis=1) / (coders - 1)) / n
    name = "alpha_nominal"
    if 1 - expected < 1e-12:
        values = {f"{name}_full_precision": np.nan, f"{name}_se_gwet": np.nan}
    else:
        error = alpha_standard_error(
            counts, coders, apart=1 - _pairs_alike(categories), pulled=chosen @ (n - given)
        )
        value = float((observed - expected) / (1 - expected))
        values = {f"{name}_full_precision": value, f"{name}_se_gwet": error}
    return {**values, "expected_agreement_krippendorff": expected}


def _kappas(patterns: Patterns) -> dict[str, float]:
    """Return Cohen's kappa of two coders, or its mean over all pairs of more."""
    kappas = []
    for first, second in combinations(range(len(patterns.coders)), 2):
        shared = patterns.coded[:, first] & patterns.coded[:, second]
        if not shared.any():
            continue
        weight = patterns.counts[shared]
        one, other = patterns.applied_by(first)[shared], patterns.applied_by(second)[shared]
        agreed = weight @ (one & other).any(axis=1) / weight.sum()
        chance = (weight @ one) @ (weight @ other) / weight.sum() ** 2
        kappas.append(float((agreed - chance) / (1 - chance)) if 1 - chance > 1e-12 else np.nan)
    if not kappas:
        return {}
    return {"cohen_kappa" if len(patterns.coders) == 2 else "light_kappa": float(np.mean(kappas))}
