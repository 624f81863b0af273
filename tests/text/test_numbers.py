"""Numbers with decimals, as people write them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coder.messages import current_language, set_language
from coder.text.numbers import written_number


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
