"""Finding answers: each condition and order by hand on a small project."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coder.domain.answer_query import UnknownConditionError, parsed_query
from coder.domain.coding import CodedState
from coder.store.coders import Coder, coder_named
from coder.store.notes import NotedOn
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.text.word_search import WordSearch
from coder.usecases.coding.answer_list import Sort, answer_frame, answers_with_words, listed_answers, rows_of
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    ask,
    code_answer,
    finish,
    new_project,
)
from tests.made_once import made_once

TEXTS = {
    "r1": "Øremerking av midler. Mer folk.",
    "r2": "Mer folk",
    "r3": "Betre tenester i heile kommunen. Øyremerka pengar. Meir tid.",
    "r4": "mer folk!",
    "r5": "Bolig",
}


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    engine = new_project(tmp_path / "p.sqlite")
    question = add_question(engine, "hva")
    sizes = {"størrelse": ["liten", "stor", "stor", "liten", "svært stor"]}
    answers = add_answers(engine, question, TEXTS, background=sizes, wave="2025")
    answers += add_answers(engine, question, {"r1": "Tid"}, wave="2026")
    codes = add_codes(engine, question, "Rammer > Folk", "Rammer > Penger", "Bolig")
    kari, ola = add_coder(engine, "kari"), add_coder(engine, "ola")
    first, second, third, *_rest = answers
    code_answer(engine, first, codes[1], kari, [(0, 21)])
    code_answer(engine, second, codes[0], kari)
    code_answer(engine, third, codes[1], kari)
    code_answer(engine, third, codes[0], kari)
    finish(engine, second, kari)
    code_answer(engine, answers[4], codes[2], ola)
    act(engine, kari, "set_flag", lambda work: set_flag(work, third, kari, flagged=True))
    return SmallProject(engine, question, answers, codes, kari, ola)


def found(project: SmallProject, written: str, sort: Sort = Sort.FILE, wave: str | None = None) -> list[str]:
    """Return respondents (and wave 2026 as r1*) that a query lists, its words included."""

    def look(work: Reading) -> list[str]:
        frame = answer_frame(work, "hva", wave)
        query = parsed_query(written)
        ids, _whose = listed_answers(work, frame, query, sort, coder_named(work, "kari"))
        if search := WordSearch(query.words):
            ids = answers_with_words(work, ids, search)
        rows = rows_of(work, ids, project.kari)
        assert [row.id for row in rows] == ids
        return [row.respondent_id + ("*" if row.wave == "2026" else "") for row in rows]

    return ask(project.engine, look)


@pytest.mark.parametrize(
    ("written", "respondents"),
    [
        ("", "r1 r2 r3 r4 r5 r1*"),
        ("code:folk", "r2 r3"),
        ("code:rammer", "r1 r2 r3"),
        ("-code:rammer", "r4 r5 r1*"),
        ("code:folk code:penger", "r3"),
        ("is:done", "r2"),
        ("is:begun", "r1 r3"),
        ("is:untouched", "r4 r5 r1*"),
        ("is:uncoded", "r4 r5 r1*"),
        ("is:flagged", "r3"),
        ("-is:flagged", "r1 r2 r4 r5 r1*"),
        ("is:noted", ""),
        # Of r1 the second sentence; whole-answer codes leave no gap.
        ("is:gaps", "r1 r4 r5 r1*"),
        ("is:alike", "r2 r4"),
        ("størrelse:stor", "r2 r3"),
        ("størrelse:svært", "r5"),
        ("wave:2026", "r1*"),
        ("coder:ola", "r5"),
        ("coder:ola code:bolig", "r5"),
        ("øyremerka", "r1 r3"),
        ("øyremerka is:flagged", "r3"),
        ("folk mer", "r1 r2 r4"),
    ],
)
def test_a_query_lists_what_it_says(project: SmallProject, written: str, respondents: str) -> None:
    assert found(project, written) == respondents.split()


@pytest.mark.parametrize(
    ("sort", "respondents"),
    [
        (Sort.FILE, "r1 r2 r3 r4 r5 r1*"),
        (Sort.RESPONDENT, "r1 r1* r2 r3 r4 r5"),
        (Sort.TEXT, "r3 r5 r2 r4 r1* r1"),
        (Sort.ALIKE, "r2 r4 r1 r3 r5 r1*"),
        (Sort.LENGTH, "r3 r1 r4 r2 r5 r1*"),
        (Sort.STATE, "r1 r3 r4 r5 r1* r2"),
        (Sort.CODES, "r3 r1 r2 r4 r5 r1*"),
        (Sort.READING, "r1 r2 r3 r4 r5 r1*"),
    ],
)
def test_answers_stand_in_the_order_asked(project: SmallProject, sort: Sort, respondents: str) -> None:
    assert found(project, "", sort) == respondents.split()


def test_answers_to_another_question_with_the_same_codebook_stay_out(project: SmallProject) -> None:
    book = ask(project.engine, lambda work: question_named(work, "hva").codebook_id)
    other = add_question(project.engine, "hvorfor", codebook=book)
    [answer] = add_answers(project.engine, other, {"r5": "Fordi vi er for få."}, wave="2025")
    code_answer(project.engine, answer, project.codes[0], project.kari)
    assert found(project, "code:folk") == ["r2", "r3"]
    assert found(project, "-code:folk is:uncoded") == ["r4", "r5", "r1*"]


def test_one_wave_alone(project: SmallProject) -> None:
    assert found(project, "", Sort.TEXT, wave="2026") == ["r1*"]


@pytest.mark.parametrize("written", ["farge:rød", "code:finnesikke", "is:purple", "wave:1999", "coder:per"])
def test_a_condition_that_means_nothing_is_told(project: SmallProject, written: str) -> None:
    with pytest.raises(UnknownConditionError, match=written):
        found(project, written)


def test_a_row_shows_what_one_coder_did(project: SmallProject) -> None:
    third = project.answers[2]
    [row] = ask(project.engine, lambda work: rows_of(work, [third], project.kari))
    assert (row.state, row.is_flagged, bool(row.notes)) == (CodedState.STARTED, True, False)
    assert row.code_ids == (project.codes[1], project.codes[0])
    assert row.background == {"størrelse": "stor"}
    [row] = ask(project.engine, lambda work: rows_of(work, [third], project.ola))
    assert (row.state, row.code_ids, row.is_flagged) == (CodedState.UNTOUCHED, (), False)


def test_whose_codings_are_meant_is_told(project: SmallProject) -> None:
    def whose(work: Reading) -> Coder:
        frame = answer_frame(work, "hva")
        return listed_answers(work, frame, parsed_query("coder:ola"), Sort.FILE, coder_named(work, "kari"))[1]

    assert ask(project.engine, whose).name == "ola"


def test_flags_of_all_coders_and_notes_that_wait_are_found(project: SmallProject) -> None:
    first, second, third = project.answers[:3]
    for answer, coder, waits in ((first, project.ola, True), (second, project.kari, False)):
        act(
            project.engine,
            coder,
            "write_note",
            partial(
                write_note,
                on=NotedOn.ANSWER,
                on_id=answer,
                coder_id=coder,
                text="Folk eller tid?",
                waits=waits,
            ),
        )
    act(
        project.engine, project.ola, "set_flag", lambda work: set_flag(work, first, project.ola, flagged=True)
    )
    assert found(project, "is:waiting") == ["r1"]
    assert found(project, "is:noted") == ["r1", "r2"]
    assert found(project, "flag:ola") == ["r1"]
    assert found(project, "flag:anyone") == ["r1", "r3"]
    assert found(project, "-flag:anyone") == ["r2", "r4", "r5", "r1*"]
    assert found(project, "is:flagged") == ["r3"]
    rows = ask(project.engine, lambda work: rows_of(work, [first, third], project.kari))
    assert [(row.is_flagged, row.flagged_by) for row in rows] == [(False, ("ola",)), (True, ("kari",))]
