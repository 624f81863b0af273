"""How far reading again has come: which answers wait, which were looked at, in which something was found."""

from __future__ import annotations

from collections.abc import Iterable


class RevisitProgress:
    """Counts answers as they are looked at; in which order they come is up to the classes made from it."""

    def __init__(self, answer_ids: Iterable[int]) -> None:
        self._waiting = set(answer_ids)
        self._found: dict[int, bool] = {}

    @property
    def read(self) -> int:
        """How many answers have been looked at."""
        return len(self._found)

    @property
    def finds(self) -> int:
        """In how many of them something was found."""
        return sum(self._found.values())

    @property
    def left(self) -> int:
        """How many still wait."""
        return len(self._waiting)

    def looked(self, answer_id: int, found: bool) -> None:
        """Note that an answer has been looked at, and whether anything was found."""
        self._found[answer_id] = found
        self._waiting.discard(answer_id)

    def not_looked(self, answer_id: int) -> None:
        """Note that an answer waits again."""
        self._found.pop(answer_id, None)
        self._waiting.add(answer_id)
