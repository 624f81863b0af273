"""Answers that say the same are found, coded together in one act, and each stays its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from coder.domain.coding import CodedState, Span
from coder.domain.question import OtherQuestionError
from coder.store import schema
from coder.store.codings import codings_of
from coder.store.engine import transaction
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.code_together import (
    CodedTogether,
    NotCodedTogetherError,
    NothingToGiveError,
    code_together,
    take_out,
)
from coder.usecases.coding.equal_answers import (
    EqualCounts,
    LikeAnswers,
    count_equal,
    equal_answers,
    same_voice,
)
from coder.usecases.coding.reading import answer_view
from coder.usecases.history.in_words import told_history
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_question,
    ask,
    code_answer,
    faults,
    finish,
    redo,
    small_project,
    undo,
)

LONG = "Kommunen trenger flere folk som kan følge opp brukerne ute på arbeidsplassen."
TEXTS = (
    "Flere folk til oppfølging",  # 0
    "flere folk til  oppfølging.",  # 1: equal
    "Vi trenger folk til oppfølging, flere!",  # 2: nearly equal
    "Flere folk til oppfølging",  # 3: the same to the letter
    "Ikke flere folk til oppfølging",  # 4: the opposite
    LONG,  # 5
    LONG.upper(),  # 6: the same voice
)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite", texts=TEXTS)


def likes_of(project: SmallProject, place: int = 0, coder: int | None = None) -> LikeAnswers:
    return ask(
        project.engine,
        lambda work: equal_answers(work, project.question_id, project.answers[place], coder or project.kari),
    )


def together(project: SmallProject, *places: int, done: bool | None = None, source: int = 0) -> CodedTogether:
    ids = [project.answers[place] for place in places]
    return act(
        project.engine,
        project.kari,
        "code_together",
        lambda work: code_together(work, project.answers[source], ids, project.kari, done=done),
    )


def out(project: SmallProject, place: int) -> None:
    act(
        project.engine,
        project.kari,
        "take_out",
        lambda work: take_out(work, project.answers[place], project.kari),
    )


def stands(project: SmallProject, place: int) -> tuple[dict[int, tuple[Span, ...]], CodedState]:
    """Return the place in the codebook and the excerpts of each code kari set, and how far she is."""
    view = ask(project.engine, lambda work: answer_view(work, project.answers[place], project.kari))
    return {project.codes.index(each.code_id): each.excerpts for each in view.codings}, view.state


def test_equal_answers_come_first_then_nearly_equal_ones_and_never_the_opposite(
    project: SmallProject,
) -> None:
    finish(project.engine, project.answers[3], project.kari)
    found = [(each.respondent_id, each.is_equal, each.state) for each in likes_of(project).likes]
    assert found == [
        ("r2", True, CodedState.UNTOUCHED),
        ("r4", True, CodedState.DONE),
        ("r3", False, CodedState.UNTOUCHED),
    ]
    view = ask(project.engine, lambda work: answer_view(work, project.answers[0], project.kari))
    assert (view.alike, view.same_voice) == (3, ())


def test_other_waves_other_questions_and_others_piles_are_left_alone(project: SmallProject) -> None:
    add_answers(project.engine, project.question_id, TEXTS[:2], wave="2019")
    add_answers(project.engine, add_question(project.engine, "annet"), TEXTS[:2])
    assert [each.respondent_id for each in likes_of(project).likes] == ["r2", "r4", "r3"]
    act(
        project.engine,
        None,
        "deal",
        lambda work: work.update("answer", project.answers[1], dealt_to=project.ola),
    )
    assert [each.respondent_id for each in likes_of(project).likes] == ["r4", "r3"]
    assert [each.respondent_id for each in likes_of(project, coder=project.ola).likes] == ["r2", "r4", "r3"]


def test_a_forgotten_text_is_like_nothing(project: SmallProject) -> None:
    with transaction(project.engine, writing=True) as connection:
        forgotten = update(schema.text_table).where(schema.text_table.c.body == TEXTS[3])
        connection.execute(forgotten.values(body=None, salt=None, alike_key=None))
    assert likes_of(project).likes == ()
    assert likes_of(project, 1).likes[0].respondent_id == "r3"


@pytest.mark.slow
def test_codes_given_together_are_one_entry_each_its_own_coding(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[2], project.kari, [(15, 25)])
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    code_answer(project.engine, project.answers[2], project.codes[1], project.kari, [(11, 15)])
    finish(project.engine, project.answers[0], project.kari)
    assert together(project, 1, 2, 3) == CodedTogether(3, ())
    # To the letter: with its excerpts. Else on the whole answer; what was set stays as it was.
    assert stands(project, 3) == ({2: ((15, 25),), 1: ()}, CodedState.DONE)
    assert stands(project, 1) == ({2: (), 1: ()}, CodedState.DONE)
    assert stands(project, 2) == ({1: ((11, 15),), 2: ()}, CodedState.DONE)
    assert faults(project.engine) == []
    [told] = ask(project.engine, lambda work: told_history(work, limit=1))
    assert told.operation == "coded equal answers together"
    undo(project.engine, project.kari)
    assert [stands(project, place)[0] for place in (1, 2, 3)] == [{}, {1: ((11, 15),)}, {}]
    assert [stands(project, place)[1].value for place in (1, 2, 3)] == ["untouched", "started", "untouched"]
    redo(project.engine, project.kari)
    assert stands(project, 3) == ({2: ((15, 25),), 1: ()}, CodedState.DONE)
    assert faults(project.engine) == []


def test_while_an_answer_is_not_done_the_others_are_only_begun_unless_all_are_to_be_done(
    project: SmallProject,
) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    together(project, 1)
    assert stands(project, 1) == ({0: ()}, CodedState.STARTED)
    together(project, 1, 3, done=True)
    assert [stands(project, place)[1] for place in (0, 1, 3)] == [CodedState.DONE] * 3


def test_that_nothing_applies_is_given_together_too(project: SmallProject) -> None:
    with pytest.raises(NothingToGiveError):
        together(project, 1)
    finish(project.engine, project.answers[0], project.kari)
    assert together(project, 1, 3).answers == 2
    assert stands(project, 3) == ({}, CodedState.DONE)


@pytest.mark.slow
def test_one_voice_is_taken_out_and_the_others_stay(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[2], project.codes[1], project.kari)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    finish(project.engine, project.answers[0], project.kari)
    together(project, 1, 2, 3)
    assert [each.is_coded_together for each in likes_of(project).likes] == [True] * 3
    out(project, 2)
    assert stands(project, 2) == ({1: ()}, CodedState.STARTED)
    assert stands(project, 1) == ({0: ()}, CodedState.DONE)
    assert [each.is_coded_together for each in likes_of(project).likes] == [True, True, False]
    assert faults(project.engine) == []
    with pytest.raises(NotCodedTogetherError):
        out(project, 2)
    undo(project.engine, project.kari)
    assert stands(project, 2) == ({1: (), 0: ()}, CodedState.DONE)
    undo(project.engine, project.kari)
    redo(project.engine, project.kari)
    out(project, 1)
    assert stands(project, 1) == ({}, CodedState.UNTOUCHED)
    assert faults(project.engine) == []


@pytest.mark.slow
def test_what_was_done_to_an_answer_since_stays_when_it_is_taken_out(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    together(project, 1)
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari)
    finish(project.engine, project.answers[1], project.kari)
    out(project, 1)
    assert stands(project, 1) == ({1: ()}, CodedState.DONE)
    assert faults(project.engine) == []


@pytest.mark.slow
def test_in_an_exclusive_codebook_the_code_takes_the_other_s_place_and_gives_it_back(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS, exclusive=True)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    for place in (1, 3):
        code_answer(project.engine, project.answers[place], project.codes[1], project.kari, [(0, 5)])
    together(project, 1, 3)
    assert [stands(project, place)[0] for place in (1, 3)] == [{0: ()}, {0: ()}]
    out(project, 3)
    assert [stands(project, place)[0] for place in (1, 3)] == [{0: ()}, {1: ((0, 5),)}]
    assert faults(project.engine) == []


def test_a_retired_code_is_not_given_on_and_named(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[0]))
    assert together(project, 1) == CodedTogether(1, ("Samarbeid",))
    assert stands(project, 1)[0] == {1: ()}


def test_answers_to_another_question_are_a_mistake(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    other = add_answers(project.engine, add_question(project.engine, "annet"), TEXTS[:1])
    strange = replace(project, answers=[project.answers[0], *other])
    with pytest.raises(OtherQuestionError):
        together(strange, 1)


def test_a_long_text_from_several_is_asked_about_a_short_one_is_not(project: SmallProject) -> None:
    [voice] = ask(project.engine, lambda work: same_voice(work, project.question_id))
    assert voice.respondent_ids == ("r6", "r7")
    assert voice.answer_ids == tuple(project.answers[5:7])
    assert likes_of(project, 5).same_voice == ("r7",)
    view = ask(project.engine, lambda work: answer_view(work, project.answers[6], project.kari))
    assert view.same_voice == ("r6",)
    asked = [project.question_id]

    def counted(*places: int) -> EqualCounts:
        among = {project.answers[place] for place in places}
        return ask(project.engine, lambda work: count_equal(work, asked, among))

    assert counted(*range(7)) == EqualCounts(5, 1)
    assert counted(1, 2, 4) == EqualCounts(1, 0)


@pytest.mark.slow
def test_thousands_of_equal_answers_are_coded_in_a_moment_and_taken_back(tmp_path: Path) -> None:
    import time

    project = small_project(tmp_path / "p.sqlite", texts=["ingen"] * 5_000)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    finish(project.engine, project.answers[0], project.kari)
    begin = time.process_time()
    assert together(project, *range(5_000)).answers == 4_999
    assert time.process_time() - begin < 10
    undo(project.engine, project.kari)
    assert ask(project.engine, lambda work: codings_of(work, project.answers)).keys() == {project.answers[0]}
    assert faults(project.engine) == []
