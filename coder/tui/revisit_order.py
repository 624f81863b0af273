"""Answers that come in the order they are in, each once."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.revisit_progress import RevisitProgress


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
