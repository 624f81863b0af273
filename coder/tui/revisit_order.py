"""Answers that come in the order they are in, each once."""

from __future__ import annotations

from collections.abc import Sequence


class InOrder:
    """A way through answers whose order nothing changes."""

    def __init__(self, answer_ids: Sequence[int]) -> None:
        self._to_come = list(answer_ids)
        self._come: set[int] = set()
        self._found: dict[int, bool] = {}
        self._waiting = set(answer_ids)

    @property
    def read(self) -> int:
        """How many answers have been looked at."""
        return len(self._found)

    @property
    def finds(self) -> int:
        """In how many of them something was changed."""
        return sum(self._found.values())

    @property
    def left(self) -> int:
        """How many still wait."""
        return len(self._waiting)

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

    def looked(self, answer_id: int, found: bool) -> None:
        """Note that an answer has been looked at, and whether anything was changed."""
        self._found[answer_id] = found
        self._waiting.discard(answer_id)

    def not_looked(self, answer_id: int) -> None:
        """Note that an answer waits again."""
        self._found.pop(answer_id, None)
        self._waiting.add(answer_id)

    def update(self, open_ids: Sequence[int]) -> None:
        """Take in which answers wait now."""
        self._waiting = set(open_ids) - self._found.keys()
        self._to_come = [each for each in open_ids if each not in self._come]
