"""Telling a pressed Enter from a held one, which terminals do not."""

from __future__ import annotations

REPEAT = 0.12
"""Seconds within which two presses must be a held key: no one has read an answer so fast."""


class HeldEnter:
    """Keeps a held Enter from going past answers and sentences unread; times are in seconds, on any clock."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def moved(self, at: float) -> None:
        """Note that Enter went on to another answer or sentence."""
        self._last = at

    def may_act(self, key: str, at: float) -> bool:
        """Tell whether a press is meant for the answer now shown; any other key says Enter was let go."""
        if key != "enter":
            self._last = float("-inf")
            return True
        if at - self._last < REPEAT:
            self._last = at
            return False
        return True
