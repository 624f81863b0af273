"""Backups: whole while others code, private, known, seven kept; and restored without loss."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coder import platform
from coder.domain.errors import CoderError, UnusableInputError, WrongUseError
from coder.store import backup as backup_module
from coder.store import schema
from coder.store.as_of import present_state
from coder.store.backup import (
    KEPT,
    Backup,
    BackupFailedError,
    automatic_backup,
    backup_to,
    known_backups,
    remember_backup,
)
from coder.store.failures import ProjectLockedError
from coder.store.history import last_number
from coder.store.new_place import CannotMakeProjectError
from coder.store.project import open_project
from coder.store.project_file import EmptyFileError, backups_folder
from coder.store.unit_of_work import reading, writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.project.making import (
    DamagedBackupError,
    NoBackupError,
    WouldReplaceError,
    back_up,
    restore,
)
from tests.builders import SmallProject, ask, code_answer, count, faults, finish, small_project


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.sqlite"


@pytest.mark.slow
def test_a_backup_holds_everything_and_is_private(project_url: str, tmp_path: Path) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [(0, 3)])
    finish(p.engine, p.answers[0], p.kari)
    made = backup_to(p.engine, tmp_path / "kopi.sqlite")
    assert mode(made.path) == 0o600
    assert made.entry == ask(p.engine, last_number)
    assert sorted(each.name for each in tmp_path.glob("kopi*")) == ["kopi.sqlite"]
    copy = open_project(str(made.path))
    assert ask(copy, present_state) == ask(p.engine, present_state)
    assert faults(copy) == []
    copy.dispose()
    assert known_backups(p.engine) == [made]


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    p = small_project(path)
    (tmp_path / "kopi.sqlite").write_text("noe annet")
    with pytest.raises(BackupFailedError, match="there already"):
        backup_to(p.engine, tmp_path / "kopi.sqlite")
    assert (tmp_path / "kopi.sqlite").read_text() == "noe annet"
    with pytest.raises(BackupFailedError):
        backup_to(p.engine, tmp_path / "finnes ikke" / "kopi.sqlite")
    assert known_backups(p.engine) == []


@pytest.mark.slow
@pytest.mark.postgres
def test_a_backup_beside_the_project_needs_a_file(new_postgres_url: str) -> None:
    p = small_project(new_postgres_url)
    with pytest.raises(WrongUseError, match="Say where"):
        back_up(p.engine, None)
    assert automatic_backup(p.engine) is None


class Clock(datetime):
    """A clock that a test sets."""

    at = datetime(2026, 3, 1, 8, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.at


@pytest.mark.slow
def test_one_automatic_backup_a_day_and_the_newest_seven_are_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = small_project(path)
    by_hand = back_up(p.engine, None)
    monkeypatch.setattr(backup_module, "datetime", Clock)
    made = []
    for day in range(10):
        monkeypatch.setattr(
            Clock, "at", datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(days=day, minutes=day)
        )
        first = automatic_backup(p.engine)
        assert first is not None
        assert automatic_backup(p.engine) is None
        made.append(first)
    folder = backups_folder(path)
    assert mode(folder) == 0o700
    kept = made[-KEPT:]
    assert sorted(folder.iterdir()) == sorted([by_hand.path, *(each.path for each in kept)])
    assert {mode(each) for each in folder.iterdir()} == {0o600}
    assert sorted(known_backups(p.engine), key=lambda each: each.path) == sorted(
        [by_hand, *kept], key=lambda each: each.path
    )


def test_what_a_killed_program_left_unfinished_goes_after_a_day(path: Path) -> None:
    p = small_project(path)
    folder = backups_folder(path)
    folder.mkdir()
    stem = folder / f"{path.stem}-2026-01-01T08-00-00-000000Z.sqlite.unfinished"
    beside, fresh = stem.with_name(stem.name + "-wal"), folder / f"{path.stem}-x.sqlite.unfinished"
    foreign = folder / "another-2026-01-01T08-00-00-000000Z.sqlite.unfinished"
    for each in (stem, beside, fresh, foreign):
        each.write_bytes(b"half")
    long_ago = time.time() - 2 * 86_400
    for each in (stem, beside, foreign):
        os.utime(each, (long_ago, long_ago))
    made = automatic_backup(p.engine)
    assert made is not None
    assert set(folder.iterdir()) == {made.path, fresh, foreign}


def test_a_backup_that_finds_no_folder_says_why(path: Path) -> None:
    p = small_project(path)
    backups_folder(path).write_text("a file is in its way")
    with pytest.raises(BackupFailedError, match=r"backups"):
        automatic_backup(p.engine)


def test_a_copy_of_a_project_takes_no_file_away_that_is_not_its_own(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it knows of may lie anywhere: whoever made the file wrote it there.
    p = small_project(path)
    others = [path.with_name(f"{number}.txt") for number in range(KEPT + 2)]
    for number, each in enumerate(others):
        each.write_text("mitt")
        remember_backup(p.engine, Backup(each, f"2020-01-{number + 1:02}", 1, automatic=True))
    monkeypatch.setattr(backup_module, "datetime", Clock)
    made = automatic_backup(p.engine)
    assert made is not None
    assert all(each.exists() for each in others)
    assert len(known_backups(p.engine)) == len(others) + 1


def test_an_automatic_backup_that_was_taken_away_is_made_anew(path: Path) -> None:
    p = small_project(path)
    first = automatic_backup(p.engine)
    assert first is not None
    assert automatic_backup(p.engine) is None
    first.path.unlink()
    second = automatic_backup(p.engine)
    assert second is not None
    assert [each.is_there for each in known_backups(p.engine)] == [False, True]


WRITER = """
import sys
from coder.store.coders import present_coder
from coder.store.new_place import CannotMakeProjectError
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from coder.usecases.coding.setting import set_code

