"""Connections to a project: a SQLite file by default, a database server by URL."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.platform import install_command
from coder.store import cipher
from coder.store.failures import ProjectLockedError
from coder.store.moved_file import Keeper, identity, refuse_if_moved
from coder.store.passwords import address_of, given_password, let_in_by_password

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

_NOTICING = {
    "application_name": "coder",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""What libpq is told, unless the address says otherwise; seconds, and milliseconds for the last."""

_compiled: LRUCache[Any, Any] = LRUCache(1_000)
"""Statements in SQLite's words: the project, its backup and itself as it was are asked the same."""


class MissingExtraError(WrongUseError):
    """The driver for a database server is not installed."""

    def __init__(self, url: URL) -> None:
        super().__init__(
            _("No driver for {engine} is installed. Install the extra: {command}").format(
                engine=url.get_backend_name(), command=install_command("team")
            )
        )


class UnreadableUrlError(WrongUseError):
    """The project is named by an address that is none."""

    def __init__(self) -> None:
        # The address may hold a password: what cannot be taken apart is not repeated.
        super().__init__(
            _("The project's address cannot be read: write {example}, or a file's name.").format(
                example="postgresql+psycopg://USER@SERVER/DATABASE"
            )
        )


class NoFileNamedError(WrongUseError):
    """The project would lie in no file, and be gone at once."""

    def __init__(self) -> None:
        super().__init__(_("A project lies in a file. Name one with --project."))


def is_url(target: str) -> bool:
    """Tell a database URL from a file name."""
    return "://" in target


def project_url(target: str | Path) -> URL:
    """Return the URL of a project given as a file or as a URL.

    Raises:
        UnreadableUrlError: If it looks like a URL, but is none.
        NoFileNamedError: If SQLite would keep it in memory only.
    """
    text = str(target)
    try:
        url = make_url(text) if is_url(text) else URL.create("sqlite+pysqlite", database=text)
    except (ArgumentError, ValueError) as error:
        raise UnreadableUrlError from error
    written = re.split("[/?]", text.partition("://")[2])[0]
    if "@" in (url.host or "") or written.count("@") > 1:
        # A password with an @ in it that is not written %40: the rest would be told as a name.
        raise UnreadableUrlError
    if url.get_backend_name() == "sqlite" and (url.database or ":memory:") == ":memory:":
        raise NoFileNamedError
    return url


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
            return _server_engine(url)
        engine = _file_engine(url, Path(url.database or ""))
    except (ImportError, ModuleNotFoundError) as error:
        raise MissingExtraError(url) from error
    except NoSuchModuleError as error:
        raise UnreadableUrlError from error
    # First of all, while no transaction is at hand.
    _hold_on_to_file(engine, Path(url.database or ""))
    _prepare_sqlite(engine, durable=True)
    return engine


