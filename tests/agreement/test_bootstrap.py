"""Samples of the same units drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from coder.agreement.bootstrap import bca_interval, drawn_again, percentile_interval, standard_error
from coder.agreement.unit_kinds import UnitKinds

KINDS = UnitKinds(
    np.array([2, 0, 1]),
    np.array([0, 30, 40]),
    np.array([1.0, 1.0, 2.5]),
    np.array([30, 10, 20]),
    np.array([0, 0, 1]),
)


def test_every_sample_has_as_many_units_of_each_stratum() -> None:
    drawn = np.concatenate(list(drawn_again(KINDS, 300, seed=1)))
    assert drawn.shape == (300, 3)
    assert set(drawn[:, :2].sum(axis=1)) == {40.0}
    assert set(drawn[:, 2]) == {20.0}
    assert drawn[:, 0].mean() == pytest.approx(30, abs=0.7)
    assert drawn[:, 0].std() == pytest.approx(np.sqrt(40 * 0.75 * 0.25), rel=0.15)


def test_the_same_seed_draws_the_same_samples() -> None:
    one, again, other = (np.concatenate(list(drawn_again(KINDS, 20, seed))) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()


def test_the_middle_of_the_samples_is_the_interval() -> None:
    assert percentile_interval(np.linspace(0, 1, 1001), 0.95) == pytest.approx((0.025, 0.975))


def test_without_bias_and_acceleration_bca_is_the_percentile_interval() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, 20_001)
    value = float(np.median(values))
    assert bca_interval(value, values, 0.0, 0.95) == pytest.approx(
        percentile_interval(values, 0.95), abs=1e-3
    )


def test_bca_moves_the_interval_away_from_where_samples_are_biased_to() -> None:
    values = np.random.default_rng(1).normal(0.45, 0.1, 20_000)
    plain, moved = percentile_interval(values, 0.95), bca_interval(0.5, values, 0.0, 0.95)
    assert plain is not None
    assert moved is not None
    assert moved[0] > plain[0] + 0.05
    assert moved[1] > plain[1] + 0.05


def test_bca_of_a_mean_of_skewed_values_reaches_further_to_the_long_side() -> None:
    """The exact interval of an exponential mean reaches 1.6 times as far up as down."""
    sample = np.random.default_rng(5).exponential(1.0, 40)
    again = sample[np.random.default_rng(6).integers(0, 40, (20_000, 40))].mean(axis=1)
    pulls = sample - sample.mean()
    pull = (pulls**3).sum() / (6 * (pulls**2).sum() ** 1.5)
    found = bca_interval(float(sample.mean()), again, float(pull), 0.95)
    plain = percentile_interval(again, 0.95)
    assert found is not None
    assert plain is not None
    skewed, less = ((high - sample.mean()) / (sample.mean() - low) for low, high in (found, plain))
    assert skewed > 1.15
    assert skewed > less


def test_where_many_samples_have_no_value_there_is_no_interval() -> None:
    values = np.where(np.arange(100) < 20, np.nan, np.linspace(0, 1, 100))
    assert percentile_interval(values, 0.95) is None
    assert bca_interval(0.5, values, 0.0, 0.95) is None
    assert standard_error(values) is None
