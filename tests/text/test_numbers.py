"""Numbers with decimals, as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.messages import current_language, set_language
from coder.text.numbers import progress_percent, written_count, written_number


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    before = current_language()
    yield
    set_language(before)


@pytest.mark.parametrize(("language", "written"), [("nb", "0,81"), ("nn", "0,81"), ("en", "0.81")])
def test_norwegian_has_a_decimal_comma(language: str, written: str) -> None:
    set_language(language)
    assert written_number(0.8051, 2) == written


def test_halves_go_up_and_decimals_asked_for_are_written() -> None:
    set_language("en")
    assert [written_number(value, 2) for value in (0.285, 0.5, 1, 0)] == ["0.29", "0.50", "1.00", "0.00"]
    assert written_number(9.5, 0) == "10"


def test_where_no_decimals_are_asked_for_those_there_are_are_written() -> None:
    set_language("nn")
    assert [written_number(value) for value in (0.86, 1.0, 12.0, 1e-7, 250000.0)] == [
        "0,86",
        "1",
        "12",
        "0,0000001",
        "250000",
    ]
    assert [written_number(Decimal(value)) for value in ("12.5", "12", "12.0")] == ["12,5", "12", "12,0"]


def test_thousands_stand_apart_from_ten_thousand_on() -> None:
    set_language("nb")
    assert [written_count(number) for number in (9999, 10000, 1234567)] == [
        "9999",
        "10\u00a0000",
        "1\u00a0234\u00a0567",
    ]
    set_language("en")
    assert written_count(50000) == "50,000"


def test_what_is_rounded_to_nought_has_no_sign() -> None:
    set_language("en")
    assert [written_number(value, 2) for value in (-0.001, -0.5)] == ["0.00", "\u22120.50"]


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_progress_is_rounded_and_full_only_when_all_is_done(of: int, done: int) -> None:
    told = progress_percent(min(done, of), of)
    assert (told == 100) == (done >= of)
    assert told == 99 or abs(told - 100 * min(done, of) / of) <= 0.5


def test_of_nothing_no_progress_is_told() -> None:
    assert progress_percent(0, 0) == 0
