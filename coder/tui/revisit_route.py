"""What a way through waiting answers can be asked, whoever thinks it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


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
