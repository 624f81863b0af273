"""One code on several answers: what is shown before is what happens, and one undo takes it back."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.store.as_of import present_state
from coder.store.history import last_number
from coder.store.states import states_of
from coder.usecases.coding.code_several import (
    NothingChosenError,
    make_code_for_all,
    preview_of_new,
    previewed,
    remove_code_for_all,
    set_code_for_all,
)
from tests.builders import act, ask, code_answer, coded_by, faults, finish, small_project, undo
from tests.usecases.codebooks import code


@pytest.mark.slow
def test_a_code_is_set_on_all_that_lack_it_and_one_undo_takes_it_back(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    first, second, third, *_rest = project.answers
    code = project.codes[0]
    code_answer(project.engine, first, code, project.kari, [(0, 5)])
    code_answer(project.engine, second, project.codes[1], project.kari)
    finish(project.engine, second, project.kari)
    before = coded_by(project.engine, project.kari)
    chosen = [first, second, third]
    told = ask(project.engine, lambda work: previewed(work, chosen, code, project.kari))
    assert (told.answers, told.with_it, told.gets, told.done, told.replaced) == (3, 1, 2, 1, 0)
    number = ask(project.engine, last_number)
    got = act(
        project.engine,
        project.kari,
        "set_code_for_all",
        lambda work: set_code_for_all(work, chosen, code, project.kari),
    )
    assert got == told.gets
    assert ask(project.engine, last_number) == number + 1
    after = coded_by(project.engine, project.kari)
    assert after[first] == before[first]
    assert after[second] == {project.codes[1]: (), code: ()}
    assert after[third] == {code: ()}
    states = ask(project.engine, lambda work: states_of(work, project.question_id, project.kari))
    assert (states[second], states[third]) == (CodedState.DONE, CodedState.STARTED)
    assert not faults(project.engine)
    undo(project.engine, project.kari)
    assert coded_by(project.engine, project.kari) == before
    assert not faults(project.engine)


@pytest.mark.slow
@pytest.mark.parametrize("exclusive", [False, True])
def test_a_new_code_is_made_and_set_on_all_in_one_entry(tmp_path: Path, exclusive: bool) -> None:
    project = small_project(tmp_path / "p.sqlite", exclusive=exclusive)
    first, second, *_rest = project.answers
    code_answer(project.engine, first, project.codes[0], project.kari)
    before = ask(project.engine, present_state)
    new = replace(code(project.engine, "Samarbeid"), id=-1, name="Mer tid", path=("Rammer", "Mer tid"))
    told = ask(project.engine, lambda work: preview_of_new(work, [first, second], new, project.kari))
    assert (told.gets, told.replaced, told.code) == (2, int(exclusive), new)
    number = ask(project.engine, last_number)
    got = act(
        project.engine,
        project.kari,
        "add_code",
        lambda work: make_code_for_all(work, [first, second], "Rammer > Mer tid", project.kari),
    )
    made = code(project.engine, "Rammer > Mer tid")
    assert (got, ask(project.engine, last_number)) == (2, number + 1)
    kept = {} if exclusive else {project.codes[0]: ()}
    assert coded_by(project.engine, project.kari) == {first: {**kept, made.id: ()}, second: {made.id: ()}}
    assert not faults(project.engine)
    undo(project.engine, project.kari)
    assert ask(project.engine, present_state) == before


@pytest.mark.slow
def test_where_answers_have_one_code_it_takes_the_others_place(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", exclusive=True)
    first, second, *_rest = project.answers
    old, new, _third = project.codes
    code_answer(project.engine, first, old, project.kari)
    told = ask(project.engine, lambda work: previewed(work, [first, second], new, project.kari))
    assert told.replaced == 1
    act(
        project.engine,
        project.kari,
        "set_code_for_all",
        lambda work: set_code_for_all(work, [first, second], new, project.kari),
    )
    assert coded_by(project.engine, project.kari) == {first: {new: ()}, second: {new: ()}}
    assert not faults(project.engine)
    undo(project.engine, project.kari)
    assert coded_by(project.engine, project.kari) == {first: {old: ()}}


@pytest.mark.slow
def test_a_code_is_removed_from_those_that_have_it_with_its_excerpts(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    code = project.codes[0]
    code_answer(project.engine, project.answers[0], code, project.kari, [(0, 5)])
    code_answer(project.engine, project.answers[1], code, project.ola)
    before = coded_by(project.engine, project.kari)
    gone = act(
        project.engine,
        project.kari,
        "remove_code_for_all",
        lambda work: remove_code_for_all(work, project.answers, code, project.kari),
    )
    assert gone == 1
    assert coded_by(project.engine, project.kari) == {}
    # Another coder's codings are not mine to take.
    assert coded_by(project.engine, project.ola) == {project.answers[1]: {code: ()}}
    undo(project.engine, project.kari)
    assert coded_by(project.engine, project.kari) == before
    assert not faults(project.engine)


def test_nothing_chosen_is_a_sentence_and_no_entry(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    number = ask(project.engine, last_number)
    with pytest.raises(NothingChosenError):
        act(
            project.engine,
            project.kari,
            "set_code_for_all",
            lambda work: set_code_for_all(work, [], project.codes[0], project.kari),
        )
    assert ask(project.engine, last_number) == number


@pytest.mark.slow
def test_five_thousand_answers_are_one_act_of_seconds(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=[f"Svar {n}" for n in range(5_000)])
    begun = time.monotonic()
    act(
        project.engine,
        project.kari,
        "set_code_for_all",
        lambda work: set_code_for_all(work, project.answers, project.codes[0], project.kari),
    )
    assert len(coded_by(project.engine, project.kari)) == 5_000
    # Some hundred times what one would wait for row by row; far from what it takes.
    assert time.monotonic() - begun < 30
