"""SQLite's journal beside a project's file: what is committed lies there first, and in the file later.

Whoever copies the file alone, as people do, copies what has been written into it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine


def write_into_file(raw: Any) -> bool:
    """Write into the project's file what the journal has more, in nobody's way; tell whether that was all.

    What somebody still reads as it was, or writes at this moment, stays in the journal.

    Args:
        raw: A connection of the driver's to a SQLite file, in no transaction.
    """
    busy, frames, written = raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return not busy and bool(frames == written)


def empty_journal(engine: Engine) -> bool:
    """Write SQLite's journal into the file and cut it to nothing; tell whether it could be.

    Others who read at that moment keep it; it is emptied when the last of them goes.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        busy, *_pages = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy
