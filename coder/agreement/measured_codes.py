"""The numbers of each code, by any number of coders."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coder.agreement import undefined
from coder.agreement.code_statistics import APPLIED, COMPARED, code_features, code_statistics
from coder.agreement.pair_statistics import pair_code_statistics, pair_features
from coder.agreement.patterns import Patterns
from coder.agreement.results import CODE, Pair, Result

Numbers = NDArray[np.float64]


def codes_measured(pairable: Patterns, counted: Patterns) -> Iterator[Result]:
    """Measure each code over all coders.

    Args:
        pairable: Units coded by two or more.
        counted: The units that count for how often a code is expected by chance: these, or all.
    """
    features = code_features(counted)
    sums = np.tensordot(counted.counts, features, 1)
    plain = np.tensordot(counted.units, features[:, [COMPARED, APPLIED]], 1)
    values = code_statistics(sums)
    kappas = _mean_kappas(pairable)
    for place, code in enumerate(pairable.codes):
        compared, applied = map(int, plain[:, place])
        yield Result("n_units_compared", CODE, code, value=compared)
        yield Result("n_applied", CODE, code, value=applied)
        for name, found in values.items():
            value = float(found[place])
            if np.isnan(value):
                why = _why(name, pairable, compared, applied)
                yield Result(name, CODE, code, undefined=why)
            else:
                yield Result(name, CODE, code, value=value)
        yield _mean_kappa(code, compared, kappas, place)


def _why(name: str, patterns: Patterns, compared: int, applied: int) -> str:
    if not len(patterns.pattern_of):
        return undefined.nothing_shared()
    if not compared:
        return undefined.unseen_code()
    return undefined.of_code(name, applied=applied > 0)


def _mean_kappas(patterns: Patterns) -> dict[Pair, Numbers]:
    """Return the kappas of each pair of coders that shares units, each of shape (codes,)."""
    found = {}
    for first, second in combinations(range(len(patterns.coders)), 2):
        sums = np.tensordot(patterns.counts, pair_features(patterns, first, second), 1)
        if (patterns.coded[:, first] & patterns.coded[:, second]).any():
            pair = patterns.coders[first], patterns.coders[second]
            found[pair] = pair_code_statistics(sums)["cohen_kappa"]
    return found


def _mean_kappa(code: str, compared: int, kappas: dict[Pair, Numbers], place: int) -> Result:
    name = "mean_pairwise_kappa"
    if not kappas:
        return Result(name, CODE, code, undefined=undefined.nothing_shared())
    if not compared:
        return Result(name, CODE, code, undefined=undefined.unseen_code())
    missing = [pair for pair, values in kappas.items() if np.isnan(values[place])]
    if missing:
        return Result(name, CODE, code, undefined=undefined.some_pair(missing))
    return Result(name, CODE, code, value=float(np.mean([values[place] for values in kappas.values()])))
