"""Every number of agreement by name, from the sums they are ratios of."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from coder.agreement import undefined
from coder.agreement.coded_sets import NOT_CODED, CodedSets
from coder.agreement.gwet_errors import alpha_standard_error
from coder.agreement.measured_codes import codes_measured
from coder.agreement.measured_pairs import pairs_measured
from coder.agreement.patterns import Patterns
from coder.agreement.results import COUNTS, OVERALL, SINGLE_LABEL, Result
from coder.agreement.set_distances import DISTANCES
from coder.agreement.set_statistics import SetFeatures, set_statistics
from coder.agreement.single_label import single_label_statistics

_LEVELLED = ("exact_match", "mean_jaccard", "alpha_jaccard", "alpha_masi")
"""What is told of themes, and of sets with all ancestors added, beside codes."""


def measured(
    coded: CodedSets, pairable: Patterns, everything: Patterns, features: SetFeatures, convention: str
) -> tuple[Result, ...]:
    """Measure all there is, scope by scope; without intervals and warnings.

    Args:
        coded: The codings.
        pairable: Its units coded by two or more, collapsed.
        everything: All its units, collapsed.
        features: Of ``pairable``.
        convention: Which units count for chance agreement on a code: ``pairable`` or ``all``.
    """
    overall = set_statistics(pairable, features)
    return (
        *_counts(coded, pairable),
        *_overall(coded, pairable, features, overall),
        *codes_measured(pairable, everything if convention == "all" else pairable),
        *pairs_measured(coded, pairable, overall),
        *_single_labels(pairable, everything),
    )


def _counts(coded: CodedSets, pairable: Patterns) -> Iterator[Result]:
    empty = coded.sets.sum(axis=1) == 0
    given = coded.set_ids[coded.set_ids != NOT_CODED]
    values = {
        "n_units": len(coded.units),
        "n_units_pairable": len(pairable.pattern_of),
        "n_coders": len(coded.coders),
        "n_empty_codings": int(empty[given].sum()),
    }
    for name, value in values.items():
        yield Result(name, COUNTS, value=value)


def _overall(
    coded: CodedSets, pairable: Patterns, features: SetFeatures, values: dict[str, float]
) -> Iterator[Result]:
    why = undefined.same_sets() if len(pairable.pattern_of) else undefined.nothing_shared()
    for name, value in values.items():
        yield _result(name, OVERALL, value, why)
    for name, value in _errors(pairable, features).items():
        yield _result(name, OVERALL, value, undefined.too_few_for_error())
    if not coded.has_themes:
        return
    for suffix, mapped in (("hier", coded.with_ancestors()), ("theme", coded.at_theme_level())):
        patterns = Patterns.of(mapped)
        found = set_statistics(patterns, SetFeatures.of(patterns))
        for name in _LEVELLED:
            yield _result(f"{name}_{suffix}", OVERALL, found[name], why)


def _errors(patterns: Patterns, features: SetFeatures) -> dict[str, float]:
    """Return the standard errors of alpha in closed form."""
    if not len(patterns.pattern_of):
        return {f"alpha_{name}_se_gwet": float("nan") for name in DISTANCES}
    return {
        f"alpha_{name}_se_gwet": alpha_standard_error(
            patterns.counts,
            features.codings,
            apart=1 - features.similarities[:, place],
            pulled=features.pulled[:, place],
        )
        for place, name in enumerate(DISTANCES)
    }


def _single_labels(pairable: Patterns, everything: Patterns) -> Iterator[Result]:
    for name, value in single_label_statistics(pairable, everything).items():
        yield _result(name, SINGLE_LABEL, value, undefined.same_category())


def _result(metric: str, scope: str, value: float, why: str) -> Result:
    if isnan(value):
        return Result(metric, scope, undefined=why)
    return Result(metric, scope, value=value)
