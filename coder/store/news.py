"""That somebody has written: known a moment later, on either database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Engine, select

from coder.store import schema
from coder.store.failures import StorageFailedError, failures_explained
from coder.store.journal import write_into_file

LOOK_SECONDS = 0.3
"""How often a file is looked at."""
QUIET_LOOKS = 3
"""After so many looks without anything new, what lies in the journal is written into the file itself."""

HEAD = select(schema.project.c.last_entry)


class News(Protocol):
    """Waits for entries, on a connection of its own. Only ``stop`` may be called from another thread."""

    def newest(self) -> int | None:
        """Wait a moment; return the number of the newest entry, or None where there is no newer one.

        Raises:
            EnvironmentFailedError: If the project cannot be reached any more.
        """

    def stop(self) -> None:
        """Let whoever waits go on at once."""

    def close(self) -> None:
        """Let go of the connection."""


def news_of(engine: Engine) -> News:
    """Begin to wait for what is written.

    Raises:
        EnvironmentFailedError: If the project cannot be reached.
    """
    with failures_told(engine):
        if engine.dialect.name == "postgresql":
            from coder.store.server_news import ServerNews

            return ServerNews(engine)
        return _FileNews(engine)


@contextmanager
def failures_told(engine: Engine) -> Iterator[None]:
    """Turn what a driver says, asked without SQLAlchemy between, into our errors too."""
    with failures_explained():
        try:
            yield
        except (OSError, engine.dialect.loaded_dbapi.Error) as error:
            raise StorageFailedError(type(error).__name__) from error


class _FileNews:
    """A file tells nobody. Whether another connection has committed is asked without reading any of it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.raw_connection()
        self._connection.detach()
        self._raw: Any = self._connection.dbapi_connection
        self._stopped = threading.Event()
        self._version: int | None = None
        self._newest: int | None = None
        self._unchanged = 0
        """How often in a row nothing new was found."""
        self._is_in_file = False
        """Whether what is known lies in the project's file itself, which people copy by hand."""

    def newest(self) -> int | None:
        if self._version is not None:
            self._stopped.wait(LOOK_SECONDS)
        with failures_told(self._engine):
            [version] = self._raw.execute("PRAGMA data_version").fetchone()
            if version == self._version:
                self._unchanged += 1
                if self._unchanged >= QUIET_LOOKS and not self._is_in_file:
                    self._is_in_file = write_into_file(self._raw)
                return None
            [newest] = self._raw.execute(str(HEAD)).fetchone()
        self._version, self._unchanged, self._is_in_file = version, 0, False
        # What is written without an entry is no news, such as that somebody is still there.
        was, self._newest = self._newest, int(newest)
        return None if self._newest == was else self._newest

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self._connection.close()
