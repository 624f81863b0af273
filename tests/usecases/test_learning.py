"""What a model may learn from, and that it is never anything else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from coder.domain.coding import Span
from coder.domain.errors import CoderError
from coder.store.learnable import MOST_CHANGES
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.code_several import remove_code_for_all, set_code_for_all
from coder.usecases.coding.setting import mark_done, remove_code, reopen, set_code
from coder.usecases.suggesting.learning import LearnedCodings
from coder.usecases.suggesting.proposals import DECIDE, PROPOSE, decide, propose
from tests.builders import SmallProject, act, add_answers, ask, code_answer, finish, small_project, undo
from tests.usecases.drawn_samples import draw_for

QUESTION = "hva_skal_til"
Learned = dict[int, dict[int, tuple[Span, ...]]]


def learned(project: SmallProject, coder: str = "kari") -> Learned:
    """Return the codes to learn by place of the answer and place of the code."""
    codings = LearnedCodings(QUESTION, coder)
    ask(project.engine, codings.read)
    return by_place(project, codings)


def by_place(project: SmallProject, codings: LearnedCodings) -> Learned:
    return {
        project.answers.index(each.answer_id): {
            project.codes.index(code_id): spans for code_id, spans in each.codes.items()
        }
        for each in codings.answers.values()
    }


def code(project: SmallProject, answer: int, place: int, coder_id: int, *excerpts: Span) -> None:
    code_answer(project.engine, project.answers[answer], project.codes[place], coder_id, excerpts)


def done(project: SmallProject, answer: int, coder_id: int) -> None:
    finish(project.engine, project.answers[answer], coder_id)


@pytest.mark.slow
def test_nothing_coded_is_nothing_learned(project_url: str) -> None:
    assert learned(small_project(project_url)) == {}


@pytest.mark.slow
def test_ones_own_codings_are_learned_as_soon_as_they_are_set(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 1, project.kari)
    assert learned(project, "kari") == {0: {1: ()}}
    assert learned(project, "ola") == {}


@pytest.mark.slow
def test_settled_codings_of_others_are_learned(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 1, project.kari)
    done(project, 0, project.kari)
    assert learned(project, "ola") == {0: {1: ()}}
    assert learned(project, "a passer-by who has never coded") == {0: {1: ()}}


@pytest.mark.slow
def test_ones_own_coding_goes_before_the_settled_one(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 1, project.kari)
    done(project, 0, project.kari)
    code(project, 0, 2, project.ola)
    assert learned(project, "ola") == {0: {2: ()}}
    assert learned(project, "kari") == {0: {1: ()}}


@pytest.mark.slow
def test_a_blind_coders_model_sees_only_own_codings(project_url: str) -> None:
    project = small_project(project_url)
    for answer in (0, 1):
        code(project, answer, answer, project.kari)
        done(project, answer, project.kari)
    assert learned(project, "ola") == {0: {0: ()}, 1: {1: ()}}
    draw_for(project.engine, project.ola, project.kari, size=2)
    assert learned(project, "ola") == {}
    code(project, 2, 2, project.ola)
    assert learned(project, "ola") == {2: {2: ()}}


@pytest.mark.slow
def test_done_without_codes_says_that_none_fits_but_begun_says_nothing(project_url: str) -> None:
    project = small_project(project_url)
    done(project, 0, project.kari)
    code(project, 1, 1, project.kari)
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, project.answers[1], project.codes[1], project.kari),
    )
    assert learned(project) == {0: {}}


@pytest.mark.slow
def test_what_was_undone_is_not_learned(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 1, project.kari)
    undo(project.engine, project.kari)
    assert learned(project) == {}


@pytest.mark.slow
def test_a_proposal_is_not_learned_from_before_a_person_accepts_it(project_url: str) -> None:
    project = small_project(project_url)
    answer_id, (accepted, rejected, _open) = project.answers[0], project.codes
    proposals = [(answer_id, code_id, 0.99) for code_id in project.codes]
    act(project.engine, project.kari, PROPOSE, lambda work: propose(work, project.question_id, proposals))
    assert learned(project) == learned(project, "ola") == {}
    act(
        project.engine,
        project.kari,
        DECIDE,
        lambda work: decide(work, answer_id, project.kari, [accepted], [rejected]),
    )
    assert learned(project) == {0: {0: ()}}


@pytest.mark.slow
def test_a_merged_code_is_learned_as_what_it_became(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 0, project.kari)
    code(project, 1, 1, project.kari)
    act(
        project.engine,
        project.kari,
        "merge_codes",
        lambda work: merge_codes(work, [project.codes[0]], project.codes[1]),
    )
    assert learned(project) == {0: {1: ()}, 1: {1: ()}}


@pytest.mark.slow
def test_a_retired_code_is_not_learned_and_an_answer_with_no_other_says_nothing(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 0, project.kari)
    code(project, 1, 0, project.kari)
    code(project, 1, 1, project.kari)
    done(project, 0, project.kari)
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[0]))
    assert learned(project) == {1: {1: ()}}


@pytest.mark.slow
def test_where_codes_are_placed_is_told_for_sentences_only(project_url: str) -> None:
    project = small_project(project_url)
    code(project, 0, 0, project.kari, (0, 5))
    assert learned(project) == {0: {0: ()}}
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: work.update("question", project.question_id, unit="sentence"),
    )
    assert learned(project) == {0: {0: ((0, 5),)}}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_reading_what_was_written_since_comes_to_the_same_as_reading_all(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    project = small_project(tmp_path / "p.sqlite")
    kept = LearnedCodings(QUESTION, "kari")
    ask(project.engine, kept.read)
    for _step in range(40):
        _something(project, dice)
        if dice.random() < 0.5:
            ask(project.engine, kept.read)
    ask(project.engine, kept.read)
    assert by_place(project, kept) == learned(project)
    assert {each.coded_at for each in kept.answers.values()} == {
        each.coded_at for each in _fresh(project).answers.values()
    }


@pytest.mark.slow
def test_new_answers_are_noticed(project_url: str) -> None:
    project = small_project(project_url)
    kept = LearnedCodings(QUESTION, "kari")
    ask(project.engine, kept.read)
    before = kept.texts_as_of
    code(project, 0, 1, project.kari)
    ask(project.engine, kept.read)
    assert kept.texts_as_of == before
    add_answers(project.engine, kept.question.id, {"ny": "Meir rettleiing."})
    ask(project.engine, kept.read)
    assert kept.texts_as_of == kept.as_of > before


@pytest.mark.slow
def test_many_codings_at_once_are_no_new_answers(tmp_path: Path) -> None:
    texts = [f"Svar {number}" for number in range(MOST_CHANGES // 2 + 1)]
    project = small_project(tmp_path / "p.sqlite", texts=texts)
    kept = LearnedCodings(QUESTION, "kari")
    ask(project.engine, kept.read)
    before = kept.texts_as_of
    act(
        project.engine,
        project.kari,
        "set_code_for_all",
        lambda work: set_code_for_all(work, project.answers, project.codes[0], project.kari),
    )
    assert ask(project.engine, kept.read) is None
    assert len(kept.answers) == len(texts)
    assert kept.texts_as_of == before
    act(
        project.engine,
        project.kari,
        "remove_code_for_all",
        lambda work: remove_code_for_all(work, project.answers, project.codes[0], project.kari),
    )
    many = {f"ny {number}": "Nei" for number in range(MOST_CHANGES // 2 + 1)}
    add_answers(project.engine, project.question_id, many)
    ask(project.engine, kept.read)
    assert kept.texts_as_of == kept.as_of > before


def _fresh(project: SmallProject) -> LearnedCodings:
    fresh = LearnedCodings(QUESTION, "kari")
    ask(project.engine, fresh.read)
    return fresh


def _something(project: SmallProject, dice: random.Random) -> None:
    """Do one thing to the project, if it may be done."""
    coder_id = dice.choice([project.kari, project.ola])
    answer, place = dice.choice(project.answers), dice.choice(project.codes)

    def do(work: Writing) -> None:
        choice = dice.randrange(12)
        if choice < 5:
            set_code(work, answer, place, coder_id)
        elif choice < 7:
            mark_done(work, answer, coder_id)
        elif choice == 7:
            remove_code(work, answer, place, coder_id)
        elif choice == 8:
            reopen(work, answer, coder_id)
        elif choice == 9:
            merge_codes(work, [place], project.codes[0])

    try:
        if dice.random() < 0.1:
            undo(project.engine, coder_id)
        else:
            act(project.engine, coder_id, "random", do)
    except CoderError:
        pass  # it may not be done as things stand
