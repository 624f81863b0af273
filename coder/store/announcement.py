"""On a server: that an entry has been written is told to all who listen."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

CHANNEL = "coder_entry"
"""What is notified, with the entry's number, when it is committed."""

_announcing: WeakKeyDictionary[Engine, bool] = WeakKeyDictionary()


def announce(connection: Connection, number: int) -> None:
    """Have a server tell of an entry as soon as it is committed; who has a file looks at it instead."""
    if connection.dialect.name == "postgresql" and can_announce(connection):
        connection.execute(select(func.pg_notify(CHANNEL, str(number))))


def can_announce(connection: Connection) -> bool:
    """Tell whether a server has notifications; not all that speak PostgreSQL's protocol do."""
    engine = connection.engine
    if engine not in _announcing:
        _announcing[engine] = connection.scalar(select(func.to_regproc("pg_notify"))) is not None
    return _announcing[engine]
