"""Backups: whole copies made while others go on coding, each known to the project."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete, func, insert, select

from coder import platform
from coder.domain.errors import EnvironmentFailedError
from coder.domain.identity import new_uid
from coder.messages import _
from coder.store import cipher, schema
from coder.store.carried_rows import copy_rows
from coder.store.chunks import chunked
from coder.store.engine import project_engine, project_file, transaction
from coder.store.failures import failures_explained
from coder.store.laid_out import lay_out_tables
from coder.store.project_file import backups_folder, remove_abandoned, remove_project_file, stamped

KEPT = 7
"""How many automatic backups are kept."""
UNFINISHED = ".unfinished"
"""What the name of a copy ends in while it is written."""


class BackupFailedError(EnvironmentFailedError):
    """The backup could not be written; the project itself is untouched."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot write the backup «{path}»: {why}.").format(path=path, why=why))


@dataclass(frozen=True)
class Backup:
    """One copy of the project, as the project remembers it."""

    path: Path
    at: str
    entry: int
    automatic: bool

    @property
    def is_there(self) -> bool:
        """Whether the file still lies where it was put."""
        return self.path.exists()


def backup_to(engine: Engine, path: Path, *, automatic: bool = False, remembered: bool = True) -> Backup:
    """Write a consistent copy to a file, readable by its owner only, and remember it if it is to stay.

    Raises:
        BackupFailedError: If the file is there already or cannot be written.
    """
    at = now_text()
    if path.exists():
        raise BackupFailedError(path, _("it is there already"))
    # Two may write to one name at the same time: each has a file of its own.
    unfinished = path.with_name(f"{path.name}.{new_uid()}{UNFINISHED}")
    try:
        remove_abandoned(path.parent, f"{glob.escape(path.name)}.*{UNFINISHED}")
        platform.make_private_file(unfinished)
        with failures_explained():
            _copy(engine, unfinished)
        # Others may have coded on meanwhile: what counts is what came along.
        made = Backup(path.absolute(), at, entry_in(unfinished), automatic)
        platform.replace_file(unfinished, path)
    except OSError as error:
        raise BackupFailedError(path, platform.reason(error)) from error
    except cipher.errors() as error:
        raise BackupFailedError(path, str(error)) from error
    finally:
        remove_project_file(unfinished)
    if remembered:
        remember_backup(engine, made)
    return made


def write_backup(engine: Engine, *, why: str) -> Backup | None:
    """Back a project file up beside itself before something risky; None for one that is no file."""
    project = project_file(engine)
    if project is None:
        return None
    folder = backups_folder(project)
    platform.make_private_folder(folder)
    return backup_to(engine, folder / f"{project.stem}-{why}-{stamped()}.sqlite")


def automatic_backup(engine: Engine) -> Backup | None:
    """Back a project file up unless that was done within a day; keep the newest ``KEPT``.

    Raises:
        BackupFailedError: If it could not be written.
    """
    project = project_file(engine)
    if project is None:
        return None
    try:
        with failures_explained():
            return _daily_backup(engine, project)
    except OSError as error:
        raise BackupFailedError(backups_folder(project), platform.reason(error)) from error


def _daily_backup(engine: Engine, project: Path) -> Backup | None:
    folder = backups_folder(project)
    remove_abandoned(folder, f"{glob.escape(project.stem)}-*.sqlite*{UNFINISHED}")
    # A copy of a project knows where the other's lie: those are not its to take away.
    known = [each for each in known_backups(engine) if each.automatic and _lies_in(folder, each)]
    yesterday = _time_text(datetime.now(UTC) - timedelta(days=1))
    if any(backup.at > yesterday for backup in known):
        return None
    platform.make_private_folder(folder)
    made = backup_to(engine, folder / f"{project.stem}-{stamped()}.sqlite", automatic=True)
    _forget_old(engine, [*known, made])
    return made


def known_backups(engine: Engine) -> list[Backup]:
    """List the copies the project knows of, oldest first, also those since moved away."""
    table = schema.backup
    with transaction(engine, writing=False) as connection:
        rows = connection.execute(select(table).order_by(table.c.at, table.c.id)).all()
    return [Backup(Path(row.path), row.at, row.entry, bool(row.automatic)) for row in rows]


def _copy(engine: Engine, path: Path) -> None:
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            target = cipher.opened(path, like=project_file(engine))
            try:
                raw.driver_connection.backup(target)  # type: ignore[union-attr]
            finally:
                target.close()
        finally:
            raw.close()
        _make_one_file(path)
        return
    copy = project_engine(path)
    try:
        with (
            transaction(engine, writing=False) as source,
            transaction(copy, writing=True) as target_connection,
        ):
            lay_out_tables(target_connection)
            copy_rows(source, target_connection)
    finally:
        copy.dispose()
    _make_one_file(path)


def _make_one_file(copy: Path) -> None:
    """Let a copy be read where nothing can be written beside it."""
    connection = cipher.opened(copy)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def remember_backup(engine: Engine, made: Backup) -> None:
    """Note in the project where a copy of it lies, unless it knows."""
    table = schema.backup
    with transaction(engine, writing=True) as connection:
        if not connection.dialect.has_table(connection, "backup"):
            return
        if connection.scalar(select(table.c.id).where(table.c.path == str(made.path))) is not None:
            return
        number = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
        connection.execute(
            insert(table),
            {
                "id": number,
                "path": str(made.path),
                "at": made.at,
                "entry": made.entry,
                "automatic": int(made.automatic),
            },
        )


def _lies_in(folder: Path, backup: Backup) -> bool:
    return backup.is_there and backup.path.parent.resolve() == folder.resolve()


def _forget_old(engine: Engine, automatic: list[Backup]) -> None:
    old = sorted(automatic, key=lambda backup: backup.at)[:-KEPT]
    for backup in old:
        backup.path.unlink(missing_ok=True)
    table = schema.backup
    for chunk in chunked([str(backup.path) for backup in old]):
        with transaction(engine, writing=True) as connection:
            connection.execute(delete(table).where(table.c.path.in_(chunk)))


def entry_in(copy: Path) -> int:
    """Return the number of the newest entry in a project's file."""
    connection = cipher.opened(copy)
    try:
        [number] = connection.execute("SELECT last_entry FROM project").fetchone()
    finally:
        connection.close()
    return int(number)


def now_text() -> str:
    """Return the present moment as the project writes it."""
    return _time_text(datetime.now(UTC))


def _time_text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
