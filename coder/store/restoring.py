"""Taking a backup in, and putting it where a project is or was, file by file."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Engine

from coder import platform
from coder.domain.errors import CoderError
from coder.store import cipher
from coder.store.backup import Backup, BackupFailedError, entry_in, now_text
from coder.store.engine import BUSY_SECONDS, memory_engine
from coder.store.failures import NotAProjectError, ProjectLockedError, failures_explained
from coder.store.migrate import migrated, schema_version
from coder.store.new_place import CannotMakeProjectError, ProjectExistsError
from coder.store.project_file import (
    SIDE_FILES,
    EmptyFileError,
    backups_folder,
    look_at_file,
    remove_project_file,
    stamped,
)


def copy_project_file(source: Path, copy: Path) -> None:
    """Copy a backup, or any project's file, without writing to it.

    Raises:
        CannotOpenProjectError, NotAProjectError, EmptyFileError, NoProjectError: If it is none.
        PassphraseNeededError, WrongPassphraseError: If it cannot be read.
        BackupFailedError: If the copy cannot be written.
    """
    look_at_file(str(source))
    remove_project_file(copy)
    try:
        platform.make_private_file(copy)
        target = cipher.opened(copy, like=source)
        try:
            _copy_whole(source, target)
        finally:
            target.close()
    except cipher.errors("DatabaseError") as error:
        remove_project_file(copy)
        if isinstance(error, cipher.errors("OperationalError")):
            raise BackupFailedError(copy, str(error)) from error
        raise NotAProjectError(str(error)) from error
    except OSError as error:
        remove_project_file(copy)
        raise BackupFailedError(copy, platform.reason(error)) from error
    except CoderError:
        remove_project_file(copy)
        raise


def read_into_memory(source: Path) -> Engine:
    """Read a project's file into memory, and bring it to today's schema there; no disk sees the copy.

    An encrypted file lies open there.

    Raises:
        CannotOpenProjectError, NotAProjectError, EmptyFileError, NoProjectError, NewerProjectError: As it is.
        PassphraseNeededError, WrongPassphraseError, MissingCipherError: If it cannot be read.
    """
    look_at_file(str(source))
    engine = memory_engine()
    try:
        raw = engine.raw_connection()
        try:
            _copy_whole(source, cast("sqlite3.Connection", raw.driver_connection))
        finally:
            raw.close()
        with failures_explained():
            version = schema_version(engine)
            if version is None:
                raise EmptyFileError(str(source))
            return migrated(engine, version, backed_up=True)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, sqlite3.DatabaseError):
            raise NotAProjectError(str(error)) from error
        raise


def says_any(copy: Path, words: Collection[str]) -> bool:
    """Tell whether a text in a project's file, encrypted or not, has one of these words in it.

    Raises:
        PassphraseNeededError, WrongPassphraseError: If it cannot be read; any of ``cipher.errors()`` if it
            is no project.
    """
    with closing(_read_only(copy)) as reading:
        said = reading.execute("SELECT body FROM text WHERE body IS NOT NULL")
        return any(word in body for (body,) in said for word in words)


def _copy_whole(source: Path, target: sqlite3.Connection) -> None:
    """Copy a project's file as of its latest commit, without writing to it."""
    with closing(_read_only(source)) as reading:
        reading.backup(target)


def _read_only(source: Path) -> Any:
    # Where nobody has it open SQLite need write nothing beside it, so that also a read-only disk will do.
    in_use = source.with_name(source.name + "-wal").exists()
    how = "mode=ro" if in_use else "immutable=1"
    return cipher.opened(source, address=f"{source.absolute().as_uri()}?{how}", uri=True)


def put_in_place(copy: Path, project: Path, *, replace: bool) -> list[Backup]:
    """Give a finished copy a project's name; return what was set aside for it, and the backups that knew of.

    A project that was there lies among its backups then, damaged or not; it is put back if the copy cannot
    take its place.

    Raises:
        ProjectExistsError: If a project is there that is not to be replaced, or has come meanwhile.
        ProjectLockedError: If someone has it open, whose work would go astray.
        CannotMakeProjectError: If the files cannot be moved.
    """
    is_there = replace and project.exists()
    place: AbstractContextManager[list[Backup]] = _set_aside(project) if is_there else nullcontext([])
    try:
        with place as known:
            platform.name_file(copy, project)
    except FileExistsError as error:
        raise ProjectExistsError(str(project)) from error
    except OSError as error:
        raise CannotMakeProjectError(str(project), platform.reason(error)) from error
    return known


@contextmanager
def _set_aside(project: Path) -> Iterator[list[Backup]]:
    """Move a project's file among its backups, and back if the block raises; give it and all it knew of."""
    refuse_if_open(project)
    folder = backups_folder(project)
    platform.make_private_folder(folder)
    kept = folder / f"{project.stem}-replaced-{stamped()}.sqlite"
    _move(project, kept)
    try:
        yield _kept_backups(kept)
    except BaseException:
        if not project.exists():
            _move(kept, project)
        raise


def _move(project: Path, place: Path) -> None:
    project.rename(place)
    for suffix in SIDE_FILES[1:]:
        part = project.with_name(project.name + suffix)
        if part.exists():
            part.rename(place.with_name(place.name + suffix))


def _kept_backups(kept: Path) -> list[Backup]:
    """Return a project that was set aside, and the backups it knew of as far as they can be read."""
    try:
        return [*_backups_in(kept), Backup(kept.absolute(), now_text(), entry_in(kept), automatic=False)]
    except (*cipher.errors(), TypeError, ValueError):  # type: ignore[misc]  # mypy does not see into it
        # Damaged: rows may lack, or hold values of another kind.
        return [Backup(kept.absolute(), now_text(), 0, automatic=False)]


def _backups_in(project: Path) -> list[Backup]:
    connection = cipher.opened(project)
    try:
        rows = connection.execute("SELECT path, at, entry, automatic FROM backup ORDER BY id").fetchall()
    finally:
        connection.close()
    return [Backup(Path(path), at, entry, bool(automatic)) for path, at, entry, automatic in rows]


def refuse_if_open(project: Path) -> None:
    """Refuse to touch a project's file while somebody has it open, and bring it up to date.

    Raises:
        ProjectLockedError: If somebody has.
    """
    connection = cipher.opened(project, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        # Leaving WAL mode takes the only connection there is; it also brings the file up to date.
        connection.execute("PRAGMA journal_mode=DELETE")
    except cipher.errors("OperationalError") as error:
        if "locked" in str(error):
            raise ProjectLockedError from error
    except cipher.errors("DatabaseError"):
        # Damaged: nobody can be coding in it.
        pass
    finally:
        connection.close()
