"""The project as a whole: made, found, opened, its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select

from coder.domain.address import without_password
from coder.domain.coder_kind import CONSENSUS
from coder.domain.entry import timestamp
from coder.domain.errors import CoderError
from coder.domain.identity import new_uid
from coder.domain.keeping import Keeping
from coder.store import schema
from coder.store.engine import is_url, memory_engine, project_engine, transaction
from coder.store.failures import failures_explained
from coder.store.laid_out import lay_out_tables
from coder.store.migrate import migrated, refuse_other_version, schema_version
from coder.store.new_place import (
    CannotMakeProjectError,
    ProjectExistsError,
    new_place,
)
from coder.store.project_file import EmptyFileError, NoProjectError, look_at_file
from coder.store.unit_of_work import Reading, Writing

__all__ = [
    "CannotMakeProjectError",
    "NoProjectError",
    "Project",
    "ProjectExistsError",
    "create_project",
    "keeping_of",
    "lay_out_tables",
    "nothing_in",
    "open_project",
    "opened_as_it_is",
    "project_in_memory",
    "project_of",
]


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
    with new_place(target) as connection:
        _begin(connection, name)
    return project_engine(target)


def project_in_memory(name: str) -> Engine:
    """Make a new project that no disk ever sees; it is gone when it is let go of."""
    engine = memory_engine()
    with transaction(engine, writing=True) as connection:
        lay_out_tables(connection)
        _begin(connection, name)
    return engine


def open_project(target: str, *, backed_up: bool = False) -> Engine:
    """Connect to a project that is there; one of an older schema is backed up and migrated first.

    Args:
        target: A file or a URL.
        backed_up: It is a copy, to be migrated without another.

    Raises:
        NoProjectError, EmptyFileError: If there is nothing.
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
            raise nothing_in(target)
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
            raise nothing_in(url)
        refuse_other_version(version)
    except BaseException:
        engine.dispose()
        raise
    return engine


def nothing_in(target: str) -> CoderError:
    """Return the error that says that a database, or a file that is one, holds no project."""
    return NoProjectError(without_password(target)) if is_url(target) else EmptyFileError(target)


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


def keeping_of(work: Reading) -> Keeping:
    """Return why the answers may be kept, and until when."""
    table = schema.project
    query = select(table.c.legal_basis, table.c.reference, table.c.retain_until)
    return Keeping(*work.connection.execute(query).one())


def _begin(connection: Connection, name: str) -> None:
    """Write what every project has from its first entry on."""
    now = timestamp(datetime.now(UTC), "")
    head = {"uid": new_uid(), "name": "", "created_at": now, "last_entry": 0, "last_at": "", "last_hash": ""}
    connection.execute(insert(schema.project), {"id": 1, **head})
    work = Writing(connection, None, "new_project", None)
    work.update("project", 1, name=name)
    work.create("coder", name=CONSENSUS, kind=CONSENSUS, aliases=[])
    work.close()
