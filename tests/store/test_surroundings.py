"""What is no project, may not be written or has no room: one sentence, the right exit code, no loss."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from coder.domain.errors import CoderError
from coder.store import schema
from coder.store.as_of import present_state
from coder.store.backup import BackupFailedError, backup_to
from coder.store.engine import project_engine
from coder.store.failures import DiskFullError, NotAProjectError, ProjectLockedError, ReadOnlyProjectError
from coder.store.history import last_number
from coder.store.project import (
    CannotMakeProjectError,
    NoProjectError,
    ProjectExistsError,
    create_project,
    open_project,
    project_of,
)
from coder.store.project_file import CannotOpenProjectError, EmptyFileError
from coder.store.unit_of_work import reading
from coder.usecases.coding.setting import set_code
from coder.usecases.project.making import open_or_create, restore
from coder.usecases.session import Acknowledgement, Session
from tests.builders import ask, code_answer, count, faults, new_project, small_project

ANOTHER_PROCESS = """
import sys
from coder.store.history import last_number
from coder.store.project import open_project
from coder.store.unit_of_work import reading
engine = open_project(sys.argv[1])
with reading(engine) as work:
    print(last_number(work))
engine.dispose()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_read_a_project_and_what_lies_beside_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        p = small_project(tmp_path / "project.sqlite")
        code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
        backup_to(p.engine, tmp_path / "kopi.sqlite")
    finally:
        os.umask(before)
    assert {each.name: mode(each) for each in tmp_path.iterdir()} == dict.fromkeys(
        ("project.sqlite", "project.sqlite-wal", "project.sqlite-shm", "kopi.sqlite"), 0o600
    )


@pytest.mark.slow
def test_a_project_opened_twice_in_one_process_loses_nothing_to_another_process(tmp_path: Path) -> None:
    p = small_project(tmp_path / "project.sqlite")
    open_project(str(tmp_path / "project.sqlite")).dispose()
    before = _last_entry_elsewhere(tmp_path / "project.sqlite")
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    assert _last_entry_elsewhere(tmp_path / "project.sqlite") == before + 1


