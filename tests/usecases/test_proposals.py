"""Proposed codes count for nothing before a person accepts them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.domain.question import OtherQuestionError
from coder.store import schema
from coder.store.proposals import Proposal
from coder.store.states import states_of
from coder.store.undo import BuiltUponError
from coder.usecases.codebook.settings import retire_code
from coder.usecases.exchange.codings_files import export_codings
from coder.usecases.suggesting.learning import learnable
from coder.usecases.suggesting.proposals import (
    DECIDE,
    PROPOSE,
    NotProposedError,
    Proposed,
    decide,
    open_proposals,
    propose,
)
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_codes,
    add_question,
    ask,
    code_answer,
    coded_by,
    count,
    faults,
    finish,
    question,
    redo,
    small_project,
    undo,
)
from tests.usecases.codebooks import codes


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


def put_forward(project: SmallProject, *proposals: tuple[int, int, float]) -> Proposed:
    """Let a model propose codes by their places: (answer, code, score)."""
    named = [(project.answers[answer], project.codes[code], score) for answer, code, score in proposals]
    return act(project.engine, project.kari, PROPOSE, lambda work: propose(work, project.question_id, named))


def say(
    project: SmallProject, answer: int, *, accepted: tuple[int, ...] = (), rejected: tuple[int, ...] = ()
) -> None:
    yes, no = ([project.codes[place] for place in places] for places in (accepted, rejected))
    act(
        project.engine,
        project.kari,
        DECIDE,
        lambda work: decide(work, project.answers[answer], project.kari, yes, no),
    )


def waiting(project: SmallProject, coder_id: int | None = None) -> list[tuple[int, int]]:
    """Return the places of answers and codes to decide on."""
    found: list[Proposal] = ask(
        project.engine, lambda work: open_proposals(work, project.question_id, coder_id)
    )
    return [(project.answers.index(one.answer_id), project.codes.index(one.code_id)) for one in found]


@pytest.mark.slow
def test_what_is_proposed_is_counted_exported_and_learned_from_nowhere(project_url: str) -> None:
    project = small_project(project_url)
    finish(project.engine, project.answers[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[0], project.kari)
    before = (counted(project), exported(project), learned(project), coded_by(project.engine, project.kari))
    put_forward(project, (0, 1, 0.99), (1, 1, 0.97), (2, 2, 0.95))
    after = (counted(project), exported(project), learned(project), coded_by(project.engine, project.kari))
    assert after == before
    assert count(project.engine, schema.coding) == 1
    assert states(project) == {0: CodedState.DONE, 1: CodedState.STARTED}
    assert faults(project.engine) == []


def counted(project: SmallProject) -> list[tuple[str, int | None]]:
    return [(row.path, row.count) for row in frequency_table(project.engine, "hva_skal_til").rows]


def exported(project: SmallProject) -> list[object]:
    return list(ask(project.engine, lambda work: export_codings(work, "hva_skal_til")))


def learned(project: SmallProject) -> list[object]:
    asked, book = question(project.engine), codes(project.engine)
    return list(ask(project.engine, lambda work: learnable(work, asked, book, project.kari)))


def states(project: SmallProject) -> dict[int, CodedState]:
    found = ask(project.engine, lambda work: states_of(work, project.question_id, project.kari))
    return {project.answers.index(answer_id): state for answer_id, state in found.items()}


@pytest.mark.slow
def test_the_queue_stands_in_file_order_with_the_likeliest_code_first(project_url: str) -> None:
    project = small_project(project_url)
    assert put_forward(project, (2, 0, 0.8), (0, 1, 0.6), (0, 2, 0.9)) == Proposed(3, 0, 0)
    assert waiting(project) == [(0, 2), (0, 1), (2, 0)]


@pytest.mark.slow
def test_accepted_codes_become_codings_of_who_accepts_and_the_answer_is_started(
    project: SmallProject,
) -> None:
    put_forward(project, (0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.9))
    say(project, 0, accepted=(0,), rejected=(1,))
    assert coded_by(project.engine, project.kari) == {project.answers[0]: {project.codes[0]: ()}}
    assert coded_by(project.engine, project.ola) == {}
    assert states(project) == {0: CodedState.STARTED}
    assert waiting(project) == [(1, 0)]
    assert len(learned(project)) == 1
    assert faults(project.engine) == []


@pytest.mark.slow
def test_a_decision_is_one_entry_and_can_be_taken_back_and_done_again(project_url: str) -> None:
    project = small_project(project_url)
    put_forward(project, (0, 0, 0.9), (0, 1, 0.8))
    entries = count(project.engine, schema.entry)
    say(project, 0, accepted=(0,), rejected=(1,))
    assert count(project.engine, schema.entry) == entries + 1
    undo(project.engine, project.kari)
    assert coded_by(project.engine, project.kari) == {}
    assert states(project) == {}
    assert waiting(project) == [(0, 0), (0, 1)]
    redo(project.engine, project.kari)
    assert waiting(project) == []
    assert coded_by(project.engine, project.kari) == {project.answers[0]: {project.codes[0]: ()}}


def test_proposing_is_one_entry_that_empties_the_queue_when_taken_back(project: SmallProject) -> None:
    entries = count(project.engine, schema.entry)
    put_forward(project, (0, 0, 0.9), (1, 1, 0.8))
    assert count(project.engine, schema.entry) == entries + 1
    undo(project.engine, project.kari)
    assert count(project.engine, schema.proposal) == 0


def test_proposing_cannot_be_taken_back_from_under_a_decision(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.9))
    act(
        project.engine,
        project.ola,
        DECIDE,
        lambda work: decide(work, project.answers[0], project.ola, [project.codes[0]], []),
    )
    with pytest.raises(BuiltUponError, match="ola"):
        undo(project.engine, project.kari)


def test_what_was_decided_is_never_proposed_again(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.9), (0, 1, 0.8))
    say(project, 0, accepted=(0,), rejected=(1,))
    assert put_forward(project, (0, 0, 0.95), (0, 1, 0.99), (0, 2, 0.7)) == Proposed(1, 2, 0)
    assert waiting(project) == [(0, 2)]


def test_proposed_again_it_waits_once_with_the_newest_score(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.7), (0, 1, 0.8))
    assert put_forward(project, (0, 0, 0.9), (0, 1, 0.8)) == Proposed(0, 0, 0)
    assert waiting(project) == [(0, 0), (0, 1)]


def test_what_cannot_be_set_by_the_time_it_is_proposed_is_left_out_and_counted(project: SmallProject) -> None:
    [gone] = add_codes(project.engine, project.question_id, "Borte igjen", coder_id=project.kari)
    undo(project.engine, project.kari)
    act(project.engine, project.ola, "retire_code", lambda work: retire_code(work, project.codes[0]))
    closed = replace(project, codes=[*project.codes, gone])
    assert put_forward(closed, (0, 0, 0.9), (0, 1, 0.8), (0, 3, 0.7)) == Proposed(1, 0, 2)
    assert waiting(project) == [(0, 1)]


def test_what_somebody_has_decided_on_cannot_be_decided_again(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.7), (0, 1, 0.7))
    say(project, 0, rejected=(0,))
    with pytest.raises(NotProposedError):
        say(project, 0, accepted=(0, 1))
    assert coded_by(project.engine, project.kari) == {}
    assert waiting(project) == [(0, 1)]


def test_a_coder_is_not_asked_about_what_is_done_or_set_already(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.9), (1, 0, 0.9), (1, 1, 0.8), (2, 0, 0.7))
    finish(project.engine, project.answers[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[0], project.kari)
    assert waiting(project, project.kari) == [(1, 1), (2, 0)]
    assert waiting(project, project.ola) == waiting(project)


def test_an_answer_that_is_done_stays_done_when_a_code_is_accepted(project: SmallProject) -> None:
    finish(project.engine, project.answers[0], project.kari)
    put_forward(project, (0, 0, 0.9))
    say(project, 0, accepted=(0,))
    assert states(project) == {0: CodedState.DONE}


def test_a_code_that_is_retired_waits_until_it_comes_back(project: SmallProject) -> None:
    put_forward(project, (0, 0, 0.9))
    retire = project.codes[0]
    act(
        project.engine,
        project.kari,
        "retire_code",
        lambda work: work.update("code", retire, retired=work.number),
    )
    assert waiting(project) == []
    undo(project.engine, project.kari)
    assert waiting(project) == [(0, 0)]


def test_in_an_exclusive_codebook_the_accepted_code_takes_the_others_place(tmp_path: Path) -> None:
    project = small_project(tmp_path / "b.sqlite", exclusive=True)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    put_forward(project, (0, 1, 0.9))
    say(project, 0, accepted=(1,))
    assert coded_by(project.engine, project.kari) == {project.answers[0]: {project.codes[1]: ()}}


def test_proposals_to_another_questions_answers_are_a_mistake(project: SmallProject) -> None:
    other = add_question(project.engine, "forventninger")
    [answer] = add_answers(project.engine, other, ["Meir tid."])
    with pytest.raises(OtherQuestionError):
        act(
            project.engine,
            project.kari,
            PROPOSE,
            lambda work: propose(work, project.question_id, [(answer, project.codes[0], 0.9)]),
        )
    with pytest.raises(OtherQuestionError):
        act(
            project.engine,
            project.kari,
            PROPOSE,
            lambda work: propose(work, other, [(answer, project.codes[0], 0.9)]),
        )
