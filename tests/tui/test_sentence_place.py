"""Where a coder stands in the shown answer, from answer to answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.coding.change import Change
from coder.tui.coding.sentence_place import SentencePlace
from coder.tui.coding.state import CodingState
from coder.usecases.questions import change_question
from tests.builders import SmallProject, act, code_answer, small_project
from tests.made_once import made_once
from tests.tui.desks import QUESTION, read_wanted, state_of

TEXTS = ("Vi treng folk. Det må finnast plassar. Og tid!", "Vet ikke", "Meir pengar. Fleire folk.")
FIRST, SECOND, THIRD = (0, 14), (15, 38), (39, 46)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "a.sqlite", texts=TEXTS)
    act(
        project.engine,
        None,
        "set_question",
        lambda work: change_question(work, QUESTION, unit="sentence", reading_order="file"),
    )
    return project


def _at(project: SmallProject, state: CodingState, place: SentencePlace, number: int) -> None:
    state.go_to(project.answers[number])
    place.follow(state)
    read_wanted(project, state)
    place.follow(state)


def test_it_comes_to_the_first_sentence_without_a_code(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari, [FIRST])
    state, place = state_of(project), SentencePlace()
    _at(project, state, place, 0)
    assert place.chosen == SECOND


def test_a_code_set_and_others_writes_leave_it_where_it_is(project: SmallProject) -> None:
    state, place = state_of(project), SentencePlace()
    _at(project, state, place, 0)
    state.expect("u1", Change(project.answers[0], sets=project.codes[0], excerpts=place.excerpts))
    place.follow(state)
    assert place.chosen == FIRST
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari, [FIRST, SECOND])
    _at(project, state, place, 0)
    assert place.chosen == FIRST


def test_the_unit_switches_for_this_answer_only(project: SmallProject) -> None:
    state, place = state_of(project), SentencePlace()
    _at(project, state, place, 0)
    place.switch()
    place.follow(state)
    assert (place.by_sentence, place.excerpts) == (False, ())
    _at(project, state, place, 2)
    assert place.by_sentence


def test_a_one_sentence_answer_is_placed_on_too(project: SmallProject) -> None:
    state, place = state_of(project), SentencePlace()
    _at(project, state, place, 1)
    assert place.excerpts == ((0, 8),)
    assert place.is_only_sentence


def test_what_was_taken_back_is_stood_on_when_its_answer_comes(project: SmallProject) -> None:
    state, place = state_of(project), SentencePlace()
    _at(project, state, place, 2)
    place.go_to(project.answers[0], THIRD)
    place.follow(state)
    assert place.chosen == (0, 12)
    _at(project, state, place, 0)
    assert place.chosen == THIRD


def test_nothing_is_stood_on_before_the_answer_is_there(project: SmallProject) -> None:
    place = SentencePlace()
    assert (place.by_sentence, place.chosen, place.excerpts) == (False, None, ())
