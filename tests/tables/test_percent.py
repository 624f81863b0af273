from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.messages import set_language
from coder.tables.percent import percent, written_count, written_percent

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


def test_norwegian_has_a_decimal_comma_and_english_a_point() -> None:
    assert written_percent(Decimal("12.5")) == "12.5"
    set_language("nb")
    assert written_percent(Decimal("12.5")) == "12,5"
    set_language("nn")
    assert written_percent(Decimal("12")) == "12"


def test_thousands_stand_apart_from_ten_thousand_on() -> None:
    set_language("nb")
    assert [written_count(number) for number in (9999, 10000, 1234567)] == [
        "9999",
        "10\u00a0000",
        "1\u00a0234\u00a0567",
    ]
    set_language("en")
    assert written_count(50000) == "50,000"
