"""Intervals of one code hold the true value as often as they say, also where the code is rare."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.agreement.code_statistics import code_features, code_statistics
from coder.agreement.dirichlet import code_intervals, pair_code_intervals
from coder.agreement.pair_statistics import pair_code_statistics, pair_features
from coder.agreement.patterns import Patterns
from coder.agreement.unit_kinds import UnitKinds
from coder.sampling.draw import drawn

SAMPLES = 400


def patterns_of(applied: NDArray[np.bool_], weights: NDArray[np.float64] | None = None) -> Patterns:
    """Make each sample a code of its own; ``applied`` is of shape (units, samples, coders)."""
    units, samples, coders = applied.shape
    return Patterns(
        tuple("abc"[:coders]),
        tuple(map(str, range(samples))),
        np.arange(units * coders, dtype=np.int32).reshape(units, coders),
        applied.transpose(0, 2, 1).reshape(units * coders, samples),
        None,
        np.arange(units),
        np.ones(units) if weights is None else weights / weights.mean(),
    )


def two_coders(prevalence: float, kappa: float, units: int, samples: int, seed: int) -> NDArray[np.bool_]:
    """Draw codings of two coders who use the code equally often."""
    apart = prevalence * (1 - prevalence) * (1 - kappa)
    shares = [prevalence - apart, apart, apart, 1 - prevalence - apart]
    ways = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], np.bool_)
    return ways[np.random.default_rng(seed).choice(4, (units, samples), p=shares)]


def coverage(true: float, values: NDArray[np.float64], intervals: NDArray[np.float64]) -> float:
    """Return the share that holds the true value, of the samples that have a value."""
    low, high = np.fmin(intervals[:, 0], values), np.fmax(intervals[:, 1], values)
    return float(((low <= true) & (true <= high))[~np.isnan(values)].mean())


@pytest.mark.slow
@pytest.mark.parametrize(
    "prevalence, kappa, units, least",
    [(0.02, 0.8, 50, 0.9), (0.05, 0.9, 50, 0.9), (0.05, 0.6, 100, 0.92), (0.5, 0.9, 50, 0.92)],
)
def test_two_coders_are_covered(prevalence: float, kappa: float, units: int, least: float) -> None:
    patterns = patterns_of(two_coders(prevalence, kappa, units, SAMPLES, seed=1))
    found = pair_code_intervals(patterns, UnitKinds.of(patterns), 0, 1, 1, 0.95)
    values = pair_code_statistics(np.tensordot(patterns.counts, pair_features(patterns, 0, 1), 1))
    for metric in ("cohen_kappa", "krippendorff_alpha"):
        # Two standard errors of a share of 400.
        assert coverage(kappa, values[metric], found[metric]) > least - 0.022


@pytest.mark.slow
@pytest.mark.parametrize("prevalence, units", [(0.02, 50), (0.05, 100), (0.2, 100)])
def test_three_coders_are_covered(prevalence: float, units: int) -> None:
    """Each follows a common reading in eight answers of ten, else uses the code by chance: kappa 0.64."""
    chance = np.random.default_rng(2)
    reading = chance.random((units, SAMPLES, 1)) < prevalence
    follows = chance.random((units, SAMPLES, 3)) < 0.8
    patterns = patterns_of(np.where(follows, reading, chance.random((units, SAMPLES, 3)) < prevalence))
    found = code_intervals(patterns, UnitKinds.of(patterns), 1, 0.95)
    values = code_statistics(np.tensordot(patterns.counts, code_features(patterns), 1))
    least = 0.92 if prevalence * units >= 5 else 0.9
    for metric in ("krippendorff_alpha", "fleiss_kappa"):
        assert coverage(0.64, values[metric], found[metric]) > least - 0.022


@pytest.mark.slow
def test_a_sample_in_strata_is_covered() -> None:
    """As many answers are drawn with the first coder's code as without; they stand for few and for many."""
    kappa, held, samples = 0.4, 0, 200
    for seed in range(samples):
        applied = two_coders(0.2, kappa, 2_000, 1, seed)
        strata = {unit: str(used) for unit, used in enumerate(applied[:, 0, 0].tolist())}
        chosen = drawn(range(2_000), 200, seed, strata)
        weights = np.array([one.weight for one in chosen])
        patterns = patterns_of(applied[[one.answer_id for one in chosen]], weights)
        found = pair_code_intervals(patterns, UnitKinds.of(patterns), 0, 1, seed, 0.95)
        low, high = found["cohen_kappa"][0]
        held += int(low <= kappa <= high)
    assert held / samples > 0.9 - 0.03
