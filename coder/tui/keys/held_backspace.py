"""Telling a pressed Backspace from a held one, which terminals do not."""

from __future__ import annotations

SETTLED = 0.4
"""Seconds without the key after which it has been let go."""
BEFORE_REPEAT = 0.7
"""Seconds a system may wait before a key that is held begins to repeat."""
REPEAT = 0.1
"""Seconds within which two presses must be a held key; no one presses twice so fast."""


class HeldBackspace:
    """Decides whether Backspace on an empty line may remove a code; times are in seconds, on any clock."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._wait = 0.0

    def erased(self, at: float, *, emptied: bool) -> None:
        """Note that the key erased a letter, and whether the line is empty now."""
        held = at - self._last < SETTLED
        self._last = at
        # The first press of a run may begin to hold the key: then repeats come after a longer pause.
        self._wait = 0.0 if not emptied else SETTLED if held else BEFORE_REPEAT

    def may_remove(self, at: float) -> bool:
        """Tell whether a press on the empty line is meant for the codes."""
        pause = at - self._last
        self._last = at
        if self._wait and pause < self._wait:
            self._wait = SETTLED
            return False
        self._wait = 0.0
        return pause >= REPEAT
