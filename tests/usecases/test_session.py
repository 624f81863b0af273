"""One sitting: acts in order, each acknowledged when on disk, none done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coder.store import schema, unit_of_work
from coder.store.coders import all_coders
from coder.store.codings import codings_of
from coder.store.engine import transaction
from coder.store.failures import StorageFailedError
from coder.store.history import entries, last_number
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import ClosedCodeError, mark_done, set_code
from coder.usecases.session import Acknowledgement, Session
from tests.builders import SmallProject, act, ask, count, faults, small_project

Said = Acknowledgement[object]


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url)


def coding(p: SmallProject, answer: int, code: int) -> Callable[[Writing], None]:
    return lambda work: set_code(work, p.answers[answer], p.codes[code], p.kari)


def sit(project_url: str, name: str = "kari") -> Session:
    session = Session(project_url, name)
    session.open()
    return session


@pytest.mark.slow
def test_acts_are_acknowledged_in_order_with_their_entries(project: SmallProject, project_url: str) -> None:
    said: list[Said] = []
    session = sit(project_url)
    uids = [session.write("set_code", coding(project, answer, 0), said.append) for answer in range(5)]
    session.close()
    assert [each.uid for each in said] == uids
    assert [each.error for each in said] == [None] * 5
    numbers = [each.entry for each in said]
    assert numbers == sorted(numbers)  # type: ignore[type-var]
    stored = {each.uid: each.number for each in ask(project.engine, entries)}
    assert [stored[uid] for uid in uids] == numbers
    assert faults(project.engine) == []


def test_what_is_acknowledged_can_be_read_by_others_at_once(project: SmallProject, project_url: str) -> None:
    seen: list[int] = []
    session = sit(project_url)
    done = threading.Event()

    def acknowledged(said: Said) -> None:
        seen.append(count(project.engine, schema.coding))
        done.set()

    session.write("set_code", coding(project, 0, 0), acknowledged)
    assert done.wait(10)
    assert seen == [1]
    session.close()


def test_a_reading_may_wait_for_what_was_handed_in(project: SmallProject, project_url: str) -> None:
    session = sit(project_url)
    for answer in range(5):
        session.write("set_code", coding(project, answer, 0), lambda _said: None)
    before = ask(project.engine, last_number)
    assert session.read_after_writes(lambda work: len(codings_of(work, project.answers))) == 5
    session.close()
    assert ask(project.engine, last_number) <= before + 5


def test_a_refusal_is_told_and_the_next_act_goes_on(project: SmallProject, project_url: str) -> None:
    act(
        project.engine,
        project.ola,
        "retire_code",
        lambda work: work.update("code", project.codes[1], retired=9),
    )
    said: list[Said] = []
    session = sit(project_url)
    session.write("set_code", coding(project, 0, 1), said.append)
    session.write("set_code", lambda work: 1 / 0, said.append)
    session.write("set_code", coding(project, 0, 0), said.append)
    session.close()
    assert isinstance(said[0].error, ClosedCodeError)
    assert isinstance(said[1].error, ZeroDivisionError)
    assert said[2].error is None
    assert count(project.engine, schema.coding) == 1


def test_an_act_that_changes_nothing_is_acknowledged_without_an_entry(
    project: SmallProject, project_url: str
) -> None:
    said: list[Said] = []
    session = sit(project_url)
    for _ in range(2):
        session.write(
            "mark_done", lambda work: mark_done(work, project.answers[0], project.kari), said.append
        )
    session.close()
    assert said[0].entry is not None
    assert (said[1].entry, said[1].error) == (None, None)


def test_a_commit_whose_answer_was_lost_is_not_done_again(
    project: SmallProject, project_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit arrives, its answer does not: the session asks, and finds it done."""
    lost = [True]

    @contextmanager
    def losing(engine: Any, *, writing: bool) -> Any:
        with transaction(engine, writing=writing) as connection:
            yield connection
        if writing and lost.pop():
            lost.append(False)
            raise StorageFailedError("server closed the connection unexpectedly")

    session = sit(project_url)
    said: list[Said] = []
    monkeypatch.setattr(unit_of_work, "transaction", losing)
    before = ask(project.engine, last_number)
    uid = session.write("set_code", coding(project, 0, 0), said.append)
    session.close()
    assert [(each.uid, each.error, each.entry) for each in said] == [(uid, None, before + 1)]
    assert ask(project.engine, last_number) == before + 1
    assert count(project.engine, schema.coding) == 1


def test_an_act_that_failed_outright_is_tried_once_more(
    project: SmallProject, project_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail_at_first(work: Writing) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise StorageFailedError("forbindelsen ble brutt")
        set_code(work, project.answers[0], project.codes[0], project.kari)

    def fail(work: Writing) -> None:
        raise StorageFailedError("forbindelsen ble brutt")

    said: list[Said] = []
    session = sit(project_url)
    session.write("set_code", fail_at_first, said.append)
    session.write("set_code", fail, said.append)
    session.close()
    assert said[0].error is None
    assert isinstance(said[1].error, StorageFailedError)
    assert count(project.engine, schema.coding) == 1


def test_closing_waits_for_everything_handed_in(project: SmallProject, project_url: str) -> None:
    said: list[Said] = []
    session = sit(project_url)
    for answer in range(5):
        for code in range(3):
            session.write("set_code", coding(project, answer, code), said.append)
    session.close()
    assert len(said) == 15
    assert count(project.engine, schema.coding) == 15


def test_a_new_coder_is_made_on_opening_and_found_the_next_time(
    project: SmallProject, project_url: str
) -> None:
    for _ in range(2):
        session = sit(project_url, "nils")
        assert session.coder.name == "nils"
        session.close()
    names = [each.name for each in ask(project.engine, all_coders)]
    assert names.count("nils") == 1


def test_reading_sees_one_moment(project: SmallProject, project_url: str) -> None:
    session = sit(project_url)

    def twice(work: unit_of_work.Reading) -> tuple[int, int]:
        query = select(schema.project.c.last_entry)
        first = work.connection.scalar(query)
        act(
            project.engine, project.ola, "set_code", lambda w: set_code(w, project.answers[0], 1, project.ola)
        )
        return int(first or 0), int(work.connection.scalar(query) or 0)

    first, second = session.read(twice)
    assert first == second
    session.close()


def test_the_day_s_backup_is_made_once(tmp_path: Path) -> None:
    small_project(tmp_path / "project.sqlite")
    session = sit(str(tmp_path / "project.sqlite"))
    assert session.back_up() is not None
    assert session.back_up() is None
    session.close()
