"""Answers coded unlike those most like them are found, and little else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.suggest import inconsistencies
from coder.suggest.inconsistencies import Inconsistency, Why, find_inconsistencies
from coder.suggest.text_space import TextSpace

CODES = ["Veier og brøyting", "Skole og barnehage", "Helse og omsorg"]
TEXTS = [
    ["dårlig vei i bygda", "veien er dårlig brøytet", "brøyting av vegen", "hull i veien", "dårleg veg"],
    ["skolen er for liten", "mangler lærere på skolen", "skulen treng lærarar", "liten skole", "skule"],
    ["ingen plass på sykehjem", "plass på sjukeheim", "sykehjemsplass", "for få sykehjem", "sjukeheimar"],
]


def coded() -> tuple[list[str], NDArray[np.bool_]]:
    """Three topics, fifteen answers on each, every one with its own code."""
    texts = [
        f"{text} {ending}" for topic in TEXTS for text in topic for ending in ("her", "i dag", "hos oss")
    ]
    return texts, np.repeat(np.eye(3, dtype=bool), 15, axis=0)


def found_in(texts: list[str], Y: NDArray[np.bool_], most: int | None = None) -> list[Inconsistency]:
    rows = TextSpace().fit_transform([*texts, *CODES])
    return find_inconsistencies(rows[: len(texts)], Y, rows[len(texts) :], most)


def test_nothing_is_told_of_answers_coded_as_those_like_them() -> None:
    assert found_in(*coded()) == []


def test_a_code_that_is_lacking_and_one_too_many_are_told() -> None:
    texts, Y = coded()
    Y[4, 0] = False
    Y[20, 2] = True
    found = {(each.row, each.code, each.why) for each in found_in(texts, Y)}
    assert found == {(4, 0, Why.LACKS), (20, 2, Why.HAS)}


def test_the_strangest_come_first_both_kinds_by_turns() -> None:
    texts, Y = coded()
    Y[[3, 19, 40], [0, 1, 2]] = False
    Y[[3, 19, 40], [1, 2, 0]] = True
    found = found_in(texts, Y)
    assert {each.why for each in found[:2]} == set(Why)
    for why in Why:
        strengths = [each.strength for each in found if each.why is why]
        assert strengths == sorted(strengths, reverse=True)
        assert strengths
    assert found_in(texts, Y, most=1) == found[:1]


def test_an_answer_is_not_its_own_neighbour() -> None:
    texts, Y = coded()
    Y[7] = [False, False, True]
    assert (7, 0, Why.LACKS) in {(each.row, each.code, each.why) for each in found_in(texts, Y)}


def test_a_code_with_few_answers_may_stand_alone() -> None:
    texts, Y = coded()
    Y = np.hstack([Y, np.arange(45)[:, None] == 20])
    rows = TextSpace().fit_transform([*texts, *CODES, "Anna"])
    assert find_inconsistencies(rows[:45], Y, rows[45:]) == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_answers_are_no_surroundings(count: int) -> None:
    texts, Y = coded()
    assert found_in(texts[:count], Y[:count]) == []


def test_many_answers_are_held_against_a_part_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inconsistencies, "MOST_ASKED", 30)
    texts, Y = coded()
    Y[4, 0] = False
    found = found_in(texts, Y)
    assert [(each.row, each.code, each.why) for each in found] == [(4, 0, Why.LACKS)]
    assert found == found_in(texts, Y)
