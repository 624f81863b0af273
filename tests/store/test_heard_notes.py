"""What one is told of notes that others write meanwhile, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.heard_notes import HeardNote, heard_notes
from coder.store.history import last_number
from coder.store.notes import NotedOn
from coder.tui.notes.heard_notes import heard_sentence
from coder.usecases.coding.notes import deal_with_notes, write_note
from tests.builders import SmallProject, act, ask, code_answer, small_project


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "p.sqlite")
    code_answer(made.engine, made.answers[0], made.codes[0], made.kari)
    return made


def wrote(project: SmallProject, place: int, coder: int, text: str, *, waits: bool = False) -> None:
    on = NotedOn.ANSWER, project.answers[place], coder
    act(project.engine, coder, "write_note", lambda work: write_note(work, *on, text, waits=waits))


def heard(project: SmallProject, after: int, hidden: tuple[int, ...] = ()) -> list[HeardNote]:
    return ask(
        project.engine,
        lambda work: heard_notes(work, project.question_id, project.kari, after, last_number(work), hidden),
    )


def test_one_hears_of_notes_on_ones_own_answers_and_of_those_that_wait(project: SmallProject) -> None:
    begin = ask(project.engine, last_number)
    wrote(project, 0, project.ola, "Sikker?")
    wrote(project, 1, project.ola, "Berre for meg sjølv")
    wrote(project, 2, project.ola, "Kva er dette?", waits=True)
    wrote(project, 0, project.kari, "Ja.")
    found = heard(project, begin)
    assert [(each.coder, each.respondent_id, each.waits) for each in found] == [
        ("ola", "r1", False),
        ("ola", "r3", True),
    ]
    assert heard(project, ask(project.engine, last_number)) == []
    assert [each.respondent_id for each in heard(project, begin, (project.answers[0],))] == ["r3"]


def test_one_hears_that_ones_own_note_was_dealt_with(project: SmallProject) -> None:
    wrote(project, 3, project.kari, "Kva er dette?", waits=True)
    begin = ask(project.engine, last_number)
    act(
        project.engine,
        project.ola,
        "deal_with_note",
        lambda work: deal_with_notes(work, project.answers[3], project.ola),
    )
    assert heard_sentence(heard(project, begin)) == "ola dealt with your note on r4."


def test_one_sentence_says_it() -> None:
    one = HeardNote("ola", 1, "r1", False, False)
    assert heard_sentence([]) == ""
    assert heard_sentence([one]) == "ola wrote a note on r1."
    waiting = HeardNote("ola", 1, "r1", False, True)
    assert heard_sentence([waiting]) == "ola wrote a note on r1 that waits for somebody."
    assert heard_sentence([one, waiting]) == "2 notes of others are new."


def test_an_answer_that_deals_with_ones_note_is_told_of_as_one_thing() -> None:
    answer, dealt = HeardNote("ola", 1, "r1", False, False), HeardNote("ola", 1, "r1", True, False)
    assert heard_sentence([answer, dealt]) == "ola dealt with your note on r1."
    elsewhere = HeardNote("ola", 2, "r2", False, False)
    assert heard_sentence([elsewhere, dealt]) == "2 notes of others are new."
