"""News from a server: it tells, and is asked now and then all the same."""

from __future__ import annotations

import selectors
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from coder.store.announcement import CHANNEL, can_announce
from coder.store.failures import StorageFailedError
from coder.store.news import HEAD, failures_told

if TYPE_CHECKING:
    from psycopg import Connection as ServerConnection

ASK_SECONDS = 2.0
"""How often it is asked when it tells nothing: it may not be able to, or be gone."""


class ServerNews:
    """Sleeps until the server tells of an entry."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.detach()
        raw: Any = self._connection.connection.dbapi_connection
        self._raw: ServerConnection = raw
        self._newest: int | None = None
        if can_announce(self._connection):
            self._connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        self._woken, self._wake = socket.socketpair()
        self._sources = selectors.DefaultSelector()
        self._sources.register(self._woken, selectors.EVENT_READ)
        self._sources.register(self._raw.fileno(), selectors.EVENT_READ)

    def newest(self) -> int | None:
        """Wait until the server tells of an entry, or is to be asked again; see ``News``."""
        with failures_told(self._engine):
            # What came while the server was asked lies here already, and would wake nobody.
            if self._newest is not None and not self._told():
                self._sources.select(ASK_SECONDS)
                self._told()
            newest = int(self._connection.scalar(HEAD) or 0)
        was, self._newest = self._newest, newest
        return None if newest == was else newest

    def stop(self) -> None:
        """Let whoever waits go on at once; for other threads."""
        with suppress(OSError):
            self._wake.send(b"\0")

    def close(self) -> None:
        """Let go of the connection."""
        self._sources.close()
        self._woken.close()
        self._wake.close()
        # The server may be gone: nobody to take leave of.
        with suppress(StorageFailedError), failures_told(self._engine):
            self._connection.close()

    def _told(self) -> int:
        """Take in what the server has told; return how often it has."""
        return len(list(self._raw.notifies(timeout=0)))
