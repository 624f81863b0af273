"""In what condition a project is: looked at quickly, and changed in nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, select, text

from coder.domain.errors import CoderError
from coder.store import schema
from coder.store.engine import is_url, project_engine, project_file
from coder.store.failures import failures_explained
from coder.store.migrate import schema_version
from coder.store.passing import clock, passing
from coder.store.project import Project, nothing_in, project_of
from coder.store.project_file import look_at_file
from coder.store.schema import SCHEMA_VERSION
from coder.store.sittings import Seated, seated_now
from coder.store.unit_of_work import Reading, reading

MOST_DAMAGE = 5
"""So many places are named; where there are more, nobody mends them one by one."""


@dataclass(frozen=True)
class Condition:
    """What a look at a project told."""

    server: str
    """Which database it is, with its version."""
    schema: str
    """The migration it stands at."""
    project: Project | None = None
    """None where an older or newer program made it: then nothing more is looked at."""
    damage: tuple[str, ...] = ()
    """What a quick check of the file found, in the database's words; empty on a server."""
    refused: str | None = None
    """Why it cannot be written; None where it can."""
    clock_ahead: float = 0.0
    """Seconds the latest entry, or the server's clock, is ahead of this machine's clock."""
    file_size: int = 0
    """Bytes; 0 on a server."""
    seated: tuple[Seated, ...] = ()
    """Who has it open."""

    @property
    def is_older(self) -> bool:
        """Whether an older program made it."""
        return self.schema < SCHEMA_VERSION

    @property
    def is_newer(self) -> bool:
        """Whether a newer program made it."""
        return self.schema > SCHEMA_VERSION


def condition_of(target: str) -> Condition:
    """Look at a project, which is never migrated by it.

    Raises:
        NoProjectError, EmptyFileError: If there is none.
        CoderError: If it cannot be reached or read.
    """
    if not is_url(target):
        look_at_file(target)
    engine = project_engine(target)
    try:
        with failures_explained():
            version = schema_version(engine)
            if version is None:
                raise nothing_in(target)
            with reading(engine) as work:
                server = _server(work.connection)
                if version != SCHEMA_VERSION:
                    return Condition(server, version)
                return _condition(engine, work, server, version)
    finally:
        engine.dispose()


def _condition(engine: Engine, work: Reading, server: str, version: str) -> Condition:
    project, file = project_of(work), project_file(engine)
    now = datetime.now(UTC)
    latest = datetime.fromisoformat(project.last_at) if project.last_at else now
    return Condition(
        server=server,
        schema=version,
        project=project,
        damage=_damage(work.connection),
        refused=_refused(engine, work.connection),
        clock_ahead=(max(latest, clock(work)) - now).total_seconds(),
        file_size=0 if file is None else file.stat().st_size,
        seated=tuple(seated_now(work)),
    )


def _server(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.scalar(text('SELECT sqlite_version()'))}"
    version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    return f"{connection.dialect.name} {version}".replace("postgresql", "PostgreSQL")


def _damage(connection: Connection) -> tuple[str, ...]:
    if connection.dialect.name != "sqlite":
        return ()
    found = connection.scalars(text(f"PRAGMA quick_check({MOST_DAMAGE})"))
    return tuple(str(said) for said in found if said != "ok")


def _refused(engine: Engine, connection: Connection) -> str | None:
    """Try to write, and write nothing."""
    if connection.dialect.name == "postgresql":
        may = func.has_table_privilege(schema.entry.name, "INSERT")
        return None if connection.scalar(select(may)) else ""
    try:
        with passing(engine, patience=1.0):
            return None
    except CoderError as error:
        return str(error)
