from pathlib import Path

import pytest

from coder.domain.codebook import CodeNameError
from coder.tui.code_list.acts import split_code
from coder.tui.code_list.split_lines import part_lines, split_preview, who_line
from coder.tui.code_list.split_state import CodeSplitState, PartNamedTwiceError, TooManyPartsError
from coder.usecases.codebook.split_answers import answers_to_split, splitting_of
from tests.builders import SmallProject, act, add_answers, ask, code_answer, small_project
from tests.made_once import made_once
from tests.tui.desks import shown
from tests.usecases.codebooks import code, coded, done_and_taken_back


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p.sqlite")
    for answer in project.answers[:3]:
        code_answer(project.engine, answer, project.codes[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[0], project.ola)
    return project


def state_of(project: SmallProject) -> CodeSplitState:
    splitting = ask(project.engine, lambda work: splitting_of(work, project.codes[0]))
    return CodeSplitState(code(project.engine, "Samarbeid"), splitting)


def test_each_answer_comes_once_in_the_order_of_the_file(project: SmallProject) -> None:
    assert state_of(project).order == tuple(project.answers[:3])


@pytest.mark.slow
def test_decisions_become_one_split_that_one_undo_takes_back(project: SmallProject) -> None:
    state = state_of(project)
    state.add_part("Med Nav")
    state.add_part("Med skole")
    state.toggle(1)
    state.step(1)
    state.toggle(1)
    state.toggle(2)
    assert state.undecided == 1
    done_and_taken_back(project, "split_code", split_code(state.code.id, state.parts, state.decided))
    assert {(place, path) for place, path, _coder in coded(project)} == {
        (0, "Med Nav"),
        (1, "Med Nav"),
        (1, "Med skole"),
        (2, "Samarbeid"),
    }


def test_the_preview_says_how_many_answers_go_where(project: SmallProject) -> None:
    state = state_of(project)
    state.add_part("Med Nav")
    state.toggle(1)
    assert split_preview(state).splitlines() == [
        "Split «Samarbeid»?",
        "  1 answer goes to «Med Nav»",
        "  2 answers stay on «Samarbeid»",
    ]
    while state.go_on():
        state.toggle(1)
    assert split_preview(state).splitlines()[-1] == "None stays: «Samarbeid» is retired."


def test_an_answer_shows_where_the_code_stands_and_who_set_it(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[1], project.codes[0], project.kari, [(0, 16)])
    found = ask(project.engine, lambda work: answers_to_split(work, project.codes[0], project.answers[1:2]))
    answer = found[project.answers[1]]
    assert (answer.placed, answer.coders) == (((0, 16),), ("kari", "ola"))
    state = state_of(project)
    state.step(1)
    assert shown(who_line(state, answer), 50) == ["r2   set by kari, ola" + " " * 19 + "◂ 2 of 3 ▸"]


def test_a_second_press_takes_a_part_off_again(project: SmallProject) -> None:
    state = state_of(project)
    state.add_part("Med Nav")
    state.toggle(1)
    assert shown(part_lines(state), 40)[0].startswith("1 ● Med Nav")
    state.toggle(1)
    assert state.decided == {}


def test_where_an_answer_has_one_code_the_last_part_counts(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", exclusive=True)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    state = state_of(project)
    state.add_part("A")
    state.add_part("B")
    state.toggle(1)
    state.toggle(2)
    assert state.chosen() == ["B"]


def test_parts_of_an_earlier_split_are_there_again(project: SmallProject) -> None:
    act(project.engine, project.kari, "split_code", split_code(project.codes[0], ["Med Nav"], {}))
    assert state_of(project).parts == ["Med Nav"]


def test_names_that_cannot_be_are_refused(project: SmallProject) -> None:
    state = state_of(project)
    state.add_part("A")
    with pytest.raises(PartNamedTwiceError):
        state.add_part(" A ")
    with pytest.raises(CodeNameError):
        state.add_part("A > B")
    for number in range(8):
        state.add_part(f"B{number}")
    with pytest.raises(TooManyPartsError):
        state.add_part("C")


def test_a_wave_without_a_name_is_told_where_there_are_several(project: SmallProject) -> None:
    add_answers(project.engine, project.question_id, ["Fleire folk"], wave="2026")
    found = ask(project.engine, lambda work: answers_to_split(work, project.codes[0], project.answers[:1]))
    assert "(no name)" in shown(who_line(state_of(project), found[project.answers[0]]))[0]
