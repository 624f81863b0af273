"""Short readings of a project, between which nothing of it is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from coder.store.engine import project_engine
from coder.store.unit_of_work import Reading, reading

T = TypeVar("T")


class Snapshots:
    """Reads a project, from one thread.

    No connection outlives its reading: a reader holds up no writer, but one that lasts keeps SQLite from
    clearing its files away, and this process may be ended at any moment.
    """

    def __init__(self, target: str) -> None:
        self._engine = project_engine(target)

    def read(self, query: Callable[[Reading], T]) -> T:
        """Ask the project something."""
        try:
            with reading(self._engine) as work:
                return query(work)
        finally:
            self._engine.dispose()
