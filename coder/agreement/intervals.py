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
Sums = SetSums | PairSums
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


@dataclass(frozen=True)
class Where:
    """What numbers are of: their scope, what their names end in, and whose."""

    scope: str
    suffix: str = ""
    pair: Pair | None = None


_OF_ALL = Where(OVERALL)


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
    sums = {_OF_ALL: SetSums.of(pairable, features, kinds), **_pair_sums(pairable, kinds, "")}
    if coded.has_themes:
        sums |= _level_sums(coded, kinds)
    drawn = _drawn(kinds, sums, asked)
    sets_of_pairs = _sets_of_pairs(coded, pairable, drawn[_OF_ALL], asked)
    found = {
        **_named(drawn),
        **_named(sets_of_pairs),
        **_codes(counted, asked),
        **_codes_of_pairs(pairable, kinds, list(sets_of_pairs), asked),
    }
    told = [_told(result, found.get(result.key)) for result in results]
    return (*told, *_errors(drawn[_OF_ALL]))


def _told(result: Result, interval: Interval | None) -> Result:
    """Give a result its interval, stretched to hold the value where draws leave it out by a hair."""
    if result.value is None or interval is None or np.isnan(interval).any():
        return result
    low, high = min(interval[0], result.value), max(interval[1], result.value)
    if high - low < _WIDTHLESS:
        # Two or three answers, of which all samples drawn again say the same.
        return result
    return replace(result, interval=(float(low), float(high)))


def _drawn(kinds: UnitKinds, sums: Mapping[Where, Sums], asked: Asked) -> dict[Where, Sureness]:
    """Measure the same samples drawn again in all ways, so that levels and pairs can be held together."""
    measures = [each.statistics for each in sums.values()]
    drawn = replicated(kinds, asked.replicates, asked.seed, measures)
    return {
        where: Sureness(kinds, each.values(), each.leaving_one_out(), again, asked.seed, asked.confidence)
        for (where, each), again in zip(sums.items(), drawn, strict=True)
    }


def _pair_sums(patterns: Patterns, kinds: UnitKinds, suffix: str) -> dict[Where, Sums]:
    return {
        Where(PAIR, suffix, (patterns.coders[first], patterns.coders[second])): PairSums.of(
            patterns, kinds, first, second
        )
        for first, second in combinations(range(len(patterns.coders)), 2)
    }


def _level_sums(coded: CodedSets, kinds: UnitKinds) -> dict[Where, Sums]:
    """Sum up themes, and sets with all ancestors added."""
    hier, themes = Patterns.of(coded.with_ancestors()), Patterns.of(coded.at_theme_level())
    of_themes = kinds.among(themes)
    return {
        Where(OVERALL, "_hier"): SetSums.of(hier, SetFeatures.of(hier), kinds.among(hier)),
        Where(OVERALL, "_theme"): SetSums.of(themes, SetFeatures.of(themes), of_themes),
        **_pair_sums(themes, of_themes, "_theme"),
    }


def _sets_of_pairs(
    coded: CodedSets, pairable: Patterns, overall: Sureness, asked: Asked
) -> dict[Where, Sureness]:
    """Return how sure agreement on sets is for each two coders who share units."""
    if len(pairable.coders) == 2:
        return {Where(PAIR, "", (pairable.coders[0], pairable.coders[1])): overall}
    found: dict[Where, Sureness] = {}
    for pair in combinations(pairable.coders, 2):
        patterns = Patterns.of(coded.of_coders(pair))
        if len(patterns.pattern_of):
            kinds = UnitKinds.of(patterns)
            sums = SetSums.of(patterns, SetFeatures.of(patterns), kinds)
            found |= _drawn(kinds, {Where(PAIR, "", pair): sums}, asked)
    return found


def _named(sureness: Mapping[Where, Sureness]) -> dict[Key, Interval | None]:
    return {
        (name + where.suffix, where.scope, None, where.pair): sure.interval(name)
        for where, sure in sureness.items()
        for name in sure.values
    }


def _codes(counted: Patterns, asked: Asked) -> Found:
    drawn = code_intervals(counted, UnitKinds.of(counted), asked.seed, asked.confidence)
    return {
        (metric, CODE, code, None): _ends(intervals[place])
        for metric, intervals in drawn.items()
        for place, code in enumerate(counted.codes)
    }


def _codes_of_pairs(pairable: Patterns, kinds: UnitKinds, pairs: Sequence[Where], asked: Asked) -> Found:
    found: dict[Key, Interval | None] = {}
    for pair in [where.pair for where in pairs if where.pair is not None]:
        first, second = map(pairable.coders.index, pair)
        drawn = pair_code_intervals(pairable, kinds, first, second, asked.seed, asked.confidence)
        for metric, intervals in drawn.items():
            for place, code in enumerate(pairable.codes):
                found[metric, PAIR_CODE, code, pair] = _ends(intervals[place])
    if len(pairable.coders) == 2:
        kappas = {key[2]: ends for key, ends in found.items() if key[0] == "cohen_kappa"}
        found |= {("mean_pairwise_kappa", CODE, code, None): ends for code, ends in kappas.items()}
    return found


def _ends(interval: Numbers) -> Interval | None:
    return None if np.isnan(interval).any() else (float(interval[0]), float(interval[1]))


def _errors(overall: Sureness) -> Iterator[Result]:
    for name in _WITH_ERRORS:
        for error, value in overall.errors(name).items():
            why = None if value is not None else undefined.too_few_for_error()
            yield Result(f"{name}_{error}", OVERALL, value=value, undefined=why)