engine = open_project(sys.argv[1])
coder = present_coder(engine, sys.argv[2])
for number in range(900):
    with writing(engine, coder_id=coder.id, operation="set_code") as work:
        set_code(work, 1 + number % 300, 1 + number // 300, coder.id)
    print(number + 1, flush=True)
"""


def acknowledged_by(writers: Sequence[subprocess.Popen[str]], lines: int) -> list[int]:
    """Read so many acknowledgements of each; return how many codes each has set."""
    reached = []
    for writer in writers:
        assert writer.stdout is not None
        for _line in range(lines):
            said = writer.stdout.readline()
        reached.append(int(said))
    return reached


@pytest.mark.slow
def test_a_backup_made_while_five_code_at_full_speed_is_whole(project_url: str, tmp_path: Path) -> None:
    p = small_project(project_url, texts=[f"Svar nummer {number}" for number in range(300)])
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, project_url, name], stdout=subprocess.PIPE, text=True)
        for name in ("anna", "berit", "cato", "dina", "eli")
    ]
    try:
        made = []
        for number in range(3):
            reached = acknowledged_by(writers, 4)
            made.append((backup_to(p.engine, tmp_path / f"kopi{number}.sqlite"), sum(reached)))
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert made[-1][0].entry > made[0][0].entry
    for backup, acknowledged in made:
        engine = restore(backup.path, str(tmp_path / "tilbake.sqlite"), replace=True)
        assert ask(engine, last_number) == backup.entry
        assert count(engine, schema.coding) >= acknowledged
        assert faults(engine) == []
        engine.dispose()


# Restoring


@pytest.fixture
def backed_up(path: Path, tmp_path: Path) -> tuple[SmallProject, Path]:
    p = small_project(path)
    made = backup_to(p.engine, tmp_path / "kopi.sqlite").path
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    p.engine.dispose()
    return p, made


@pytest.mark.slow
def test_restoring_makes_a_project_and_leaves_the_backup_as_it_was(
    backed_up: tuple[SmallProject, Path], tmp_path: Path
) -> None:
    _, made = backed_up
    made.chmod(0o400)
    content = made.read_bytes()
    engine = restore(made, str(tmp_path / "ny.sqlite"), replace=False)
    assert faults(engine) == []
    assert mode(tmp_path / "ny.sqlite") == 0o600
    assert made.read_bytes() == content
    engine.dispose()
    assert {each.name for each in tmp_path.iterdir()} == {"project.sqlite", "kopi.sqlite", "ny.sqlite"}


def test_restoring_overwrites_nothing_unless_asked(backed_up: tuple[SmallProject, Path], path: Path) -> None:
    _, made = backed_up
    content = path.read_bytes()
    with pytest.raises(WouldReplaceError):
        restore(made, str(path), replace=False)
    assert path.read_bytes() == content


@pytest.mark.slow
def test_a_project_that_is_replaced_is_kept_and_known(
    backed_up: tuple[SmallProject, Path], path: Path, tmp_path: Path
) -> None:
    p, made = backed_up
    state = ask(p.engine, present_state)
    later = backup_to(p.engine, tmp_path / "senere.sqlite").path
    p.engine.dispose()
    engine = restore(made, str(path), replace=True)
    assert ask(engine, present_state) != state
    [kept] = backups_folder(path).iterdir()
    assert mode(kept) == 0o600
    assert {each.path for each in known_backups(engine)} == {kept, made, later}
    engine.dispose()
    old = open_project(str(kept))
    assert ask(old, present_state) == state
    old.dispose()


@pytest.mark.slow
def test_a_damaged_project_can_be_replaced_and_is_kept_too(
    backed_up: tuple[SmallProject, Path], path: Path
) -> None:
    _, made = backed_up
    path.write_bytes(b"dette var et prosjekt")
    engine = restore(made, str(path), replace=True)
    assert faults(engine) == []
    engine.dispose()
    [kept] = backups_folder(path).iterdir()
    assert kept.read_bytes() == b"dette var et prosjekt"


@pytest.mark.slow
def test_a_project_whose_own_row_is_gone_can_be_replaced(
    backed_up: tuple[SmallProject, Path], path: Path
) -> None:
    _, made = backed_up
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM project")
    engine = restore(made, str(path), replace=True)
    assert faults(engine) == []
    [kept] = backups_folder(path).iterdir()
    assert kept in {each.path for each in known_backups(engine)}
    engine.dispose()


def test_a_project_is_still_there_where_its_place_could_not_be_taken(
    backed_up: tuple[SmallProject, Path], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p, made = backed_up
    state = ask(p.engine, present_state)
    p.engine.dispose()

    def full(_new: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(platform, "name_file", full)
    monkeypatch.setattr(platform, "replace_file", full)
    with pytest.raises(CannotMakeProjectError):
        restore(made, str(path), replace=True)
    assert ask(p.engine, present_state) == state
    p.engine.dispose()
    assert not list(backups_folder(path).iterdir())
    assert not list(path.parent.glob("*.restored"))


@pytest.mark.slow
def test_of_several_who_restore_to_one_name_one_makes_the_project(
    backed_up: tuple[SmallProject, Path], tmp_path: Path
) -> None:
    _, made = backed_up
    target = tmp_path / "ny.sqlite"
    together, came = threading.Barrier(4), list[str]()

    def one() -> None:
        together.wait()
        try:
            restore(made, str(target), replace=False).dispose()
            came.append("made")
        except (CoderError, OSError) as error:
            came.append(type(error).__name__)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == ["WouldReplaceError"] * 3 + ["made"]
    engine = open_project(str(target))
    assert faults(engine) == []
    engine.dispose()
    assert not list(tmp_path.glob("*.restored*"))


def test_what_a_killed_restore_left_goes_with_the_next_after_a_day(
    backed_up: tuple[SmallProject, Path], tmp_path: Path
) -> None:
    _, made = backed_up
    old, young = (tmp_path / f"ny.sqlite.{name}.restored" for name in ("a", "b"))
    for left in (old, young):
        left.write_text("ord")
    os.utime(old, (0, 0))
    restore(made, str(tmp_path / "ny.sqlite"), replace=False).dispose()
    assert not old.exists()
    assert young.exists()


@pytest.mark.slow
def test_a_project_someone_has_open_is_not_replaced(
    backed_up: tuple[SmallProject, Path], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    p, made = backed_up
    monkeypatch.setattr("coder.store.restoring.BUSY_SECONDS", 0.1)
    with reading(p.engine) as work:
        number = last_number(work)
        with pytest.raises(ProjectLockedError):
            restore(made, str(path), replace=True)
    assert ask(p.engine, last_number) == number
    assert faults(p.engine) == []
    assert not list(path.parent.glob("*.restored"))


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_a_truncated_backup_is_refused_and_nothing_is_changed(
    backed_up: tuple[SmallProject, Path], path: Path, share: float
) -> None:
    _, made = backed_up
    whole = made.read_bytes()
    made.write_bytes(whole[: int(len(whole) * share)])
    content = path.read_bytes()
    with pytest.raises(UnusableInputError):
        restore(made, str(path), replace=True)
    assert path.read_bytes() == content
    assert sorted(each.name for each in path.parent.iterdir()) == ["kopi.sqlite", "project.sqlite"]


@pytest.mark.slow
def test_a_backup_with_a_changed_letter_is_refused(
    backed_up: tuple[SmallProject, Path], tmp_path: Path
) -> None:
    _, made = backed_up
    content = made.read_bytes()
    assert content.count(b"lokalt") == 1
    made.write_bytes(content.replace(b"lokalt", b"lokalT"))
    with pytest.raises(DamagedBackupError, match="Text 1 was altered"):
        restore(made, str(tmp_path / "ny.sqlite"), replace=False)
    assert not (tmp_path / "ny.sqlite").exists()


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    target = str(tmp_path / "ny.sqlite")
    (tmp_path / "tekst.txt").write_text("hei")
    (tmp_path / "tom.sqlite").touch()
    for name in ("tekst.txt", "tom.sqlite"):
        with pytest.raises(UnusableInputError):
            restore(tmp_path / name, target, replace=False)
    with pytest.raises(NoBackupError):
        restore(tmp_path / "finnes ikke.sqlite", target, replace=False)
    with pytest.raises(WrongUseError):
        restore(tmp_path / "tekst.txt", "postgresql://localhost/x", replace=False)
    assert not Path(target).exists()


def test_a_backup_waits_for_nobody_who_only_reads(path: Path, tmp_path: Path) -> None:
    p = small_project(path)
    with reading(p.engine):
        made = backup_to(p.engine, tmp_path / "kopi.sqlite")
    assert made.is_there


@pytest.mark.slow
def test_coding_goes_on_while_a_backup_is_made(path: Path, tmp_path: Path) -> None:
    p = small_project(path, texts=[f"Svar nummer {number}" for number in range(300)])
    made: list[Path] = []
    thread = threading.Thread(
        target=lambda: made.extend(backup_to(p.engine, tmp_path / f"{n}.sqlite").path for n in range(5))
    )
    thread.start()
    for answer in p.answers:
        with writing(p.engine, coder_id=p.kari, operation="set_code") as work:
            set_code(work, answer, p.codes[0], p.kari)
            mark_done(work, answer, p.kari)
    thread.join()
    assert len(made) == 5
    assert faults(p.engine) == []
    shutil.rmtree(tmp_path)


@pytest.mark.slow
def test_of_several_backups_to_one_name_at_the_same_time_a_whole_one_stays(
    path: Path, tmp_path: Path
) -> None:
    p = small_project(path, texts=[f"Svar nummer {number}" for number in range(3_000)])
    together, failed = threading.Barrier(4), list[CoderError | OSError]()

    def one() -> None:
        together.wait()
        try:
            backup_to(p.engine, tmp_path / "kopi.sqlite", remembered=False)
        except BackupFailedError as error:
            if "there already" not in str(error):
                failed.append(error)
        except (CoderError, OSError) as error:
            failed.append(error)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    copy = open_project(str(tmp_path / "kopi.sqlite"))
    assert faults(copy) == []
    copy.dispose()
    assert not list(tmp_path.glob("*.unfinished*"))


def test_a_folder_is_no_place_for_a_backup_and_no_backup(path: Path, tmp_path: Path) -> None:
    p = small_project(str(path))
    for folder in (Path(), tmp_path):
        with pytest.raises(BackupFailedError, match="there already"):
            back_up(p.engine, folder)
        with pytest.raises(NoBackupError):
            restore(folder, str(tmp_path / "ny.sqlite"), replace=False)
    p.engine.dispose()
    with pytest.raises(WouldReplaceError):
        restore(path, str(tmp_path), replace=True)


def test_a_backup_that_holds_no_project_is_called_by_its_own_name(tmp_path: Path) -> None:
    other = tmp_path / "annen.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE noe (x)")
    with pytest.raises(EmptyFileError, match=r"annen\.sqlite» holds no project"):
        restore(other, str(tmp_path / "ny.sqlite"), replace=False)
    assert [each.name for each in tmp_path.iterdir()] == ["annen.sqlite"]
