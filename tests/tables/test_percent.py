from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables.percent import percent

bases = st.integers(1, 10**7)


@given(bases.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), st.integers(0, 6))
def test_a_percentage_is_rounded_half_up_from_exact_integers(pair: tuple[int, int], decimals: int) -> None:
    count, base = pair
    exact = (Decimal(100 * count) / Decimal(base)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert percent(count, base, decimals, small_bases=True) == exact


@given(bases.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_percentage_lies_between_0_and_100(pair: tuple[int, int]) -> None:
    value = percent(*pair, small_bases=True)
    assert value is not None
    assert 0 <= value <= 100


@pytest.mark.parametrize(
    ("count", "base", "decimals", "expected"),
    [
        (1, 200, 0, "1"),
        (1, 201, 0, "0"),
        (1, 8, 1, "12.5"),
        (1, 8, 2, "12.50"),
        (3, 200, 0, "2"),
        (29, 40, 1, "72.5"),
    ],
)
def test_halves_go_up(count: int, base: int, decimals: int, expected: str) -> None:
    value = percent(count, base, decimals, small_bases=True)
    assert str(value) == expected


def test_nothing_in_the_base_gives_no_percentage() -> None:
    assert percent(0, 0) is None
    assert percent(0, 0, small_bases=True) is None


def test_a_base_under_20_gives_counts_only_unless_asked() -> None:
    assert percent(5, 19) is None
    assert percent(5, 20) == 25
    assert percent(5, 19, small_bases=True) == 26
