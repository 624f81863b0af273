"""Telling a pressed key from a held one where it turns something on and off, which terminals do not."""

from __future__ import annotations

from coder.tui.keys.held_backspace import BEFORE_REPEAT, REPEAT


class HeldToggle:
    """Lets a held key turn over once, however long it is held; times are in seconds, on any clock.

    The first repeat of a held key comes so late that it may be a second press. Where those after it tell
    that it was none, one more turn takes it back.
    """

    def __init__(self) -> None:
        self._last = float("-inf")
        self._turns = 0
        """Of the run of presses without a pause."""

    def may_turn(self, at: float) -> bool:
        """Tell whether a press is meant to turn it over."""
        pause, self._last = at - self._last, at
        if pause >= BEFORE_REPEAT:
            self._turns = 0
        if pause < REPEAT and self._turns % 2 == 1:
            return False
        self._turns += 1
        return True
