"""The numbers of each two coders, over all codes and code by code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from coder.agreement import undefined
from coder.agreement.coded_sets import CodedSets
from coder.agreement.pair_statistics import (
    BOTH,
    FIRST,
    SECOND,
    SHARED,
    cells,
    pair_code_statistics,
    pair_features,
    pair_statistics,
)
from coder.agreement.patterns import Patterns
from coder.agreement.results import PAIR, PAIR_CODE, Pair, Result
from coder.agreement.set_statistics import SetFeatures, set_statistics

Numbers = NDArray[np.float64]

_OF_SETS = ("exact_match", "mean_jaccard", "alpha_exact", "alpha_jaccard", "alpha_masi")
_CELLS = ("a", "b", "c", "d")
_WHOLE = frozenset({"n_codes_kappa_defined"})


def pairs_measured(coded: CodedSets, pairable: Patterns, overall: Mapping[str, float]) -> Iterator[Result]:
    """Measure each two coders on the units both coded.

    Args:
        coded: The codings.
        pairable: Its units coded by two or more, collapsed.
        overall: Agreement on sets over all coders, which two coders need not have measured again.
    """
    themes = Patterns.of(coded.at_theme_level()) if coded.has_themes else None
    for first, second in combinations(range(len(pairable.coders)), 2):
        pair = pairable.coders[first], pairable.coders[second]
        features = pair_features(pairable, first, second)
        plain = np.tensordot(pairable.units.astype(np.float64), features, 1)
        sums = np.tensordot(pairable.counts, features, 1) if pairable.weighted else plain
        shared = int(pairable.units @ (pairable.coded[:, first] & pairable.coded[:, second]))
        yield Result("n_shared", PAIR, pair=pair, value=shared)
        yield from _over_codes(pair, shared, sums)
        if themes is not None:
            of_themes = pair_statistics(np.tensordot(themes.counts, pair_features(themes, first, second), 1))
            yield _over("pooled_kappa_theme", pair, shared, float(of_themes["pooled_kappa"]))
        sets = overall if len(pairable.coders) == 2 else _sets_of(coded, pair)
        for name in _OF_SETS:
            why = undefined.same_sets() if shared else undefined.nothing_shared(pair)
            yield _result(name, PAIR, None, pair, sets[name], why)
        yield from _by_code(pair, pairable.codes, shared, sums, plain)


def _sets_of(coded: CodedSets, pair: Pair) -> dict[str, float]:
    patterns = Patterns.of(coded.of_coders(pair))
    return set_statistics(patterns, SetFeatures.of(patterns))


def _over_codes(pair: Pair, shared: int, sums: Numbers) -> Iterator[Result]:
    for name, value in pair_statistics(sums).items():
        yield _over(name, pair, shared, float(value))


def _over(name: str, pair: Pair, shared: int, value: float) -> Result:
    if not shared:
        # Also how many codes have a kappa: of two who never met, nothing can be told.
        return Result(name, PAIR, pair=pair, undefined=undefined.nothing_shared(pair))
    why = undefined.no_code_applied() if name.startswith("micro") else undefined.no_code_varies()
    return _result(name, PAIR, None, pair, value, why)


def _by_code(
    pair: Pair, codes: tuple[str, ...], shared: int, sums: Numbers, plain: Numbers
) -> Iterator[Result]:
    values = pair_code_statistics(sums)
    whole = dict(zip(_CELLS, cells(plain), strict=True))
    for place, code in enumerate(codes):
        for name, found in values.items():
            if name in whole:
                yield Result(name, PAIR_CODE, code, pair, value=int(whole[name][place]))
                continue
            why = _why(name, pair, shared, plain[:, place])
            yield _result(name, PAIR_CODE, code, pair, float(found[place]), why)


def _why(name: str, pair: Pair, shared: int, sums: Numbers) -> str:
    if not shared:
        return undefined.nothing_shared(pair)
    if not sums[SHARED]:
        return undefined.unseen_code()
    return undefined.of_code(name, applied=bool(sums[[BOTH, FIRST, SECOND]].any()))


def _result(metric: str, scope: str, code: str | None, pair: Pair, value: float, why: str) -> Result:
    if np.isnan(value):
        return Result(metric, scope, code, pair, undefined=why)
    whole = metric in _WHOLE
    return Result(metric, scope, code, pair, value=int(value) if whole else value)
