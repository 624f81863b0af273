"""Answers coded with suggestions shown, against those coded with them hidden."""

from __future__ import annotations

import random

import pytest

from coder.domain.steering import FEWEST, steering


def test_too_few_answers_on_one_side_are_not_compared() -> None:
    found = steering([{1, 2}] * 200, [{1}] * (FEWEST - 1))
    assert (found.is_enough, found.difference, found.codes) == (False, None, ())
    assert (found.codes_shown, found.codes_hidden) == (2, 1)


def test_with_nothing_hidden_there_is_no_number() -> None:
    found = steering([{1}], [])
    assert (found.shown, found.hidden, found.codes_shown, found.codes_hidden) == (1, 0, 1, None)


def test_a_code_given_far_more_often_with_suggestions_stands_out() -> None:
    shown = [{1, 2} if number % 2 else {1} for number in range(100)]
    hidden = [{1, 2} if number % 10 == 0 else {1} for number in range(50)]
    found = steering(shown, hidden)
    assert found.is_enough
    assert found.difference is not None
    assert found.difference.value == pytest.approx(0.4)
    assert found.difference.low > 0
    assert [(each.code_id, each.shown, each.hidden, each.is_beyond_chance) for each in found.codes] == [
        (2, 50, 5, True),
        (1, 100, 50, False),
    ]


@pytest.mark.slow
def test_of_many_codes_chance_alone_makes_hardly_any_stand_out() -> None:
    rng = random.Random(11)
    alarms = 0
    for _time in range(100):
        shown, hidden = (
            [{code for code in range(20) if rng.random() < 0.15} for _answer in range(size)]
            for size in (150, 60)
        )
        alarms += any(each.is_beyond_chance for each in steering(shown, hidden).codes)
    assert alarms <= 12
