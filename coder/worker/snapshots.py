"""Short readings of a project, between which nothing of it is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from coder.store.engine import project_engine
from coder.store.unit_of_work import Reading, reading
from coder.usecases.project.sending import patience, until_done

T = TypeVar("T")

_PATIENCE = 24 * 3600.0
"""Seconds; those who wait for suggestions wait for the same project, and may end this process meanwhile."""


class Snapshots:
    """Reads a project, from one thread.

    No connection outlives its reading: a reader holds up no writer, but one that lasts keeps SQLite from
    clearing its files away, and this process may be ended at any moment.
    """

    def __init__(self, target: str) -> None:
        self._engine = project_engine(target)

    def read(self, query: Callable[[Reading], T]) -> T:
        """Ask the project something, as soon as it can be reached."""

        def attempt(_again: bool) -> T:
            try:
                with reading(self._engine) as work:
                    return query(work)
            finally:
                self._engine.dispose()

        return until_done(attempt, patience(_PATIENCE))
