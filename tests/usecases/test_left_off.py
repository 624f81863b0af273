"""The first text may come before the reading order, and is the one the order would begin with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.store.coders import Coder, present_coder
from coder.usecases.coding.desk import opened_desk
from coder.usecases.coding.left_off import (
    PLACES,
    Place,
    first_text,
    left_off_file,
    place_of,
    remember,
    remember_start,
    remembered,
    start_known_early,
)
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import SmallProject, act, ask, question, small_project

HERE = Place("project", "question", None, "coder", "hash")
TEXTS = ["Fleire folk.", "Mer tid.", "Faste møte.", "Vet ikke."]


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite", texts=TEXTS)


@pytest.fixture
def kari(project: SmallProject) -> Coder:
    return present_coder(project.engine, "kari")


def known_early(project: SmallProject, coder: Coder) -> int | None:
    return ask(project.engine, lambda work: start_known_early(work, question(project.engine), coder, None))


def keep(project: SmallProject, coder: Coder, uid: str, as_of: int) -> None:
    asked = question(project.engine)
    ask(project.engine, lambda work: remember_start(work, asked, coder, None, uid, as_of))


def uid_of(project: SmallProject, answer_id: int) -> str:
    return ask(project.engine, lambda work: work.records.uids_of("answer", [answer_id])[0])


def desk_start(project: SmallProject, coder: Coder) -> tuple[int, int]:
    desk = ask(project.engine, lambda work: opened_desk(work, "hva_skal_til", coder))
    assert desk.start is not None
    return desk.start, desk.last_entry


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    remember(HERE, "answer", tmp_path / "new" / "left_off.json")
    assert remembered(HERE, tmp_path / "new" / "left_off.json") == "answer"


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, project_uid="other"),
        replace(HERE, question_uid="other"),
        replace(HERE, wave="2024"),
        replace(HERE, coder_uid="other"),
        replace(HERE, last_hash="other"),
    ],
)
def test_what_was_remembered_of_another_place_or_time_is_not_used(tmp_path: Path, elsewhere: Place) -> None:
    remember(HERE, "answer", tmp_path / "f")
    assert remembered(elsewhere, tmp_path / "f") is None


@pytest.mark.parametrize("written", [b"", b"\xff", b"[1]", b'{"a": 1}', b'{"a": [1]}', b"null"])
def test_a_broken_file_holds_nothing_and_is_written_anew(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "f").write_bytes(written)
    assert remembered(HERE, tmp_path / "f") is None
    remember(HERE, "answer", tmp_path / "f")
    assert remembered(HERE, tmp_path / "f") == "answer"


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    remember(HERE, "answer", tmp_path / "file" / "f")
    assert remembered(HERE, tmp_path / "file" / "f") is None


@pytest.mark.slow
def test_the_oldest_places_are_forgotten_and_no_file_is_left_beside(tmp_path: Path) -> None:
    places = [replace(HERE, question_uid=str(number)) for number in range(PLACES + 1)]
    for place in places:
        remember(place, "answer", tmp_path / "f")
    assert [remembered(place, tmp_path / "f") for place in (*places[:2], places[-1])] == [
        None,
        "answer",
        "answer",
    ]
    assert [each.name for each in tmp_path.iterdir()] == ["f"]


def test_the_start_is_known_early_until_anything_is_written(project: SmallProject, kari: Coder) -> None:
    start, last_entry = desk_start(project, kari)
    assert known_early(project, kari) is None
    keep(project, kari, uid_of(project, start), last_entry)
    assert known_early(project, kari) == start
    act(project.engine, kari.id, "mark_done", lambda work: mark_done(work, start, kari.id))
    assert known_early(project, kari) is None


def test_nothing_is_remembered_as_of_an_entry_that_is_no_more_the_newest(
    project: SmallProject, kari: Coder
) -> None:
    start, last_entry = desk_start(project, kari)
    act(project.engine, kari.id, "mark_done", lambda work: mark_done(work, start, kari.id))
    keep(project, kari, uid_of(project, start), last_entry)
    assert not left_off_file().exists()


def test_the_one_answer_begun_is_known_without_anything_remembered(
    project: SmallProject, kari: Coder
) -> None:
    begun, other = project.answers[2], project.answers[0]
    act(project.engine, kari.id, "set_code", lambda work: set_code(work, begun, project.codes[0], kari.id))
    assert known_early(project, kari) == begun == desk_start(project, kari)[0]
    act(project.engine, kari.id, "set_code", lambda work: set_code(work, other, project.codes[0], kari.id))
    assert known_early(project, kari) is None


def test_a_begun_answer_that_was_dealt_to_somebody_else_is_not_gone_on_with(
    project: SmallProject, kari: Coder
) -> None:
    begun, mine = project.answers[2], project.answers[1]
    act(project.engine, kari.id, "set_code", lambda work: set_code(work, begun, project.codes[0], kari.id))
    act(project.engine, None, "deal", lambda work: work.update("answer", mine, dealt_to=kari.id))
    assert known_early(project, kari) is None
    assert desk_start(project, kari)[0] == mine


def test_the_first_text_is_that_of_the_answer_the_desk_begins_with(
    project: SmallProject, kari: Coder
) -> None:
    start, last_entry = desk_start(project, kari)
    keep(project, kari, uid_of(project, start), last_entry)
    text = ask(project.engine, lambda work: first_text(work, "hva_skal_til", kari))
    assert text == (start, TEXTS[project.answers.index(start)])


def test_no_text_or_name_is_written(project: SmallProject, kari: Coder) -> None:
    place = ask(project.engine, lambda work: place_of(work, question(project.engine), kari, "Våren"))
    remember(place, uid_of(project, project.answers[0]))
    written = left_off_file().read_text(encoding="ascii")
    assert not any(each in written for each in ("kari", "hva_skal_til", "ren", *TEXTS))
