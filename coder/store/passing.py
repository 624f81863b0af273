"""Writing what has no history: who sits where, who was handed what. Gone tomorrow, and never worth a wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from coder.domain.entry import timestamp
from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.store.engine import transaction
from coder.store.failures import failures_explained
from coder.store.unit_of_work import Reading

PATIENCE_SECONDS = 5.0
"""How long it waits for who writes; what is coded has thirty."""
_HANDING_OUT = 0x68616E64
"""The advisory lock on a server: who hands out answers waits for no coding, and no coding for it."""


class NotNotedError(EnvironmentFailedError):
    """What passes could not be written; everything goes on without it."""

    def __init__(self) -> None:
        super().__init__(_("Others could not be told who works where. Coding goes on."))


@contextmanager
def passing(engine: Engine, patience: float = PATIENCE_SECONDS) -> Iterator[Reading]:
    """Open a short act that makes no entry, one at a time in the whole project.

    Args:
        engine: The project.
        patience: Seconds it waits for other writers.

    Raises:
        EnvironmentFailedError: If it cannot be written, by whatever reason of the database's.
    """
    try:
        with failures_explained(), transaction(engine, writing=True, patience=patience) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.set_config("lock_timeout", f"{int(patience * 1000)}", True)))
                connection.execute(select(func.pg_advisory_xact_lock(_HANDING_OUT)))
            yield Reading(connection)
    except DBAPIError as error:
        # A reader's account, for one, that may write nothing at all.
        raise NotNotedError from error


def clock(work: Reading) -> datetime:
    """Return the time by the one clock that all who have the project open go by."""
    if work.connection.dialect.name == "postgresql":
        now: datetime = work.connection.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(UTC)
    return datetime.now(UTC)


def written_time(now: datetime, later: timedelta = timedelta()) -> str:
    """Return a time as text that sorts by time, as in the history."""
    return timestamp(now + later, "")