def _last_entry_elsewhere(project: Path) -> int:
    command = [sys.executable, "-c", ANOTHER_PROCESS, str(project)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize(
    "content, error",
    [
        (b"", EmptyFileError),
        (b"respondent_id,svar\n1,hei\n", NotAProjectError),
        (b"SQLite format 3\0" + b"\xff" * 5_000, NotAProjectError),
    ],
)
def test_a_file_that_is_no_project_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, error: type[CoderError]
) -> None:
    path = tmp_path / "noe.sqlite"
    path.write_bytes(content)
    for opened in (open_project, open_or_create):
        with pytest.raises(error) as refused:
            opened(str(path))
        assert refused.value.exit_code == 3
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "annet.sqlite"
    engine = project_engine(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('a1b2c3')")
    engine.dispose()
    with pytest.raises(EmptyFileError):
        open_project(str(path))


def test_a_project_whose_table_names_are_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    create_project(str(path), "p").dispose()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA writable_schema=ON")
        damaged = (
            "UPDATE sqlite_master SET name = CAST(x'616eee' AS TEXT), sql = 'CREATE' WHERE name = 'answer'"
        )
        database.execute(damaged)
        database.commit()
    with pytest.raises(NotAProjectError, match="malformed database schema"):
        open_project(str(path))


def test_a_project_that_says_it_is_older_than_it_is_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    create_project(str(path), "p").dispose()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    with pytest.raises(NotAProjectError, match="already exists"):
        open_project(str(path))


def test_a_text_in_a_project_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    create_project(str(path), "p").dispose()
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE project SET name = CAST(x'616eee' AS TEXT)")
        database.commit()
    engine = open_project(str(path))
    with pytest.raises(NotAProjectError), reading(engine) as work:
        project_of(work)


def test_a_project_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    for place in (tmp_path / "ny.sqlite", tmp_path, tmp_path / "nei" / "ny.sqlite"):
        with pytest.raises(NoProjectError, match="project new") as refused:
            open_project(str(place))
        assert refused.value.exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_an_empty_database_holds_no_project_and_a_password_is_not_told(new_postgres_url: str) -> None:
    with pytest.raises(NoProjectError) as refused:
        open_project(new_postgres_url.replace("postgres:@", "postgres:hemmelig@"))
    assert "hemmelig" not in str(refused.value)
    create_project(new_postgres_url, "Prøve").dispose()
    with pytest.raises(ProjectExistsError):
        create_project(new_postgres_url, "Prøve")


@pytest.mark.postgres
def test_a_server_that_is_gone_is_one_sentence() -> None:
    with pytest.raises(CoderError) as refused:
        open_project("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert refused.value.exit_code == 4
    assert "\n" not in str(refused.value)


def test_a_project_is_not_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    path.write_text("noe annet")
    with pytest.raises(ProjectExistsError):
        create_project(str(path), "Prøve")
    assert path.read_text() == "noe annet"
    with pytest.raises(CannotMakeProjectError) as refused:
        create_project(str(tmp_path / "nei" / "ny.sqlite"), "Prøve")
    assert refused.value.exit_code == 4


def test_a_project_that_could_not_be_made_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coder.store.new_place.lay_out_tables", fail)
    with pytest.raises(KeyboardInterrupt):
        create_project(str(tmp_path / "ny.sqlite"), "Prøve")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_project_another_program_holds_is_waited_for_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = small_project(tmp_path / "project.sqlite")
    monkeypatch.setattr("coder.store.engine.PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr("coder.store.engine.BUSY_SECONDS", 0.1)
    other = project_engine(tmp_path / "project.sqlite")
    with other.connect().execution_options(coder_writing=True) as holder, holder.begin():
        with pytest.raises(ProjectLockedError) as refused:
            code_answer(open_project(str(tmp_path / "project.sqlite")), p.answers[0], p.codes[0], p.kari)
        assert refused.value.exit_code == 4
        assert faults(p.engine) == []
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    other.dispose()


# A disk of its own for a test: small, or read-only.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder on a disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("Only root may make a small disk to fill (mount failed).")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, leave: int = 0) -> None:
    """Write until the disk has no room for another byte; then, maybe, give some back."""
    with (disk / "fyll").open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(b"x" * 4_096)
        file.truncate(file.tell() - leave)


@pytest.mark.slow
def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    path = small_disk / "project.sqlite"
    p = small_project(path, texts=[f"Svar nummer {number}" for number in range(100)])
    session = Session(str(path), "kari")
    session.open()
    said: list[Acknowledgement[object]] = []

    def hand_in(answer: int, code: int) -> None:
        session.write("set_code", lambda work: set_code(work, answer, code, p.kari), said.append)

    for answer in p.answers[:10]:
        hand_in(answer, p.codes[0])
    session.read_after_writes(last_number)
    fill(small_disk)
    for answer in p.answers[10:]:
        hand_in(answer, p.codes[0])
    for code in p.codes[1:]:
        for answer in p.answers:
            hand_in(answer, code)
    session.close()
    saved = [each for each in said if each.error is None]
    refused = [each for each in said if each.error is not None]
    assert len(said) == 300
    assert [each.error for each in said[:10]] == [None] * 10
    assert refused, "the disk was not full"
    assert {type(each.error) for each in refused} == {DiskFullError}
    assert count(p.engine, schema.coding) == len(saved)
    assert faults(p.engine) == []
    with pytest.raises(BackupFailedError):
        backup_to(p.engine, small_disk / "kopi.sqlite")
    assert not (small_disk / "kopi.sqlite").exists()
    (small_disk / "fyll").unlink()
    code_answer(p.engine, p.answers[0], p.codes[0], p.ola)
    assert faults(p.engine) == []


def test_a_project_is_not_made_half_on_a_full_disk(small_disk: Path) -> None:
    fill(small_disk, leave=50_000)
    with pytest.raises((DiskFullError, CannotMakeProjectError)) as refused:
        create_project(str(small_disk / "ny.sqlite"), "Prøve")
    assert refused.value.exit_code == 4
    assert [each.name for each in small_disk.iterdir()] == ["fyll"]


@pytest.mark.slow
def test_a_project_on_a_read_only_disk_is_one_sentence_and_can_be_copied_off_it(
    small_disk: Path, tmp_path: Path
) -> None:
    path = small_disk / "project.sqlite"
    p = small_project(path)
    state = ask(p.engine, present_state)
    p.engine.dispose()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(ReadOnlyProjectError) as refused:
        code_answer(open_project(str(path)), p.answers[0], p.codes[0], p.kari)
    assert refused.value.exit_code == 4
    with pytest.raises(CannotMakeProjectError):
        create_project(str(small_disk / "ny.sqlite"), "Prøve")
    copy = restore(path, str(tmp_path / "kopi.sqlite"), replace=False)
    assert ask(copy, present_state) == state
    copy.dispose()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that a user without rights can reach."""
    folder = Path(tempfile.mkdtemp(prefix="coder-rights-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def without_rights() -> Iterator[None]:
    """Let go of root's rights for a while; everybody else has none to let go."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_that_may_not_be_written_is_one_sentence(open_folder: Path) -> None:
    path = open_folder / "project.sqlite"
    p = small_project(path)
    p.engine.dispose()
    path.chmod(0o444)
    with without_rights(), pytest.raises(ReadOnlyProjectError) as refused:
        code_answer(open_project(str(path)), p.answers[0], p.codes[0], p.kari)
    assert refused.value.exit_code == 4


def test_a_folder_that_may_not_be_written_is_one_sentence(open_folder: Path) -> None:
    path = open_folder / "project.sqlite"
    p = small_project(path)
    p.engine.dispose()
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with without_rights():
        with pytest.raises(ReadOnlyProjectError):
            code_answer(open_project(str(path)), p.answers[0], p.codes[0], p.kari)
        with pytest.raises(CannotMakeProjectError):
            create_project(str(open_folder / "ny.sqlite"), "Prøve")


def test_a_file_that_may_not_be_read_is_one_sentence(open_folder: Path) -> None:
    path = open_folder / "project.sqlite"
    new_project(path).dispose()
    path.chmod(0o000)
    with without_rights(), pytest.raises(CannotOpenProjectError) as refused:
        open_project(str(path))
    assert refused.value.exit_code == 4
