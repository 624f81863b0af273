"""Intervals, against published examples and what must always hold."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.intervals import (
    Estimate,
    clustered_share,
    means_difference,
    share_estimate,
    shares_difference,
)

counts = st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def bounds(estimate: Estimate) -> tuple[float, float]:
    return round(estimate.low, 4), round(estimate.high, 4)


@pytest.mark.parametrize(
    ("hits", "of", "expected"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_a_share_has_the_interval_of_the_published_table(
    hits: int, of: int, expected: tuple[float, float]
) -> None:
    assert bounds(share_estimate(hits, of)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((10, 10), (0, 10), (0.6075, 1.0)),
    ],
)
def test_a_difference_has_the_interval_of_the_published_table(
    first: tuple[int, int], second: tuple[int, int], expected: tuple[float, float]
) -> None:
    assert bounds(shares_difference(first, second)) == expected


@given(counts)
def test_a_share_lies_in_its_interval_and_that_within_nought_and_one(found: tuple[int, int]) -> None:
    estimate = share_estimate(*found)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


@given(counts, counts)
def test_swapping_the_sides_turns_the_difference_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = shares_difference(first, second), shares_difference(second, first)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))


def test_groups_of_one_are_as_single_things() -> None:
    hits = [1] * 8 + [0] * 12
    found = clustered_share(hits, [1] * 20)
    assert found is not None
    assert bounds(found)[0] == pytest.approx(share_estimate(8, 20).low, abs=0.01)


def test_what_stands_together_makes_the_interval_wider() -> None:
    alike = clustered_share([5] * 10 + [0] * 10, [5] * 20)
    mixed = clustered_share([3, 2] * 10, [5] * 20)
    assert alike is not None
    assert mixed is not None
    assert alike.value == mixed.value == 0.5
    assert alike.high - alike.low > 1.5 * (mixed.high - mixed.low)
    assert mixed == share_estimate(50, 100)


def test_a_share_of_nothing_is_none() -> None:
    assert clustered_share([], []) is None
    assert clustered_share([0, 0], [0, 0]) is None


@pytest.mark.slow
def test_two_means_apart_by_one_are_told_so_nineteen_times_of_twenty() -> None:
    rng = random.Random(7)
    held = 0
    for _time in range(400):
        first = [rng.gauss(3, 1) for _each in range(40)]
        second = [rng.gauss(2, 2) for _each in range(60)]
        estimate = means_difference(first, second)
        held += estimate.low <= 1 <= estimate.high
    assert 0.92 <= held / 400 <= 0.98
