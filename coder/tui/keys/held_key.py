"""Telling a pressed key from a held one where it goes on to another answer, which terminals do not."""

from __future__ import annotations

REPEAT = 0.12
"""Seconds within which two presses must be a held key: no one has read an answer so fast."""


class HeldKey:
    """Keeps a held key from going past answers and sentences unread; times are in seconds, on any clock."""

    def __init__(self) -> None:
        self._key = ""
        self._last = float("-inf")

    def moved(self, key: str, at: float) -> None:
        """Note that a key went on to another answer or sentence."""
        self._key, self._last = key, at

    def may_act(self, key: str, at: float) -> bool:
        """Tell whether a press is meant for the answer now shown; another key says that one was let go."""
        if key != self._key:
            self._key = ""
            return True
        if at - self._last < REPEAT:
            self._last = at
            return False
        return True
