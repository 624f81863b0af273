"""What people wrote is in the project and in the files asked for, and nowhere else; and nobody is called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coder.crash_report import FULL, crash_report
from coder.store import schema
from coder.store.failures import failures_explained
from tests.builders import new_project, small_project
from tests.reliability.watching import Watched, files_with, holds, network_taken_away
from tests.reliability.whole_job import MARKED, QUESTION
from tests.tui.terminal import terminal

pytestmark = pytest.mark.xdist_group("whole job")
"""What it leaves is looked at by several tests, on one worker."""
EXPECTED = {
    "survey.csv",
    "jobb.sqlite",
    "annet.sqlite",
    "kopi.sqlite",
    "ut.sav",
    "ut_svar.csv",
}
"""Where the marked word may stand for everybody to read; packed files hold it, too."""
_BACKUP = re.compile(r"jobb\.sqlite\.backups/jobb-[\w-]+\.sqlite")
_PROBE = re.compile(r"[a-z0-9_]{8}")
"""What Python calls the empty file it tries a folder with."""
_TABLE_AGAIN = re.compile(r"coder-again-\w+/.*")
"""A table made again to be held against its file: counts, no answers."""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Do the whole job once, without a network where that may be taken away."""
    watched = Watched(tmp_path_factory.mktemp("job"))
    program = ("-m", "tests.reliability.whole_job", str(watched.work))
    done = watched.run(*program, before=network_taken_away())
    assert done.returncode == 0, done.stderr.decode()
    return watched


@pytest.mark.slow
def test_the_whole_job_leaves_text_in_the_project_and_in_what_was_asked_for_only(job: Watched) -> None:
    found = files_with(MARKED, job.work)
    assert {name for name in found if not _BACKUP.fullmatch(name)} == EXPECTED
    assert files_with(MARKED, job.home) == set()
    assert list(job.temporary.iterdir()) == []


@pytest.mark.slow
def test_the_whole_job_puts_no_text_into_temporary_files_even_for_a_moment(job: Watched) -> None:
    temporary = [
        Path(path).relative_to(job.temporary).as_posix()
        for path in job.noted("writes")
        if Path(path).is_relative_to(job.temporary)
    ]
    # «.» is a file without a name, for the last words of the model's process.
    known = [name for name in temporary if _PROBE.fullmatch(name) or _TABLE_AGAIN.fullmatch(name)]
    assert [name for name in temporary if name != "." and name not in known] == []
    places = (job.work, job.temporary, job.home, Path("/dev"))
    elsewhere = [path for path in job.noted("writes") if not _is_in(path, job.work, places)]
    assert elsewhere == []


def _is_in(path: str, folder: Path, places: tuple[Path, ...]) -> bool:
    if path == ":memory:" or path.startswith("file:"):
        return True
    return any((folder / path).is_relative_to(place) for place in places)


@pytest.mark.slow
def test_the_whole_job_tells_other_programs_no_text(job: Watched) -> None:
    assert job.noted("starts")
    assert [each for each in job.noted("starts") if holds(each.encode(), MARKED)] == []


@pytest.mark.slow
def test_the_whole_job_calls_nobody(job: Watched) -> None:
    # A library looks whether this machine has IPv6 by taking an address of its own.
    assert [each for each in job.noted("calls") if "('::1', 0)" not in each] == []


@pytest.mark.slow
def test_the_whole_job_is_done_where_there_is_no_network(job: Watched) -> None:
    if not network_taken_away():
        pytest.skip("Taking the network away (unshare -rn) is not allowed here.")
    assert (job.work / "ut.qdpx").exists()


def broken(tmp_path: Path, fails: str) -> Watched:
    """Make a project with the marked word, and surroundings in which something fails with it."""
    watched = Watched(tmp_path, fails=f"{fails}\tSvar med {MARKED}")
    small_project(watched.work / "a.sqlite", texts=[f"Flere folk. {MARKED}."]).engine.dispose()
    return watched


@pytest.mark.slow
def test_a_command_that_fails_tells_where_but_no_text(tmp_path: Path) -> None:
    watched = broken(tmp_path, "coder.usecases.coding.setting\tset_code")
    command = ("assign", QUESTION, "r1", "Samarbeid")
    done = watched.run("-m", "coder", "--project", "a.sqlite", "--coder", "kari", *command)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr
    assert b"KeyError: its words are withheld" in done.stderr
    assert b"ValueError: its words are withheld" in done.stderr
    assert b"What was shown as saved is saved." in done.stderr
    assert not holds(done.stdout + done.stderr, MARKED)
    assert files_with(MARKED, watched.home) | files_with(MARKED, watched.temporary) == set()


