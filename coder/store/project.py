"""The project as a whole: made, found, opened, its head."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_mock_engine, func, insert, inspect, select
from sqlalchemy.engine import make_url

from coder import platform
from coder.domain.entry import timestamp
from coder.domain.errors import EnvironmentFailedError, WrongUseError
from coder.domain.identity import new_uid
from coder.messages import _
from coder.store import schema
from coder.store.engine import is_url, memory_engine, project_engine, transaction
from coder.store.failures import failures_explained
from coder.store.migrate import migrated, refuse_other_version, schema_version, stamp
from coder.store.project_file import EmptyFileError, NoProjectError, look_at_file, remove_project_file
from coder.store.unit_of_work import Reading, Writing

__all__ = [
    "CannotMakeProjectError",
    "NoProjectError",
    "Project",
    "ProjectExistsError",
    "create_project",
    "lay_out_tables",
    "open_project",
    "opened_as_it_is",
    "project_in_memory",
    "project_of",
]

_LAYING_OUT = 0x636F6465
"""The advisory lock under which a project is made on a server."""


class ProjectExistsError(WrongUseError):
    """A project is there already."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _("«{target}» is there already. Choose another name with --project.").format(target=target)
        )


class CannotMakeProjectError(EnvironmentFailedError):
    """The file could not be made."""

    def __init__(self, target: str, why: str) -> None:
        super().__init__(_("Cannot make «{target}»: {why}.").format(target=target, why=why))


@dataclass(frozen=True)
class Project:
    """What a project says of itself."""

    uid: str
    name: str
    created_at: str
    last_entry: int
    last_at: str
    last_hash: str


def create_project(target: str, name: str) -> Engine:
    """Make a new project, readable by its owner only, and connect to it.

    A file gets its name when the project in it is whole: whoever looks, or is killed, meets no half one.

    Raises:
        ProjectExistsError: If something is there already.
        CannotMakeProjectError: If the file cannot be made.
    """
    engine = project_engine(target)
    if is_url(target):
        try:
            with failures_explained():
                _lay_out(engine, target, name)
        except BaseException:
            engine.dispose()
            raise
        return engine
    path = Path(target)
    if path.exists():
        raise ProjectExistsError(target)
    unfinished = path.with_name(f"{path.name}.{new_uid()}.unfinished")
    try:
        platform.make_private_file(unfinished)
        making = project_engine(unfinished)
        try:
            with failures_explained():
                _lay_out(making, target, name)
        finally:
            making.dispose()
        platform.name_file(unfinished, path)
    except FileExistsError as error:
        raise ProjectExistsError(target) from error
    except OSError as error:
        raise CannotMakeProjectError(target, platform.reason(error)) from error
    finally:
        with suppress(OSError):
            remove_project_file(unfinished)
    return engine


def project_in_memory(name: str) -> Engine:
    """Make a new project that no disk ever sees; it is gone when it is let go of."""
    engine = memory_engine()
    _lay_out(engine, name, name)
    return engine


def lay_out_tables(connection: Connection) -> None:
    """Make the empty tables of today's schema."""
    for statement in _table_statements(connection.dialect):
        connection.exec_driver_sql(statement)
    stamp(connection)


def open_project(target: str, *, backed_up: bool = False) -> Engine:
    """Connect to a project that is there; one of an older schema is backed up and migrated first.

    Args:
        target: A file or a URL.
        backed_up: It is a copy, to be migrated without another.

    Raises:
        NoProjectError: If there is nothing.
        NewerProjectError: If a newer program wrote it.
        NotAProjectError: If it is something else, or damaged.
    """
    if not is_url(target):
        look_at_file(target)
    engine = project_engine(target)
    try:
        with failures_explained():
            version = schema_version(engine)
        if version is None:
            raise NoProjectError(_without_password(target)) if is_url(target) else EmptyFileError(target)
        with failures_explained():
            return migrated(engine, version, backed_up=backed_up)
    except BaseException:
        engine.dispose()
        raise


def opened_as_it_is(url: str) -> Engine:
    """Connect to a project on a server only to read it: it is never migrated.

    Raises:
        NoProjectError: If there is nothing.
        OlderProjectError, NewerProjectError: If another version of the program wrote it.
    """
    engine = project_engine(url)
    try:
        with failures_explained():
            version = schema_version(engine)
        if version is None:
            raise NoProjectError(_without_password(url))
        refuse_other_version(version)
    except BaseException:
        engine.dispose()
        raise
    return engine


def project_of(work: Reading) -> Project:
    """Return what the project says of itself."""
    table = schema.project
    row = work.connection.execute(
        select(
            table.c.uid,
            table.c.name,
            table.c.created_at,
            table.c.last_entry,
            table.c.last_at,
            table.c.last_hash,
        )
    ).one()
    return Project(*row)


def _lay_out(engine: Engine, target: str, name: str) -> None:
    """Make tables and first entry in one act, so that there is never half a project."""
    now = timestamp(datetime.now(UTC), "")
    head = {"uid": new_uid(), "name": "", "created_at": now, "last_entry": 0, "last_at": "", "last_hash": ""}
    with transaction(engine, writing=True) as connection:
        if connection.dialect.name == "postgresql":
            # Two processes may make the project at once; the second shall find it made.
            connection.execute(select(func.pg_advisory_xact_lock(_LAYING_OUT)))
        if inspect(connection).has_table("project"):
            raise ProjectExistsError(_without_password(target) if is_url(target) else target)
        lay_out_tables(connection)
        connection.execute(insert(schema.project), {"id": 1, **head})
        work = Writing(connection, None, "new_project", None)
        work.update("project", 1, name=name)
        work.create("coder", name="consensus", kind="consensus", aliases=[])
        work.close()


@cache
def _table_statements(dialect: Dialect) -> tuple[str, ...]:
    """Return what makes the tables and indexes, in order; a project as it was is laid out for every look."""
    statements: list[str] = []

    def note(element: Any, *_parameters: Any, **_options: Any) -> None:
        statements.append(str(element.compile(dialect=dialect)))

    drawing = create_mock_engine(f"{dialect.name}+{dialect.driver}://", note)
    schema.metadata.create_all(drawing, checkfirst=False)
    return tuple(statements)


def _without_password(target: str) -> str:
    return make_url(target).render_as_string(hide_password=True)
