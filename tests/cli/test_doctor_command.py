"""`coder doctor`: what is amiss, and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from coder.cli import doctor_terminal
from coder.cli.group import cli
from coder.store import schema
from coder.store.passing import passing
from coder.store.sittings import note_sitting
from coder.usecases.project.doctor import State
from tests.builders import small_project
from tests.made_once import made_once


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    path = str(tmp_path / "a.sqlite")
    small_project(path).engine.dispose()
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--coder", "kari", *arguments])


def found(target: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = run("--project", target, "doctor", "--json")
    told = json.loads(done.stdout)
    assert told["well"] is (done.exit_code == 0)
    return done.exit_code, {each["about"]: each for each in told["found"]}


def test_a_sound_project_on_a_sound_machine_is_well(target: str) -> None:
    code, told = found(target)
    assert code == 0
    assert told["database"]["said"].startswith("SQLite 3.")
    assert told["project"]["said"].startswith("project «Prøve», ")
    assert told["writing"]["state"] == "ok"
    assert {"extra team", "extra web", "program", "language", "disk"} <= told.keys()


def test_it_is_said_in_words_what_to_do(tmp_path: Path) -> None:
    done = run("--project", str(tmp_path / "finnes ikke.sqlite"), "doctor")
    assert done.exit_code == 1
    assert "!!  There is no project" in done.stdout
    assert done.stdout.endswith("1 thing is in the way (!!).\n")


def test_without_a_project_the_machine_alone_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("doctor")
    assert done.exit_code == 0
    assert "name one with --project" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_trouble_and_says_how_to_restore(target: str) -> None:
    path = Path(target)
    raw = bytearray(path.read_bytes())
    raw[8 * 4096 : 12 * 4096] = os.urandom(4 * 4096)
    path.write_bytes(raw)
    code, told = found(target)
    assert code == 1
    said = told.get("integrity") or told["database"]
    assert said["state"] == "trouble"
    assert "estore" in said["said"] + str(said["advice"])


def test_what_is_no_project_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("Kjære kommune")
    assert found(str(tmp_path / "a.sqlite"))[0] == 1


def test_a_database_of_something_else_is_told_as_every_command_tells_it(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()
    told = run("--project", str(path), "project", "info").output.strip().removeprefix("Error: ")
    assert "holds no project" in told
    assert told in run("--project", str(path), "doctor").output


@pytest.mark.parametrize(("version", "state"), [("0008", "note"), ("9999", "trouble")])
def test_a_project_of_another_version_is_told_and_left_as_it_is(
    target: str, version: str, state: str
) -> None:
    with sqlite3.connect(target) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (version,))
    raw.close()
    _code, told = found(target)
    assert told["schema"]["state"] == state
    with sqlite3.connect(target) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)
    raw.close()


def test_a_synchronised_folder_is_trouble_and_every_command_warns_of_it(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    inside = str(folder / "a.sqlite")
    shutil.copy(target, inside)
    code, told = found(inside)
    assert (code, told["place"]["state"]) == (1, "trouble")
    assert "Dropbox" in told["place"]["said"]
    assert run("--project", inside, "questions").stderr.count("Dropbox synchronises") == 1
    made = run("--project", str(folder / "ny.sqlite"), "project", "new")
    assert (made.exit_code, made.stderr.count("Dropbox synchronises")) == (0, 1)


def test_a_clock_that_is_behind_is_told(target: str) -> None:
    engine = small_project(str(Path(target).with_name("b.sqlite"))).engine
    with passing(engine) as work:
        work.connection.execute(update(schema.project).values(last_at="2999-01-01T00:00:00.000000Z"))
        note_sitting(work, "a", 2, None, "terminal")
    engine.dispose()
    code, told = found(str(Path(target).with_name("b.sqlite")))
    assert (code, told["clock"]["state"]) == (0, "note")
    assert told["people"]["said"] == "Has it open now: kari"


@pytest.mark.slow
def test_a_server_is_looked_at_without_its_password(
    new_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_project(new_postgres_url).engine.dispose()
    monkeypatch.setenv("CODER_PROJECT", new_postgres_url)
    done = run("doctor", "--json")
    told = {each["about"]: each for each in json.loads(done.stdout)["found"]}
    assert told["database"]["said"].startswith("PostgreSQL ")
    assert told["writing"]["state"] == "ok"


@pytest.mark.parametrize(
    ("size", "state"), [((50, 24), State.TROUBLE), ((79, 24), State.NOTE), ((80, 24), State.WELL)]
)
def test_a_terminal_too_small_for_the_screens_is_told(
    size: tuple[int, int], state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size(size))
    told = {each.about: each for each in doctor_terminal.terminal_found({"TERM": "xterm-256color"})}
    assert told["size"].state is state
    assert told["colours"].state is State.NOTE
    [*_letters, dumb] = doctor_terminal.terminal_found({"TERM": "dumb"})
    assert dumb.state is State.TROUBLE


def test_what_the_settings_file_says_wrongly_is_trouble(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text("theme = 3")
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config.toml"))
    code, told = found(target)
    assert (code, told["settings"]["state"]) == (1, "trouble")