def memory_engine() -> Engine:
    """Make an empty database in memory, shared by every connection of this engine."""
    engine = _sqlite_engine(
        "sqlite+pysqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    _prepare_sqlite(engine, durable=False)
    return engine


@contextmanager
def transaction(engine: Engine, *, writing: bool, patience: float | None = None) -> Iterator[Connection]:
    """Run one transaction: committed when the block ends well, rolled back when it raises.

    A writing one takes the project's write lock at its first statement, and waits so many seconds for
    other writers, ``PATIENCE_SECONDS`` if not given.
    """
    waits = PATIENCE_SECONDS if patience is None else patience
    with _connected(engine, writing=writing, patience=waits) as connection:
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextmanager
def _connected(engine: Engine, *, writing: bool, patience: float) -> Iterator[Connection]:
    options: dict[str, Any] = {"coder_writing": writing, "coder_patience": patience}
    if engine.dialect.name == "postgresql" and not writing:
        options["isolation_level"] = "REPEATABLE READ"
    with engine.connect() as plain:
        connection = plain.execution_options(**options)
        connection.begin()
        yield connection


def _server_engine(url: URL) -> Engine:
    """Connect to a server; one that falls silent is found out about in seconds, not in hours."""
    # What the library has to say comes as an error too, which is told in a sentence.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    given = {name: value for name, value in _NOTICING.items() if name not in url.query}
    engine = create_engine(address_of(url), pool_pre_ping=True, hide_parameters=True, connect_args=given)
    let_in_by_password(engine, given_password(url))

    @event.listens_for(engine, "connect")
    def _connect(dbapi_connection: Any, _record: Any) -> None:
        with dbapi_connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
        dbapi_connection.commit()

    return engine


def _file_engine(url: URL, file: Path) -> Engine:
    """Connect to a project's file, with the driver it needs."""
    if not cipher.is_encrypted(file):
        return _sqlite_engine(url, connect_args={"timeout": BUSY_SECONDS})
    connect = partial(cipher.opened, file, timeout=BUSY_SECONDS, check_same_thread=False)
    engine = _sqlite_engine(url, creator=connect)
    engine.dialect = _cipher_dialect()
    return engine


@cache
def _cipher_dialect() -> Dialect:
    """Return the dialect of every encrypted file: SQLite's, with another driver."""
    engine = create_engine("sqlite+pysqlite://", module=cipher.cipher_library())
    engine.connect().close()
    engine.dispose()
    return engine.dialect


def _sqlite_engine(url: URL | str, **options: Any) -> Engine:
    """Connect to SQLite; what was compiled for one database is not compiled again for the next."""
    # What is written is what people wrote: a failure does not repeat it.
    kept: dict[str, Any] = {"compiled_cache": _compiled}
    engine = create_engine(url, hide_parameters=True, execution_options=kept, **options)
    # Compiled statements are found again by their dialect.
    engine.dialect = _sqlite_dialect()
    return engine


@cache
def _sqlite_dialect() -> Dialect:
    """Return the dialect of every SQLite database; it has connected once, and so knows the library."""
    engine = create_engine("sqlite+pysqlite://")
    engine.connect().close()
    engine.dispose()
    return engine.dialect


def _prepare_sqlite(engine: Engine, *, durable: bool) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi_connection: Any, _record: Any) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA foreign_keys=ON")
        # What is sorted or kept for a rollback holds texts, too; it goes into no file of its own.
        cursor.execute("PRAGMA temp_store=MEMORY")
        if durable:
            cursor.execute("PRAGMA journal_mode=WAL")
            # Acknowledged means on the disk, also when the power goes.
            cursor.execute("PRAGMA synchronous=FULL")
            # On macOS only this reaches past the disk's own memory; elsewhere it means nothing.
            cursor.execute("PRAGMA fullfsync=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("coder_writing", False):
            _take_write_lock(connection)
        else:
            connection.exec_driver_sql("BEGIN")


def _hold_on_to_file(engine: Engine, file: Path) -> None:
    """Write to the file that was opened and to no other, and only while it is at its place."""

    @event.listens_for(engine, "connect")
    def _connect(_dbapi_connection: Any, record: Any) -> None:
        record.info["coder_file"] = identity(file)

    keeper = Keeper(file)

    def look(connection: Connection, *, between: bool) -> None:
        if connection.get_execution_options().get("coder_writing", False):
            held = connection.connection
            refuse_if_moved(held.dbapi_connection, held.info["coder_file"], keeper, between=between)

    event.listen(engine, "begin", partial(look, between=True))
    event.listen(engine, "commit", partial(look, between=False))


def _take_write_lock(connection: Connection) -> None:
    """Begin to write as soon as nobody else does; SQLite's own waiting lets others overtake for seconds."""
    raw: Any = connection.connection.dbapi_connection
    deadline = time.monotonic() + connection.get_execution_options().get("coder_patience", PATIENCE_SECONDS)
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except connection.dialect.loaded_dbapi.OperationalError as error:
                if "locked" not in str(error):
                    break
                if time.monotonic() > deadline:
                    raise ProjectLockedError from error
            # At random, so that two who wait do not keep meeting.
            time.sleep(random.uniform(0.001, 0.005))
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    # Whatever else is wrong is said again, in the words everyone above understands.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
