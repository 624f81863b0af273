"""A project in another place: every row of it, or nothing."""

from __future__ import annotations

import random
import sqlite3
import stat
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine, insert, inspect, select, text

from coder.domain.errors import CoderError
from coder.store import schema
from coder.store.carried_rows import STAYING, CannotHoldError
from coder.store.copying import NotWholeError
from coder.store.engine import is_url, project_engine
from coder.store.new_place import NotEmptyError, ProjectExistsError
from coder.store.project import NoProjectError, open_project
from coder.usecases.project.copying import BothThereError, copy_project, which_way
from tests.builders import SmallProject, add_coder, ask, code_answer, faults, finish, small_project
from tests.store.project_machine import FileMachine

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(engine: Engine) -> Rows:
    """Return every row of every table that goes along, but the list of what left."""
    tables = set(schema.metadata.sorted_tables) - STAYING - {schema.export}
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for table in tables
        }


def indexes_of(engine: Engine) -> set[tuple[str, str | None]]:
    """Return the named indexes by table; those that uniqueness makes are called differently on either."""
    found = inspect(engine)
    with warnings.catch_warnings():
        # SQLAlchemy cannot tell of which expressions an index is.
        warnings.simplefilter("ignore")
        return {
            (table, index["name"])
            for table in found.get_table_names()
            for index in found.get_indexes(table)
            if not index["unique"]
        }


def emptied(url: str) -> str:
    """Take everything out of a database."""
    engine = project_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def wait_for_the_server(url: str) -> None:
    """Wait until the server is through with whoever was killed: a commit it has begun is a commit."""
    engine = project_engine(url)
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        while connection.scalar(text(f"SELECT count(*) {others}")):
            connection.rollback()
            time.sleep(0.02)
    engine.dispose()


@pytest.fixture
def p(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "a.sqlite")
    code_answer(made.engine, made.answers[0], made.codes[0], made.kari, [(0, 5)])
    finish(made.engine, made.answers[0], made.kari)
    return made


