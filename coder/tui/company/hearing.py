"""What others wrote, kept for a screen until it can take it in without disturbing anybody."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.team.following import OthersWrote

RESTS = 4
"""It rests so many times as long as taking in took: on a large project keys come first."""


class Hearing:
    """Tells a screen what others wrote when it stands on top, and nothing is read or written for it."""

    def __init__(self, screen: ProjectScreen, clock: Callable[[], float] = time.monotonic) -> None:
        self._screen = screen
        self._clock = clock
        self._kept: OthersWrote | None = None
        self._busy = 0
        self._taken_in_since: float | None = None
        self._rests_until = 0.0
        self._waking: Timer | None = None

    def hear(self, told: OthersWrote) -> None:
        """Keep what was told, and tell the screen as soon as it can take it in."""
        self._kept = told if self._kept is None else self._kept.and_then(told)
        self.go_on()

    def forget(self) -> None:
        """Keep nothing: the screen is about to read all of it."""
        self._kept = None

    def begin(self) -> None:
        """Note that something is read or written for the screen."""
        self._busy += 1

    def end(self) -> None:
        """Note that it is done, and the screen shows it."""
        self._busy -= 1
        self.go_on()

    def go_on(self) -> None:
        """Tell the screen what is kept, if this is the time."""
        if self._busy or not self._screen.is_active:
            return
        now = self._clock()
        if self._taken_in_since is not None:
            self._rests_until = now + RESTS * (now - self._taken_in_since)
            self._taken_in_since = None
        if self._kept is None:
            return
        if now < self._rests_until:
            self._wake_in(self._rests_until - now)
            return
        kept, self._kept = self._kept, None
        self._taken_in_since = now
        self._screen.others_wrote(kept)
        self.go_on()

    def _wake_in(self, seconds: float) -> None:
        if self._waking is None:
            self._waking = self._screen.set_timer(seconds, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self.go_on()