@pytest.mark.slow
def test_who_looks_for_a_bug_is_told_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FULL, "1")
    watched = broken(tmp_path, "coder.usecases.coding.setting\tset_code")
    command = ("assign", QUESTION, "r1", "Samarbeid")
    done = watched.run("-m", "coder", "--project", "a.sqlite", "--coder", "kari", *command)
    assert holds(done.stderr, MARKED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "fails",
    [
        "coder.usecases.coding.setting\tset_code",  # on the writer's thread
        "coder.tui.coding.lines\thint_line",
        "coder.tui.coding.state\tCodingState.expect",
    ],
)
def test_a_screen_that_fails_leaves_no_text_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    watched = broken(tmp_path, fails)
    for name, value in watched.surroundings.items():
        monkeypatch.setenv(name, value)
    target = str(watched.work / "a.sqlite")
    with terminal(["--project", target, "--coder", "kari", "code", QUESTION], 100, 30) as screen:
        screen.wait_for(MARKED)
        screen.press("Samarbeid")
        screen.read(0.3)
        screen.press("\r")
        assert screen.exit_code() == 1
    # What is written after the screen was left stays on the terminal.
    left = screen.written.rpartition(b"\x1b[?1049l")[2]
    assert b"withheld" in left
    assert not holds(left, MARKED)
    assert files_with(MARKED, watched.home) | files_with(MARKED, watched.temporary) == set()


@pytest.mark.slow
def test_the_log_of_a_model_that_fails_holds_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = broken(tmp_path, "coder.worker.service\ttexts_of")
    for name, value in watched.surroundings.items():
        monkeypatch.setenv(name, value)
    target = str(watched.work / "a.sqlite")
    with terminal(["--project", target, "--coder", "kari", "code", QUESTION], 100, 30) as screen:
        screen.wait_for(MARKED)
        log = watched.home / "STATE" / "coder" / "model_process.log"
        for _try in range(100):
            screen.read(0.1)
            if log.exists() and log.read_bytes():
                break
        screen.press("\x11")
    assert b"withheld" in log.read_bytes()
    assert files_with(MARKED, watched.home) | files_with(MARKED, watched.temporary) == set()


@pytest.mark.slow
def test_a_screen_that_is_killed_leaves_text_in_the_project_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = broken(tmp_path, "none\tat_all")
    for name, value in watched.surroundings.items():
        monkeypatch.setenv(name, value)
    target = str(watched.work / "a.sqlite")
    with terminal(["--project", target, "--coder", "kari", "code", QUESTION], 100, 30) as screen:
        screen.wait_for(MARKED)
        screen.press("Samarbeid\r")
        screen.wait_for("●")
    found = {name for name in files_with(MARKED, tmp_path) if ".sqlite.backups/" not in name}
    assert found <= {"work/a.sqlite", "work/a.sqlite-wal"}


def test_an_error_of_the_database_does_not_repeat_what_was_written(tmp_path: Path) -> None:
    from sqlalchemy.exc import IntegrityError

    engine = new_project(tmp_path / "a.sqlite")
    row = {"id": 1, "uid": None, "body": f"Svar med {MARKED}", "salt": "s", "hash": "h"}
    with pytest.raises(IntegrityError) as failed, failures_explained(), engine.begin() as connection:
        connection.execute(schema.text_table.insert(), row)
    assert MARKED not in str(failed.value)
    assert MARKED not in crash_report(failed.value)


@pytest.mark.slow
@pytest.mark.postgres
def test_an_error_of_a_server_is_not_reported_in_its_own_words(new_postgres_url: str) -> None:
    from sqlalchemy.exc import IntegrityError

    engine = new_project(new_postgres_url)
    row = {"id": 1, "uid": None, "body": f"Svar med {MARKED}", "salt": "s", "hash": "h"}
    with pytest.raises(IntegrityError) as failed, failures_explained(), engine.begin() as connection:
        connection.execute(schema.text_table.insert(), row)
    # The server quotes the row it refused; a report leaves that out.
    assert MARKED not in crash_report(failed.value)
    assert "IntegrityError: its words are withheld" in crash_report(failed.value)
