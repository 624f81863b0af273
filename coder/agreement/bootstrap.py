"""Samples of the same units drawn again, and the intervals they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]
Interval = tuple[float, float]

_SAMPLES_AT_ONCE = 250
_COUNTS_AT_ONCE = 1_500_000
_UNITS_AT_ONCE = 500_000
_LEAST_DEFINED = 0.9
"""Of the samples drawn again: where more have no value, an interval would be of the others only."""
_TIED = 1e-9
_NORMAL = NormalDist()


def drawn_again(kinds: UnitKinds, replicates: int, seed: int) -> Iterator[Numbers]:
    """Draw as many units again, with replacement, within their strata.

    Yields:
        How many units of each kind each sample holds, shape (samples, kinds): some samples at a time.
    """
    chance = np.random.default_rng(seed)
    kind_of = np.repeat(np.arange(len(kinds.number)), kinds.number)
    sizes = np.bincount(kinds.stratum, kinds.number, kinds.strata).astype(np.int64).tolist()
    at_once = max(1, _UNITS_AT_ONCE // max(kinds.units, 1))
    yielded = max(1, min(_SAMPLES_AT_ONCE, _COUNTS_AT_ONCE // max(len(kinds.number), 1)))
    for first in range(0, replicates, yielded):
        drawn = np.empty((min(yielded, replicates - first), len(kinds.number)))
        for start in range(0, len(drawn), at_once):
            some = drawn[start : start + at_once]
            units = kind_of[_units(chance, sizes, len(some))]
            units += np.arange(0, some.size, some.shape[1])[:, None]
            some[:] = np.bincount(units.reshape(-1), minlength=some.size).reshape(some.shape)
        yield drawn


def _units(chance: np.random.Generator, sizes: Sequence[int], samples: int) -> NDArray[np.int32]:
    """Draw as many units again within each stratum, shape (samples, units)."""
    starts = accumulate(sizes, initial=0)
    return np.concatenate(
        [
            chance.integers(start, start + size, (samples, size), np.int32)
            for start, size in zip(starts, sizes, strict=False)
        ],
        axis=1,
    )


def replicated(
    kinds: UnitKinds,
    replicates: int,
    seed: int,
    measures: Sequence[Callable[[Numbers], Mapping[str, Numbers]]],
) -> list[dict[str, Numbers]]:
    """Measure every sample drawn again in several ways.

    Returns:
        For each way its values by name, shape (replicates,); NaN where a sample has none.
    """
    found: list[dict[str, list[Numbers]]] = [{} for _measure in measures]
    for drawn in drawn_again(kinds, replicates, seed):
        for measure, values in zip(measures, found, strict=True):
            for name, some in measure(drawn).items():
                values.setdefault(name, []).append(some)
    return [{name: np.concatenate(some) for name, some in values.items()} for values in found]


def percentile_interval(values: Numbers, confidence: float) -> Interval | None:
    """Return where the middle of the samples lies; None where too many of them have no value."""
    defined = _defined(values)
    return None if defined is None else _between(defined, (1 - confidence) / 2, (1 + confidence) / 2)


def bca_interval(value: float, values: Numbers, acceleration: float, confidence: float) -> Interval | None:
    """Return the interval corrected for bias and for a spread that changes with the value.

    Args:
        value: Of the sample itself.
        values: Of the samples drawn again.
        acceleration: From the jackknife.
        confidence: As 0.95.

    Returns:
        The percentile interval where all samples lie on one side of the value; None where too many of them
        have no value.

    References:
        Efron (1987), Better Bootstrap Confidence Intervals, JASA 82, 171-185.
    """
    defined = _defined(values)
    if defined is None:
        return None
    apart = defined - value
    # Ties within what sums in another order differ by, so that they count as ties whatever the order.
    tied = np.abs(apart) < _TIED
    below = (np.count_nonzero((apart < 0) & ~tied) + np.count_nonzero(tied) / 2) / len(defined)
    if not 0 < below < 1:
        return percentile_interval(values, confidence)
    bias = _NORMAL.inv_cdf(below)

    def corrected(level: float) -> float:
        shifted = bias + _NORMAL.inv_cdf(level)
        return _NORMAL.cdf(bias + shifted / (1 - acceleration * shifted))

    return _between(defined, corrected((1 - confidence) / 2), corrected((1 + confidence) / 2))


def standard_error(values: Numbers) -> float | None:
    """Return the standard deviation of the samples; None where too many of them have no value."""
    defined = _defined(values)
    return None if defined is None else float(defined.std(ddof=1))


def _defined(values: Numbers) -> Numbers | None:
    defined = values[~np.isnan(values)]
    return defined if len(defined) > 1 and len(defined) >= _LEAST_DEFINED * len(values) else None


def _between(values: Numbers, low: float, high: float) -> Interval:
    ends = np.quantile(values, [low, high])
    return float(ends[0]), float(ends[1])
