"""Whose coding counts, and which sentences are covered: the rules, and the projection that follows them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coder.domain.coverage import Coverage, coverage
from coder.domain.settling import responsible_coder, settled_coder
from coder.store import schema
from coder.store.coders import all_coders
from coder.store.overview import overview
from coder.store.settled import settled_of
from coder.store.unit_of_work import reading
from coder.usecases.coding.setting import mark_done, reopen, set_code
from coder.usecases.questions import change_question
from tests.builders import SmallProject, act, ask, faults, finish, question, small_project

KARI, OLA, ANNA, CONSENSUS = 2, 3, 4, 1


@pytest.mark.parametrize(
    "counts, dealt_to, lead, done, settled",
    [
        # nobody is done
        ("responsible", None, None, [], None),
        ("responsible", KARI, OLA, [], None),
        # the lead, where nobody was dealt the answer
        ("responsible", None, KARI, [KARI], KARI),
        ("responsible", None, KARI, [OLA, KARI], KARI),
        # whom it was dealt to goes before the lead
        ("responsible", OLA, KARI, [KARI, OLA], OLA),
        # the only one who is done, where the responsible one is not
        ("responsible", OLA, KARI, [KARI], KARI),
        ("responsible", None, KARI, [OLA], OLA),
        ("responsible", None, None, [OLA], OLA),
        # two are done and neither is responsible
        ("responsible", None, None, [KARI, OLA], None),
        ("responsible", ANNA, None, [KARI, OLA], None),
        ("responsible", None, ANNA, [KARI, OLA], None),
        # consensus counts only where the question counts it
        ("responsible", None, KARI, [KARI, CONSENSUS], KARI),
        ("consensus", None, KARI, [KARI, CONSENSUS], CONSENSUS),
        ("consensus", OLA, KARI, [KARI, OLA, CONSENSUS], CONSENSUS),
        # without a consensus the responsible one counts there too
        ("consensus", None, KARI, [KARI, OLA], KARI),
        ("consensus", None, None, [OLA], OLA),
        ("consensus", None, None, [KARI, OLA], None),
        # the consensus is nobody's only coder
        ("responsible", None, None, [CONSENSUS], None),
        ("responsible", None, None, [KARI, CONSENSUS], KARI),
        ("responsible", None, None, [KARI, OLA, CONSENSUS], None),
    ],
)
def test_the_rule(
    counts: str, dealt_to: int | None, lead: int | None, done: list[int], settled: int | None
) -> None:
    responsible = responsible_coder(dealt_to, lead)
    assert settled_coder(counts, responsible, done, CONSENSUS) == settled  # type: ignore[arg-type]


def settled(p: SmallProject) -> dict[int, int]:
    rows = ask(p.engine, lambda work: work.connection.execute(select(schema.settled)).all())
    return {row.answer_id: row.coder_id for row in rows}


@pytest.mark.slow
def test_the_projection_follows_every_act(project_url: str) -> None:
    p = small_project(project_url)
    first, second, *_ = p.answers
    consensus = next(each.id for each in ask(p.engine, all_coders) if each.kind == "consensus")
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, first, p.codes[0], p.kari))
    assert settled(p) == {}
    finish(p.engine, first, p.kari)
    assert settled(p) == {first: p.kari}
    assert question(p.engine).lead_id == p.kari
    finish(p.engine, first, p.ola)
    finish(p.engine, second, p.ola)
    assert settled(p) == {first: p.kari, second: p.ola}
    act(p.engine, p.kari, "deal", lambda work: work.update("answer", first, dealt_to=p.ola))
    assert settled(p) == {first: p.ola, second: p.ola}
    act(p.engine, p.kari, "import_codings", lambda work: mark_done(work, first, consensus))
    assert settled(p)[first] == p.ola
    act(
        p.engine,
        p.kari,
        "set_question",
        lambda work: change_question(work, "hva_skal_til", counts="consensus"),
    )
    assert settled(p) == {first: consensus, second: p.ola}
    act(p.engine, p.ola, "reopen", lambda work: reopen(work, second, p.ola))
    assert settled(p) == {first: consensus}
    act(
        p.engine,
        p.kari,
        "set_question",
        lambda work: change_question(work, "hva_skal_til", counts="responsible"),
    )
    assert settled(p) == {first: p.ola}
    assert faults(p.engine) == []


@pytest.mark.slow
def test_the_lead_is_the_first_person_done_unless_one_is_set(project_url: str) -> None:
    p = small_project(project_url)
    consensus = next(each.id for each in ask(p.engine, all_coders) if each.kind == "consensus")
    act(p.engine, p.kari, "import_codings", lambda work: mark_done(work, p.answers[0], consensus))
    assert question(p.engine).lead_id is None
    finish(p.engine, p.answers[0], p.ola)
    finish(p.engine, p.answers[0], p.kari)
    assert question(p.engine).lead_id == p.ola
    act(p.engine, p.kari, "set_question", lambda work: change_question(work, "hva_skal_til", lead="kari"))
    assert settled(p) == {p.answers[0]: p.kari}


@pytest.mark.parametrize(
    "codings, expected",
    [
        ([], [Coverage.NONE, Coverage.NONE]),
        ([[]], [Coverage.UNPLACED, Coverage.UNPLACED]),
        ([[(0, 4)]], [Coverage.PLACED, Coverage.NONE]),
        ([[(0, 4)], []], [Coverage.PLACED, Coverage.UNPLACED]),
        ([[(8, 14)]], [Coverage.PLACED, Coverage.PLACED]),
        # An excerpt that ends where a sentence begins does not touch it.
        ([[(9, 11)]], [Coverage.NONE, Coverage.PLACED]),
        ([[(9, 10)]], [Coverage.NONE, Coverage.NONE]),
    ],
)
def test_coverage_of_two_sentences(codings: list[list[tuple[int, int]]], expected: list[Coverage]) -> None:
    assert coverage([(0, 9), (10, 20)], codings) == expected


def test_a_whole_answer_code_covers_a_single_sentence() -> None:
    assert coverage([(0, 9)], [[]]) == [Coverage.PLACED]
    assert coverage([(0, 9)], []) == [Coverage.NONE]


@pytest.mark.slow
def test_the_overview_counts_the_settled_coding_only(project_url: str) -> None:
    p = small_project(
        project_url, texts=["Vi manglar folk. Det tek for lang tid.", "Meir pengar!", "Vet ikke"]
    )
    long, short, last = p.answers
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, long, p.codes[0], p.kari, [(0, 5)]))
    act(p.engine, p.kari, "set_code", lambda work: set_code(work, short, p.codes[1], p.kari))
    act(p.engine, p.ola, "set_code", lambda work: set_code(work, long, p.codes[1], p.ola, [(17, 20)]))
    act(p.engine, p.ola, "set_code", lambda work: set_code(work, last, p.codes[1], p.ola))
    for answer in (long, short):
        finish(p.engine, answer, p.kari)
    finish(p.engine, long, p.ola)
    found = ask(p.engine, lambda work: overview(work, question(p.engine)))
    assert (found.answers, found.settled, found.unsettled) == (3, 2, 1)
    assert (found.codings, found.coded, found.codes) == (2, 2, 3)
    assert (found.sentences, found.placed) == (4, 2)
    assert found.coders == ("kari", "ola")


def test_whose_coding_counts_can_be_asked_of_more_answers_than_a_statement_takes(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    finish(project.engine, project.answers[0], project.kari)
    with reading(project.engine) as work:
        raw: Any = work.connection.connection.dbapi_connection
        raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
        assert settled_of(work.connection, range(1, 40_000)) == {project.answers[0]: project.kari}
