from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.intervals import paired_difference, share_estimate
from coder.tables.share_interval import (
    PopulationTooSmallError,
    check_population,
    interval_percent,
    share_interval,
)


def test_wilsons_interval_as_published() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: 81 of 263.
    found = share_interval(81, 263)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)


def test_nothing_has_no_interval() -> None:
    assert share_interval(0, 0) is None


@pytest.mark.slow
@given(st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_the_nearer_to_all_the_narrower(one: tuple[int, int]) -> None:
    count, base = one
    widths = []
    for population in (base, base + 1, base + 20, 100 * base + 1000, None):
        found = share_interval(count, base, population)
        assert found is not None
        assert found.low <= count / base <= found.high
        widths.append(found.high - found.low)
    assert widths[0] == 0
    assert widths == sorted(widths)


def test_the_correction_is_that_of_the_formula_in_the_note() -> None:
    found = share_interval(30, 100, 400)
    as_many = 100 * 399 / 300
    expected = share_estimate(0.3 * as_many, as_many)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_a_population_smaller_than_n_is_refused() -> None:
    check_population("Liten", 100, 100)
    with pytest.raises(PopulationTooSmallError):
        check_population("Liten", 100, 99)


def test_ends_are_rounded_outwards() -> None:
    found = share_interval(81, 263)
    assert found is not None
    assert interval_percent(found) == (Decimal(25), Decimal(37))
    assert interval_percent(found, 1) == (Decimal("25.5"), Decimal("36.7"))
    whole = share_interval(30, 100, 100)
    assert whole is not None
    assert interval_percent(whole) == (Decimal(30), Decimal(30))


def test_newcombes_paired_interval_as_published() -> None:
    # Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 8.
    small = paired_difference(1, 1, 7, 12)
    assert (round(small.value, 3), round(small.low, 3), round(small.high, 3)) == (-0.286, -0.507, -0.026)
    # Newcombe (1998), Statistics in Medicine 17, 2635-2650, table II.
    large = paired_difference(36, 12, 2, 0)
    assert (round(large.low, 4), round(large.high, 4)) == (0.0569, 0.3404)


@given(st.tuples(*[st.integers(0, 60)] * 4).filter(any))
def test_the_paired_interval_is_the_same_the_other_way_round(cells: tuple[int, int, int, int]) -> None:
    both, first, second, neither = cells
    one, other = paired_difference(*cells), paired_difference(both, second, first, neither)
    assert one.value == pytest.approx(-other.value)
    assert one.low == pytest.approx(-other.high)
    assert -1 - 1e-9 <= one.low <= one.value <= one.high <= 1 + 1e-9
