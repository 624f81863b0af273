"""Quotations that nobody chose are spread over those who wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.usecases.report.quotes_spread import Spread
from coder.usecases.report.theme_reading import Passage


def _passages(people: str) -> list[Passage]:
    """Return a passage by each of some people, in this order."""
    return [Passage(place, 1, None, f"{who} {place}", who, "", {}) for place, who in enumerate(people)]


def _people(passages: list[Passage]) -> str:
    return "".join(passage.respondent_id for passage in passages)


def test_one_of_each_before_a_second_of_anyone() -> None:
    assert _people(Spread().taken(_passages("aaabbc"), 3)) == "abc"
    assert _people(Spread().taken(_passages("aaabbc"), 4)) == "aabc"
    assert _people(Spread().taken(_passages("aaabbc"), 9)) == "aaabbc"


def test_who_is_quoted_under_another_heading_comes_later() -> None:
    spread = Spread(_passages("b"))
    assert _people(spread.taken(_passages("abc"), 1)) == "a"
    assert _people(spread.taken(_passages("abc"), 1)) == "c"
    assert _people(spread.taken(_passages("abc"), 1)) == "a"


def test_the_same_words_of_another_come_when_nothing_else_is_left() -> None:
    said = [("a", "Flere folk."), ("b", "flere  folk"), ("c", "Penger"), ("b", "Tid")]
    passages = [Passage(place, 1, None, text, who, "", {}) for place, (who, text) in enumerate(said)]
    assert [each.text for each in Spread().taken(passages, 2)] == ["Flere folk.", "Penger"]
    assert [each.text for each in Spread().taken(passages, 3)] == ["Flere folk.", "Penger", "Tid"]
    assert Spread().taken(passages, 4) == passages


@pytest.mark.slow
@given(st.text("abcd", max_size=12), st.integers(1, 12))
def test_nobody_has_two_while_another_could_have_one(people: str, most: int) -> None:
    taken = _people(Spread().taken(_passages(people), most))
    assert len(taken) == min(most, len(people))
    for who in set(people):
        others = [taken.count(each) for each in set(people) if taken.count(each) < people.count(each)]
        assert all(taken.count(who) <= each + 1 for each in others)
