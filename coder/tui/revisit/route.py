"""In which order waiting answers come: what any way through them can be asked, and the plain one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coder.domain.revisit_progress import RevisitProgress


class Route(Protocol):
    """In which order answers come, and what has come of them."""

    def peek(self) -> int | None:
        """Return the answer that would come next; None where all have come."""

    def take_next(self) -> int | None:
        """Return the answer that comes next, and have it come."""

    def looked(self, answer_id: int, found: bool) -> None:
        """Note that an answer has been looked at, and whether anything was changed."""

    def not_looked(self, answer_id: int) -> None:
        """Note that an answer waits again."""

    def update(self, open_ids: Sequence[int]) -> None:
        """Take in which answers wait now."""

    @property
    def read(self) -> int:
        """How many answers have been looked at."""

    @property
    def finds(self) -> int:
        """In how many of them something was changed."""

    @property
    def left(self) -> int:
        """How many still wait."""


class InOrder(RevisitProgress):
    """A way through answers whose order nothing changes."""

    def __init__(self, answer_ids: Sequence[int]) -> None:
        super().__init__(answer_ids)
        self._to_come = list(answer_ids)
        self._come: set[int] = set()

    def peek(self) -> int | None:
        """Return the answer that would come next; None where all have come."""
        return self._to_come[0] if self._to_come else None

    def take_next(self) -> int | None:
        """Return the answer that comes next, and have it come."""
        if not self._to_come:
            return None
        taken = self._to_come.pop(0)
        self._come.add(taken)
        return taken

    def update(self, open_ids: Sequence[int]) -> None:
        """Take in which answers wait now."""
        self._waiting = set(open_ids) - self._found.keys()
        self._to_come = [each for each in open_ids if each not in self._come]
