"""The project as a whole: made, found, opened, its head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, insert, inspect, select
from sqlalchemy.engine import make_url

from coder import platform
from coder.domain.entry import timestamp
from coder.domain.errors import EnvironmentFailedError, UnusableInputError, WrongUseError
from coder.domain.identity import new_uid
from coder.messages import _
from coder.store import schema
from coder.store.engine import is_url, project_engine, transaction
from coder.store.failures import NotAProjectError, StorageFailedError, failures_explained
from coder.store.migrate import migrated, schema_version, stamp
from coder.store.unit_of_work import Reading, writing


class NoProjectError(WrongUseError):
    """There is no project at that place."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _("There is no project «{target}». Make one: coder --project {target} project new").format(
                target=target
            )
        )


class ProjectExistsError(WrongUseError):
    """A project is there already."""

    def __init__(self, target: str) -> None:
        super().__init__(_("«{target}» is there already. Choose another name.").format(target=target))


class CannotMakeProjectError(EnvironmentFailedError):
    """The file could not be made."""

    def __init__(self, target: str, why: str) -> None:
        super().__init__(_("Cannot make «{target}»: {why}.").format(target=target, why=why))


class EmptyFileError(UnusableInputError):
    """The file is there but holds no project."""

    def __init__(self, target: str) -> None:
        super().__init__(_("«{target}» holds no project.").format(target=target))


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
    """Make a new project, readable by its owner only, and connect to it."""
    _make_file(target)
    engine = project_engine(target)
    with failures_explained():
        if inspect(engine).has_table("project"):
            engine.dispose()
            raise ProjectExistsError(target)
        _lay_out(engine, name)
    return engine


def lay_out_tables(engine: Engine) -> None:
    """Make the empty tables of today's schema."""
    with transaction(engine, writing=True) as connection:
        schema.metadata.create_all(connection)
        stamp(connection)


def open_project(target: str) -> Engine:
    """Connect to a project that is there; one of an older schema is backed up and migrated first.

    Raises:
        NoProjectError: If there is nothing.
        NewerProjectError: If a newer program wrote it.
        NotAProjectError: If it is something else, or damaged.
    """
    if not is_url(target):
        _look_at_file(target)
    engine = project_engine(target)
    try:
        with failures_explained():
            version = schema_version(engine)
    except StorageFailedError as error:
        engine.dispose()
        if is_url(target):
            raise
        raise NotAProjectError(str(error)) from error
    if version is None:
        engine.dispose()
        raise NoProjectError(_without_password(target)) if is_url(target) else EmptyFileError(target)
    return migrated(engine, version)


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


def _lay_out(engine: Engine, name: str) -> None:
    now = timestamp(datetime.now(UTC), "")
    lay_out_tables(engine)
    with transaction(engine, writing=True) as connection:
        connection.execute(
            insert(schema.project),
            {
                "id": 1,
                "uid": new_uid(),
                "name": "",
                "created_at": now,
                "last_entry": 0,
                "last_at": "",
                "last_hash": "",
            },
        )
    with writing(engine, coder_id=None, operation="new_project") as work:
        work.update("project", 1, name=name)
        work.create("coder", name="consensus", kind="consensus", aliases=[])


def _make_file(target: str) -> None:
    if is_url(target):
        return
    try:
        platform.make_private_file(Path(target))
    except FileExistsError as error:
        raise ProjectExistsError(target) from error
    except OSError as error:
        raise CannotMakeProjectError(target, error.strerror or str(error)) from error


def _look_at_file(target: str) -> None:
    path = Path(target)
    if not path.exists():
        raise NoProjectError(target)
    if path.is_dir():
        raise NoProjectError(target)
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise CannotMakeProjectError(target, error.strerror or str(error)) from error
    if head and head != b"SQLite format 3\0":
        raise NotAProjectError(_("no SQLite file"))


def _without_password(target: str) -> str:
    return make_url(target).render_as_string(hide_password=True)
