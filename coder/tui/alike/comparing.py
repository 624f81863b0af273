"""Waiting for a model that compares a question's answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.respondent.lines import wrapped_lines

if TYPE_CHECKING:
    from coder.usecases.suggesting.suggestions import Said


class Comparing:
    """How far the model has come, told while there is nothing to show yet."""

    def __init__(self, ask_again: Callable[[], None]) -> None:
        """Begin to wait.

        Args:
            ask_again: Done when the model has ended and starts anew.
        """
        self._ask_again = ask_again
        self._prepared = 0, 0
        self._is_over = False

    def hear(self, said: Said) -> bool:
        """Take in what the model says of itself; tell whether it was that."""
        from coder.usecases.suggesting.suggestions import Ended, Preparing

        if isinstance(said, Preparing):
            self._prepared = said.done, said.total
        elif isinstance(said, Ended):
            self._is_over = not said.starts_again
            if said.starts_again:
                self._ask_again()
        else:
            return False
        return True

    def lines(self, width: int) -> list[Line]:
        """Say how far it has come, or that nothing comes any more."""
        if self._is_over:
            told = _("The model's process has ended, so the answers cannot be compared. Try again later.")
            return wrapped_lines(told, width, Role.MARK)
        done, total = self._prepared
        if total and done < total:
            told = _("The answers are being prepared: {done} of {total} …").format(done=done, total=total)
        else:
            told = _("The answers are being compared …")
        return [line(Piece(f" {told}", Role.DIM), selectable=False)]
