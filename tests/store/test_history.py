"""Entries: without gaps, chained, never back in time; the state at any moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from coder.domain.entry import Entry, chained_hash, timestamp
from coder.store import schema, unit_of_work
from coder.store.as_of import engine_as_of, present_state, rebuilt_state, state_as_of
from coder.store.bulk import insert_rows
from coder.store.history import UnknownMomentError, changes_by_entry, entries, last_number, moment, start_of
from coder.store.settled import settled_coders
from coder.store.unit_of_work import entry_of, reading, writing
from coder.usecases.coding.setting import set_code
from coder.usecases.project.making import TagExistsError, TagNameError, add_tag
from tests.builders import (
    SmallProject,
    act,
    add_coder,
    add_codes,
    ask,
    code_answer,
    count,
    faults,
    finish,
    new_project,
    small_project,
    undo,
)
from tests.made_once import made_once


@pytest.fixture
@made_once
def project(project_url: str) -> SmallProject:
    p = small_project(project_url)
    for answer in p.answers:
        code_answer(p.engine, answer, p.codes[0], p.kari, [(0, 3)])
        finish(p.engine, answer, p.kari)
    undo(p.engine, p.kari)
    return p


@pytest.mark.slow
def test_entries_have_no_gaps_and_chain(project: SmallProject) -> None:
    with reading(project.engine) as work:
        rows = work.connection.execute(select(schema.entry).order_by(schema.entry.c.number)).all()
        coders = work.connection.execute(select(schema.coder.c.id, schema.coder.c.uid))
        uids = {row.id: row.uid for row in coders}
        changes = changes_by_entry(work, [row.number for row in rows])
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    previous = ""
    for row in rows:
        entry = Entry(row.number, row.uid, row.at, None, row.operation, row.undoes)
        coder = uids.get(row.coder_id)
        previous = chained_hash(previous, entry, coder, changes[row.number])
        assert row.hash == previous
    assert faults(project.engine) == []


def test_an_act_that_changes_nothing_leaves_no_entry(project: SmallProject) -> None:
    before = ask(project.engine, last_number)
    finish(project.engine, project.answers[0], project.kari)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    assert ask(project.engine, last_number) == before


@pytest.mark.slow
def test_an_act_that_fails_leaves_nothing(project: SmallProject) -> None:
    before = ask(project.engine, present_state)

    def fail(work: unit_of_work.Writing) -> None:
        set_code(work, project.answers[0], project.codes[1], project.kari)
        raise KeyError("midt i")

    with pytest.raises(KeyError):
        act(project.engine, project.kari, "set_code", fail)
    assert ask(project.engine, present_state) == before
    assert faults(project.engine) == []


def test_time_never_goes_back_although_the_clock_is_set_back(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime(2001, 1, 1, tzinfo=tz)

    before = ask(project.engine, entries)[-1].at
    monkeypatch.setattr(unit_of_work, "datetime", Yesterday)
    code_answer(project.engine, project.answers[0], project.codes[1], project.ola)
    newest = ask(project.engine, entries)[-1]
    assert newest.at == before
    assert faults(project.engine) == []


def test_a_time_is_the_later_of_now_and_the_last() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert timestamp(late, timestamp(early, "")) == "2026-01-02T00:00:00.000000Z"
    assert timestamp(early, timestamp(late, "")) == "2026-01-02T00:00:00.000000Z"
    elsewhere = datetime.fromisoformat("2026-01-02T01:00:00+01:00")
    assert timestamp(elsewhere, "") == "2026-01-02T00:00:00.000000Z"


@pytest.mark.slow
def test_a_command_sent_again_is_never_done_twice(project: SmallProject) -> None:
    with writing(project.engine, coder_id=project.ola, operation="set_code", uid="a" * 32) as work:
        set_code(work, project.answers[0], project.codes[1], project.ola)
    number = ask(project.engine, lambda work: entry_of(work, "a" * 32))
    assert number == ask(project.engine, last_number)
    with (
        pytest.raises(IntegrityError),
        writing(project.engine, coder_id=project.ola, operation="set_code", uid="a" * 32) as work,
    ):
        set_code(work, project.answers[1], project.codes[1], project.ola)
    assert ask(project.engine, last_number) == number
    assert faults(project.engine) == []


# As of


@pytest.mark.slow
def test_the_state_of_any_entry_is_the_same_forwards_and_backwards(project: SmallProject) -> None:
    with reading(project.engine) as work:
        for number in range(1, last_number(work) + 1):
            assert state_as_of(work, number) == rebuilt_state(work, number)
        assert rebuilt_state(work, last_number(work)) == present_state(work)


def test_a_past_day_can_be_queried_like_today(project: SmallProject) -> None:
    with reading(project.engine) as work:
        number = last_number(work) - 4
        then = state_as_of(work, number)
        past = engine_as_of(work, number)
    try:
        with reading(past) as work:
            assert present_state(work) == then
            stored = {row.answer_id: row.coder_id for row in work.connection.execute(select(schema.settled))}
            assert stored == settled_coders(work.connection, list(stored))
            assert len(stored) == 3
            assert last_number(work) == number
        assert count(past, schema.sentence) == count(project.engine, schema.sentence)
    finally:
        past.dispose()


def test_a_moment_is_an_entry_a_tag_a_date_or_a_time(project: SmallProject) -> None:
    tagged = act(project.engine, project.kari, "tag", lambda work: add_tag(work, "Rapport 2016"))
    with reading(project.engine) as work:
        last = last_number(work)
        assert tagged == last - 1
        assert moment(work, "3") == 3
        assert moment(work, "Rapport 2016") == tagged
        assert moment(work, f"{datetime.now().astimezone().date():%Y-%m-%d}") == last
        assert moment(work, "2001-01-01") == 0
        third = entries(work)[2].at
        assert moment(work, third) == 3
        for nonsense in ("i går", "", "0", str(last + 1), "2026-13-01", "9999-12-31", "-1"):
            with pytest.raises(UnknownMomentError):
                moment(work, nonsense)


def test_a_tag_names_one_moment_and_looks_like_no_number(project: SmallProject) -> None:
    act(project.engine, project.kari, "tag", lambda work: add_tag(work, " Rapport 2016 "))
    with pytest.raises(TagExistsError):
        act(project.engine, project.ola, "tag", lambda work: add_tag(work, "Rapport 2016"))
    for name in ("2016", "2016-03-01", "", "  "):
        with pytest.raises(TagNameError), writing(project.engine, coder_id=None, operation="tag") as work:
            add_tag(work, name)


@pytest.fixture
def oslo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program run in Oslo."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "day, inside, outside",
    [
        ("2026-01-15", "2026-01-15T22:59:59.999999Z", "2026-01-15T23:00:00.000000Z"),
        ("2026-07-15", "2026-07-15T21:59:59.999999Z", "2026-07-15T22:00:00.000000Z"),
        # The day of 23 hours, and the day of 25.
        ("2026-03-29", "2026-03-29T21:59:59.999999Z", "2026-03-29T22:00:00.000000Z"),
        ("2026-10-25", "2026-10-25T22:59:59.999999Z", "2026-10-25T23:00:00.000000Z"),
    ],
)
def test_a_bare_date_means_the_end_of_that_day_here(
    tmp_path: Any, oslo: None, day: str, inside: str, outside: str
) -> None:
    engine = new_project(tmp_path / "project.sqlite")
    add_coder(engine, "kari")
    _set_times(engine, {1: inside, 2: outside})
    assert ask(engine, lambda work: moment(work, day)) == 1


def test_a_bare_date_begins_at_midnight_here(oslo: None) -> None:
    assert start_of("2026-03-29") == "2026-03-28T23:00:00.000000Z"
    assert start_of("2026-07-15T12:00:00") == "2026-07-15T10:00:00.000000Z"


def _set_times(engine: Engine, times: dict[int, str]) -> None:
    with engine.begin() as connection:
        for number, at in times.items():
            connection.execute(update(schema.entry).where(schema.entry.c.number == number).values(at=at))


def test_entries_are_found_by_time_and_by_row(project: SmallProject) -> None:
    with reading(project.engine) as work:
        every = entries(work)
        assert entries(work, since=every[4].at)[0].number <= 5
        future = timestamp(datetime.now(UTC) + timedelta(days=1), "")
        assert entries(work, since=future) == []
        uid = work.records.uids_of("answer", [project.answers[0]])
        assert [each.operation for each in entries(work, uids=uid)] == ["import_survey"]
        assert [each.number for each in entries(work, newest_first=True, limit=2)] == [
            every[-1].number,
            every[-2].number,
        ]


def test_a_past_day_has_a_code_under_one_that_came_later(project: SmallProject) -> None:
    first = project.codes[0]
    [theme] = add_codes(project.engine, project.question_id, "Tema")
    act(project.engine, project.kari, "move_code", lambda work: work.update("code", first, parent=theme))
    with reading(project.engine) as work:
        past = engine_as_of(work, last_number(work))
    assert ask(past, present_state) == ask(project.engine, present_state)
    past.dispose()


@pytest.mark.slow
def test_the_entries_of_rows_are_found_however_many_they_are(project_url: str) -> None:
    p = small_project(project_url)
    begun = ask(p.engine, last_number)
    many = 33_000 if p.engine.dialect.name == "sqlite" else 66_000
    with p.engine.begin() as connection:
        insert_rows(
            connection,
            schema.entry,
            [
                {
                    "number": begun + number,
                    "uid": f"{number:032x}",
                    "at": f"2030-01-01T00:00:00.{number:06}Z",
                    "coder_id": p.kari,
                    "operation": "set_code",
                    "undoes": None,
                    "hash": "",
                }
                for number in range(1, many + 1)
            ],
        )
        insert_rows(
            connection,
            schema.change,
            [
                {
                    "entry": begun + number,
                    "number": 0,
                    "noun": "coding",
                    "uid": "c",
                    "field": "excerpts",
                    "before": "[]",
                    "after": "[]",
                }
                for number in range(1, many + 1)
            ],
        )
    oldest = [each.number for each in ask(p.engine, lambda work: entries(work, uids=["c"]))]
    assert oldest == list(range(begun + 1, begun + many + 1))
    newest = ask(p.engine, lambda work: entries(work, uids=["c"], newest_first=True, limit=6_000))
    assert [each.number for each in newest] == oldest[:-6_001:-1]
