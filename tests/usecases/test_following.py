"""What others write is told soon, once, and not what is written here."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from coder.store.backup import entry_in
from coder.store.coders import present_coder
from coder.store.engine import project_engine, transaction
from coder.store.history import last_number
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import set_code
from coder.usecases.session import Acknowledgement, Session
from coder.usecases.team.following import OthersWrote
from tests.builders import SmallProject, act, ask, small_project

SOON = 10.0
"""Seconds; on a calm machine it takes a third of one."""

Told = queue.Queue[OthersWrote]


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url)


@contextmanager
def following(project_url: str, name: str = "kari") -> Iterator[tuple[Session, Told]]:
    session, told = Session(project_url, name), Told()
    session.open()
    session.follow(told.put)
    try:
        yield session, told
    finally:
        session.close()


def new_code(path: str) -> Callable[[Writing], int]:
    return lambda work: add_code(work, 1, path)


def written(session: Session, operation: str, do: Callable[[Writing], object]) -> int | None:
    done = threading.Event()
    entries: list[int | None] = []

    def acknowledged(said: Acknowledgement[object]) -> None:
        entries.append(said.entry)
        done.set()

    session.write(operation, do, acknowledged)
    assert done.wait(SOON)
    return entries[0]


def first_told_of_another(project: SmallProject, told: Told) -> OthersWrote:
    """Have somebody else write, and return what is told first."""
    act(project.engine, project.ola, "set_code", lambda work: set_code(work, 1, 1, project.ola))
    return told.get(timeout=SOON)


@pytest.mark.slow
def test_what_another_session_writes_is_told_with_who_and_what(
    project: SmallProject, project_url: str
) -> None:
    other = Session(project_url, "ola")
    other.open()
    with following(project_url) as (_session, told):
        entry = written(other, "add_code", new_code("Boligpris"))
        heard = told.get(timeout=SOON)
    other.close()
    assert entry is not None
    assert heard.entry == entry
    assert heard.coders == {project.ola}
    assert "code" in heard.nouns


@pytest.mark.slow
def test_what_is_written_here_is_no_news(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (session, told):
        for path in ("Boligpris", "Bussrute"):
            written(session, "add_code", new_code(path))
        assert first_told_of_another(project, told).coders == {project.ola}


@pytest.mark.slow
def test_between_own_acts_those_of_others_are_told(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (session, told):
        written(session, "add_code", new_code("Boligpris"))
        act(project.engine, project.ola, "set_code", lambda work: set_code(work, 1, 1, project.ola))
        last = written(session, "add_code", new_code("Bussrute"))
        heard = told.get(timeout=SOON)
    assert heard.coders == {project.ola}
    assert "code" not in heard.nouns
    assert last == heard.entry + 1


@pytest.mark.slow
def test_the_same_coder_at_another_place_is_another(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (_session, told):
        act(project.engine, project.kari, "add_code", new_code("Boligpris"))
        assert told.get(timeout=SOON).coders == {project.kari}


@pytest.mark.slow
def test_many_acts_are_told_as_few(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (_session, told):
        for number in range(40):
            act(project.engine, project.ola, "add_code", new_code(f"Kode {number}"))
        newest = ask(project.engine, last_number)
        heard = [told.get(timeout=SOON)]
        while heard[-1].entry < newest:
            heard.append(told.get(timeout=SOON))
    assert len(heard) < 20


def test_what_was_written_between_opening_and_following_is_told(
    project: SmallProject, project_url: str
) -> None:
    session, told = Session(project_url, "kari"), Told()
    session.open()
    act(project.engine, project.ola, "add_code", new_code("Boligpris"))
    session.follow(told.put)
    assert told.get(timeout=SOON).coders == {project.ola}
    session.close()


@pytest.mark.slow
def test_what_makes_no_entry_is_no_news(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (_session, told):
        with transaction(project.engine, writing=True) as connection:
            connection.execute(text("UPDATE project SET name = name"))
        assert first_told_of_another(project, told).nouns == {"coding", "coded"}


@pytest.mark.slow
def test_following_ends_at_once(project: SmallProject, project_url: str) -> None:
    with following(project_url) as (session, told):
        act(project.engine, project.ola, "add_code", new_code("Boligpris"))
        told.get(timeout=SOON)
        begun = time.perf_counter()
        session.close()
    assert time.perf_counter() - begun < 1.5


def test_two_pieces_of_news_are_told_as_one() -> None:
    one = OthersWrote(7, frozenset({"code"}), frozenset({1}))
    other = OthersWrote(9, frozenset({"coding"}), frozenset({2, None}))
    assert one.and_then(other) == OthersWrote(9, frozenset({"code", "coding"}), frozenset({1, 2, None}))


@pytest.mark.postgres
def test_when_the_server_was_away_it_is_told_what_was_written_meanwhile(new_postgres_url: str) -> None:
    project = small_project(new_postgres_url)
    with following(new_postgres_url) as (_session, told):
        act(project.engine, project.ola, "add_code", new_code("Boligpris"))
        told.get(timeout=SOON)
        engine = project_engine(new_postgres_url)
        with engine.begin() as connection:
            ended = "pg_terminate_backend(pid)"
            others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(text(f"SELECT {ended} {others}"))
        ola = present_coder(engine, "ola")
        act(engine, ola.id, "add_code", new_code("Bussrute"))
        engine.dispose()
        assert told.get(timeout=SOON).coders == {project.ola}


@pytest.mark.postgres
def test_a_server_that_tells_nothing_is_asked(new_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from coder.store import announcement, server_news

    monkeypatch.setattr(announcement, "can_announce", lambda _connection: False)
    monkeypatch.setattr(server_news, "can_announce", lambda _connection: False)
    monkeypatch.setattr(server_news, "ASK_SECONDS", 0.2)
    project = small_project(new_postgres_url)
    with following(new_postgres_url) as (_session, told):
        time.sleep(0.3)
        act(project.engine, project.ola, "add_code", new_code("Boligpris"))
        assert told.get(timeout=SOON).coders == {project.ola}


@pytest.mark.slow
def test_a_copy_made_by_hand_soon_after_coding_holds_what_was_coded(tmp_path: Path) -> None:
    file = tmp_path / "one.sqlite"
    project = small_project(str(file))
    with following(str(file)) as (session, _told):
        entry = written(session, "add_code", new_code("Boligpris"))
        copy = tmp_path / "copy.sqlite"
        deadline = time.monotonic() + SOON
        found: int | None = None
        while found != entry and time.monotonic() < deadline:
            time.sleep(0.2)
            shutil.copyfile(file, copy)
            found = entry_in(copy)
    project.engine.dispose()
    assert found == entry
