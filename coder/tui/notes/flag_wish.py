"""Turning a coder's flag on an answer over, also while what was wished for last is not on disk yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing


class FlagWish:
    """Remembers how an answer's flag was to be: what is read of it may be older than the last key."""

    def __init__(self) -> None:
        self._answer_id: int | None = None
        self._is_flagged = False

    def turn(self, answer_id: int, is_flagged: bool, *, is_known: bool) -> bool:
        """Return whether an answer is to be flagged now.

        Args:
            answer_id: The answer.
            is_flagged: How it was read.
            is_known: Whether that is how it stands: nothing is being written or read.
        """
        if is_known or self._answer_id != answer_id:
            self._is_flagged = is_flagged
        self._answer_id, self._is_flagged = answer_id, not self._is_flagged
        return self._is_flagged


def flag_operation(*, flagged: bool) -> str:
    """Return what the act is called in the history."""
    return "set_flag" if flagged else "remove_flag"


def flag_act(answer_ids: Iterable[int], coder_id: int, *, flagged: bool) -> Callable[[Writing], None]:
    """Put a coder's flag on answers, or take it off, in one act."""

    def act(work: Writing) -> None:
        from coder.usecases.coding.flags import set_flag

        for answer_id in answer_ids:
            set_flag(work, answer_id, coder_id, flagged=flagged)

    return act
