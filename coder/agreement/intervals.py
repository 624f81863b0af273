"""Intervals for the numbers of agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coder.agreement import undefined
from coder.agreement.bootstrap import Interval, replicated
from coder.agreement.coded_sets import CodedSets
from coder.agreement.dirichlet import code_intervals, pair_code_intervals
from coder.agreement.pair_sums import PairSums
from coder.agreement.patterns import Patterns
from coder.agreement.results import CODE, OVERALL, PAIR, PAIR_CODE, Pair, Result
from coder.agreement.set_statistics import SetFeatures
from coder.agreement.set_sums import SetSums
from coder.agreement.sureness import Sureness
from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]
Key = tuple[str, str, str | None, Pair | None]
Found = Mapping[Key, Interval | None]

_WIDTHLESS = 1e-12
_WITH_ERRORS = ("alpha_masi", "alpha_jaccard")
"""Of these the standard errors and both kinds of interval are numbers of their own."""


@dataclass(frozen=True)
class Asked:
    """What intervals are wanted.

    Attributes:
        replicates: Samples drawn again; 0 gives intervals of the jackknife for what rests on them.
        seed: Of all that is drawn.
        confidence: As 0.95.
    """

    replicates: int
    seed: int
    confidence: float


def with_intervals(
    coded: CodedSets,
    pairable: Patterns,
    counted: Patterns,
    features: SetFeatures,
    results: Sequence[Result],
    asked: Asked,
) -> tuple[Result, ...]:
    """Return the results with their intervals, and the errors of alpha behind them.

    Code by code, shares are drawn from a Dirichlet distribution; agreement on sets and over all codes is
    measured in samples of the same answers drawn again. An interval always holds its value, and none is
    without width. The mean of pairs' kappas of a code has one with two coders only: alpha has it with more.

    Args:
        coded: The codings.
        pairable: Its units coded by two or more, collapsed.
        counted: The units that count for chance agreement on a code.
        features: Of ``pairable``.
        results: Without intervals.
        asked: How.
    """
    if not len(pairable.pattern_of):
        return tuple(results)
    kinds = UnitKinds.of(pairable)
    overall = _sets(pairable, kinds, features, asked)
    found = {
        **_named(overall, OVERALL),
        **_levels(coded, asked),
        **_codes(counted, asked),
        **_pairs(coded, pairable, kinds, overall, asked),
    }
    told = [_told(result, found.get(result.key)) for result in results]
    return (*told, *_errors(overall))


def _told(result: Result, interval: Interval | None) -> Result:
    """Give a result its interval, stretched to hold the value where draws leave it out by a hair."""
    if result.value is None or interval is None or np.isnan(interval).any():
        return result
    low, high = min(interval[0], result.value), max(interval[1], result.value)
    if high - low < _WIDTHLESS:
        # Two or three answers, of which all samples drawn again say the same.
        return result
    return replace(result, interval=(float(low), float(high)))


def _sets(patterns: Patterns, kinds: UnitKinds, features: SetFeatures, asked: Asked) -> Sureness:
    sums = SetSums.of(patterns, features, kinds)
    [again] = replicated(kinds, asked.replicates, asked.seed, [sums.statistics])
    return Sureness(kinds, sums.values(), sums.leaving_one_out(), again, asked.seed, asked.confidence)


def _named(
    sureness: Sureness, scope: str, suffix: str = "", pair: Pair | None = None
) -> dict[Key, Interval | None]:
    return {(name + suffix, scope, None, pair): sureness.interval(name) for name in sureness.values}


def _levels(coded: CodedSets, asked: Asked) -> Found:
    """Return the intervals of themes, and of sets with all ancestors added."""
    found: dict[Key, Interval | None] = {}
    if not coded.has_themes:
        return found
    for suffix, mapped in (("_hier", coded.with_ancestors()), ("_theme", coded.at_theme_level())):
        found.update(_named(_of_sets(mapped, asked), OVERALL, suffix))
    return found


def _of_sets(coded: CodedSets, asked: Asked) -> Sureness:
    patterns = Patterns.of(coded)
    return _sets(patterns, UnitKinds.of(patterns), SetFeatures.of(patterns), asked)


def _codes(counted: Patterns, asked: Asked) -> Found:
    drawn = code_intervals(counted, UnitKinds.of(counted), asked.seed, asked.confidence)
    return {
        (metric, CODE, code, None): _ends(intervals[place])
        for metric, intervals in drawn.items()
        for place, code in enumerate(counted.codes)
    }


def _pairs(coded: CodedSets, pairable: Patterns, kinds: UnitKinds, overall: Sureness, asked: Asked) -> Found:
    found: dict[Key, Interval | None] = {}
    found.update(_pooled(pairable, kinds, asked, ""))
    if coded.has_themes:
        themes = Patterns.of(coded.at_theme_level())
        found.update(_pooled(themes, UnitKinds.of(themes), asked, "_theme"))
    for first, second in combinations(range(len(pairable.coders)), 2):
        pair = pairable.coders[first], pairable.coders[second]
        both = (pairable.coded[:, first] & pairable.coded[:, second]).any()
        if not both:
            continue
        alone = len(pairable.coders) == 2
        sets = overall if alone else _of_sets(coded.of_coders(pair), asked)
        found.update(_named(sets, PAIR, "", pair))
        drawn = pair_code_intervals(pairable, kinds, first, second, asked.seed, asked.confidence)
        for metric, intervals in drawn.items():
            for place, code in enumerate(pairable.codes):
                found[metric, PAIR_CODE, code, pair] = _ends(intervals[place])
                if alone and metric == "cohen_kappa":
                    found["mean_pairwise_kappa", CODE, code, None] = _ends(intervals[place])
    return found


def _pooled(patterns: Patterns, kinds: UnitKinds, asked: Asked, suffix: str) -> Found:
    """Return the intervals of all pairs over all codes."""
    columns = list(combinations(range(len(patterns.coders)), 2))
    all_sums = [PairSums.of(patterns, kinds, first, second) for first, second in columns]
    drawn = replicated(kinds, asked.replicates, asked.seed, [sums.statistics for sums in all_sums])
    found: dict[Key, Interval | None] = {}
    for (first, second), sums, again in zip(columns, all_sums, drawn, strict=True):
        pair = patterns.coders[first], patterns.coders[second]
        sureness = Sureness(kinds, sums.values(), sums.leaving_one_out(), again, asked.seed, asked.confidence)
        found.update(_named(sureness, PAIR, suffix, pair))
    return found


def _ends(interval: Numbers) -> Interval | None:
    return None if np.isnan(interval).any() else (float(interval[0]), float(interval[1]))


def _errors(overall: Sureness) -> Iterator[Result]:
    for name in _WITH_ERRORS:
        for error, value in overall.errors(name).items():
            why = None if value is not None else undefined.too_few_for_error()
            yield Result(f"{name}_{error}", OVERALL, value=value, undefined=why)
