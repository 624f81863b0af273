"""Connections to a project: a SQLite file by default, a database server by URL."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.failures import ProjectLockedError, is_locked

__all__ = [
    "Engine",
    "is_url",
    "memory_engine",
    "project_engine",
    "project_file",
    "project_url",
    "transaction",
]

BUSY_SECONDS = 5
PATIENCE_SECONDS = 30
"""How long a write waits for other writers before it gives up."""


class MissingExtraError(WrongUseError):
    """The driver for a database server is not installed."""

    def __init__(self, url: URL) -> None:
        super().__init__(
            _(
                "No driver for {engine} is installed. Install the extra: "
                "pip install 'open-answer-coder[team]'"
            ).format(engine=url.get_backend_name())
        )


def is_url(target: str) -> bool:
    """Tell a database URL from a file name."""
    return "://" in target


def project_url(target: str | Path) -> URL:
    """Return the URL of a project given as a file or as a URL."""
    text = str(target)
    if is_url(text):
        return make_url(text)
    return URL.create("sqlite+pysqlite", database=text)


def project_file(engine: Engine) -> Path | None:
    """Return the file a project lies in; None on a server or in memory."""
    if engine.dialect.name != "sqlite" or not engine.url.database or engine.url.database == ":memory:":
        return None
    return Path(engine.url.database)


def project_engine(target: str | Path) -> Engine:
    """Connect to a project without looking whether it is there; the first statement opens it."""
    url = project_url(target)
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        # The driver must not open transactions of its own: ours begin as BEGIN or BEGIN IMMEDIATE.
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    except (ImportError, ModuleNotFoundError) as error:
        raise MissingExtraError(url) from error
    _prepare_sqlite(engine, durable=True)
    return engine


def memory_engine() -> Engine:
    """Make an empty database in memory, shared by every connection of this engine."""
    engine = create_engine(
        "sqlite+pysqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    _prepare_sqlite(engine, durable=False)
    return engine


@contextmanager
def transaction(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    """Run one transaction: committed when the block ends well, rolled back when it raises.

    A writing one takes the project's write lock at its first statement, waiting for other writers.
    """
    with _connected(engine, writing=writing) as connection:
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextmanager
def _connected(engine: Engine, *, writing: bool) -> Iterator[Connection]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    options: dict[str, Any] = {"coder_writing": writing}
    if engine.dialect.name == "postgresql" and not writing:
        options["isolation_level"] = "REPEATABLE READ"
    with engine.connect() as plain:
        connection = plain.execution_options(**options)
        while True:
            try:
                connection.begin()
                break
            except DBAPIError as error:
                if not is_locked(error):
                    raise
                if time.monotonic() > deadline:
                    raise ProjectLockedError from error
                time.sleep(0.02)
        yield connection


def _prepare_sqlite(engine: Engine, *, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if durable:
            cursor.execute("PRAGMA journal_mode=WAL")
            # Acknowledged means on the disk, also when the power goes.
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("coder_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