@pytest.mark.slow
def test_a_copy_in_a_file_has_every_row_and_is_its_owners_only(p: SmallProject, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    copied = copy_project(p.engine, str(target), p.kari)
    engine = open_project(str(target))
    assert rows_of(engine) == rows_of(p.engine)
    assert faults(engine) == []
    assert copied.entry == ask(engine, lambda w: w.connection.scalar(select(schema.project.c.last_entry)))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    code_answer(engine, p.answers[1], p.codes[1], p.ola)
    assert faults(engine) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_there_and_back_again(p: SmallProject, tmp_path: Path, new_postgres_url: str) -> None:
    copy_project(p.engine, new_postgres_url, p.kari)
    server = open_project(new_postgres_url)
    assert rows_of(server) == rows_of(p.engine)
    assert faults(server) == []
    assert indexes_of(server) == indexes_of(p.engine)
    code_answer(server, p.answers[1], p.codes[1], p.ola)
    copy_project(server, str(tmp_path / "b.sqlite"), p.kari)
    back = open_project(str(tmp_path / "b.sqlite"))
    assert rows_of(back) == rows_of(server)
    assert faults(back) == []
    server.dispose()


def test_it_is_written_down_in_the_original_that_the_text_left(p: SmallProject, tmp_path: Path) -> None:
    copy_project(p.engine, str(tmp_path / "b.sqlite"), p.kari)
    table = schema.export
    [row] = ask(p.engine, lambda work: work.connection.execute(select(table)).all())
    assert (row.what, row.format, row.file, row.has_text) == ("copy", "sqlite", "b.sqlite", 1)


def test_roles_come_along_without_logins_and_who_works_there_stays(p: SmallProject, tmp_path: Path) -> None:
    now = "2026-01-01T08:00:00.000000Z"
    with p.engine.begin() as connection:
        connection.execute(insert(schema.member), {"coder_id": p.kari, "role": "lead", "login": "kari_db"})
        sitting = {"uid": "s", "coder_id": p.kari, "place": "terminal", "since": now, "seen": now}
        connection.execute(insert(schema.sitting), sitting)
        claim = {"question_id": p.question_id, "coder_id": p.kari, "answer_id": p.answers[0], "until": now}
        connection.execute(insert(schema.claim), claim)
        link = {"uid": "l", "coder_id": p.kari, "hash": "h", "made": now, "expires": now}
        connection.execute(insert(schema.login_link), link)
    copied = copy_project(p.engine, str(tmp_path / "b.sqlite"), p.kari)
    assert copied.roles == 1
    engine = open_project(str(tmp_path / "b.sqlite"))
    with engine.connect() as connection:
        assert connection.execute(select(schema.member)).all() == [(p.kari, "lead", None)]
        assert all(not connection.execute(select(table)).all() for table in STAYING)


# What is there already


def test_the_copy_goes_where_no_project_is(p: SmallProject, tmp_path: Path) -> None:
    here, there = str(tmp_path / "a.sqlite"), str(tmp_path / "b.sqlite")
    assert which_way(there, here) == (here, there)
    assert which_way(here, there) == (here, there)
    copy_project(p.engine, there, p.kari)
    with pytest.raises(BothThereError):
        which_way(here, there)
    with pytest.raises(NoProjectError):
        which_way(str(tmp_path / "c.sqlite"), str(tmp_path / "d.sqlite"))


def test_a_file_that_is_there_is_never_written_over(p: SmallProject, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    target.write_text("noe annet")
    with pytest.raises(ProjectExistsError):
        copy_project(p.engine, str(target), p.kari)
    assert target.read_text() == "noe annet"
    assert sorted(each.name for each in tmp_path.glob("b*")) == ["b.sqlite"]


@pytest.mark.slow
@pytest.mark.postgres
def test_a_database_that_holds_anything_is_left_alone(p: SmallProject, new_postgres_url: str) -> None:
    engine = project_engine(new_postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE noe_annet (x integer)"))
    with pytest.raises(NotEmptyError):
        copy_project(p.engine, new_postgres_url, p.kari)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["noe_annet"]
    engine.dispose()


# What cannot be copied


def test_a_project_with_a_loose_end_is_not_copied(p: SmallProject, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute("UPDATE coding SET code_id = 999")
    with pytest.raises(NotWholeError):
        copy_project(p.engine, str(tmp_path / "b.sqlite"), p.kari)
    assert list(tmp_path.glob("b*")) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_what_a_server_cannot_hold_is_told_without_its_words(p: SmallProject, new_postgres_url: str) -> None:
    with p.engine.begin() as connection:
        connection.execute(text("UPDATE text SET body = 'HEMMELIG' || char(0) WHERE id = 1"))
    with pytest.raises(CannotHoldError, match="«text»") as refused:
        copy_project(p.engine, new_postgres_url, p.kari)
    chain: BaseException | None = refused.value
    while chain is not None:
        assert "HEMMELIG" not in str(chain)
        chain = chain.__cause__
    with pytest.raises(NoProjectError):
        open_project(new_postgres_url)


# At any moment

COPIER = """
import sys
from coder.store.project import open_project
from coder.usecases.project.copying import copy_project

engine = open_project(sys.argv[1])
print("ready", flush=True)
copy_project(engine, sys.argv[2], 1)
print("copied", flush=True)
"""


@pytest.mark.slow
def test_a_copy_that_is_killed_leaves_no_half_project(tmp_path: Path) -> None:
    killed_while_copying(tmp_path, str(tmp_path / "b.sqlite"), times=4)
    assert [each.name for each in tmp_path.glob("b.sqlite*")] == ["b.sqlite"]


@pytest.mark.slow
@pytest.mark.postgres
def test_a_copy_to_a_server_that_is_killed_leaves_nothing(tmp_path: Path, new_postgres_url: str) -> None:
    killed_while_copying(tmp_path, new_postgres_url, times=3)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["file", "server"])
def test_60_killed_copies_leave_nothing(tmp_path: Path, new_postgres_url: str, kind: str) -> None:
    target = str(tmp_path / "b.sqlite") if kind == "file" else new_postgres_url
    killed_while_copying(tmp_path, target, times=60)


def killed_while_copying(folder: Path, target: str, times: int) -> None:
    """Kill copies at random moments; none is there unless it is whole. Then let one come through."""
    p = small_project(folder / "a.sqlite", texts=[f"Svar nummer {n}. Og mer til." for n in range(250)])
    rng = random.Random(8)
    for _time in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", COPIER, str(folder / "a.sqlite"), target], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(rng.random() * 0.4)
        process.kill()
        said = process.stdout.read()
        process.wait()
        process.stdout.close()
        if is_url(target):
            wait_for_the_server(target)
        try:
            engine = open_project(target)
        except CoderError:
            assert said == b""
            continue
        assert rows_of(engine) == rows_of(p.engine)
        engine.dispose()
        if is_url(target):
            emptied(target)
        else:
            Path(target).unlink()
    copy_project(p.engine, target, p.kari)
    engine = open_project(target)
    assert rows_of(engine) == rows_of(p.engine)
    assert faults(engine) == []
    engine.dispose()


CODER = """
import sys
from coder.store.coders import present_coder
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from coder.usecases.coding.setting import remove_code, set_code

engine = open_project(sys.argv[1])
coder = present_coder(engine, "nils")
while True:
    for act in (set_code, remove_code):
        with writing(engine, coder_id=coder.id, operation=act.__name__) as work:
            act(work, 1, 1, coder.id)
    print("x", flush=True)
"""


@pytest.mark.slow
def test_a_copy_made_while_somebody_codes_is_of_one_moment(p: SmallProject, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CODER, str(tmp_path / "a.sqlite")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        entries = []
        for number in range(3):
            process.stdout.readline()
            target = str(tmp_path / f"b{number}.sqlite")
            entries.append(copy_project(p.engine, target, p.kari).entry)
            engine = open_project(target)
            assert faults(engine) == []
            engine.dispose()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert entries[0] < entries[-1]


# Whatever has been done


class CopiedMachine(FileMachine):
    """What two coders did at random is copied to a server in the end, and back to a file."""

    url: ClassVar[str]

    def teardown(self) -> None:
        coder = add_coder(self.project.engine, "kari")
        copy_project(self.project.engine, emptied(self.url), coder)
        server = open_project(self.url)
        assert rows_of(server) == rows_of(self.project.engine)
        assert faults(server) == []
        server.dispose()
        super().teardown()


@pytest.mark.slow
@pytest.mark.postgres
def test_whatever_two_coders_did_arrives_on_a_server(new_postgres_url: str) -> None:
    CopiedMachine.url = new_postgres_url
    run_state_machine_as_test(
        CopiedMachine,
        settings=settings(
            max_examples=2, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.soak
@pytest.mark.postgres
def test_whatever_two_coders_did_for_long_arrives_on_a_server(new_postgres_url: str) -> None:
    CopiedMachine.url = new_postgres_url
    run_state_machine_as_test(
        CopiedMachine,
        settings=settings(
            max_examples=100, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
