"""How long somebody works on what: the time between one act and the next, where it is no break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from threading import Lock

LONGEST_PAUSE = 120.0
"""Seconds; who does nothing for longer has been away, and none of it counts."""

About = tuple[str, str]
"""What was worked on, and the day."""


class WorkingTime:
    """Adds up the seconds between acts until they are taken away to be kept."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._seconds: defaultdict[About, float] = defaultdict(float)
        self._lock = Lock()

    def acted(self, what: str | None, now: float, day: str) -> None:
        """Count the time since the act before this one.

        Args:
            what: What was before the person until now; None where that is not counted.
            now: Seconds of a clock that never goes back.
            day: The local day.
        """
        with self._lock:
            pause = LONGEST_PAUSE if self._last is None else now - self._last
            self._last = now
            if what is not None and 0 < pause < LONGEST_PAUSE:
                self._seconds[what, day] += pause

    def take(self) -> Mapping[About, float]:
        """Return the seconds counted since they were last taken."""
        with self._lock:
            taken, self._seconds = self._seconds, defaultdict(float)
            return taken


def local_day() -> str:
    """Return today's day, as it is where the person sits."""
    return datetime.now().astimezone().date().isoformat()
