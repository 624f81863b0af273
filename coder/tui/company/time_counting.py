"""Counting how long the person at the keyboard works on each question, for that person alone."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from coder.domain.errors import CoderError
from coder.domain.working_time import WorkingTime, local_day

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp
    from coder.usecases.team.time_spent import Worker

ACTS = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)
"""What tells that somebody is there."""
KEPT_EVERY = 60.0
"""Seconds; a program that is killed loses at most what was counted since."""


class TimeCounting:
    """Counts while keys come. In a browser nothing is counted: the file would be the server's."""

    def __init__(self, app: WorkbenchApp) -> None:
        self._app = app
        self._time = WorkingTime()
        self._worker: Worker | None = None

    @property
    def is_on(self) -> bool:
        """Whether time is counted here at all."""
        return self._app.place == "terminal" and not self._app.in_browser

    def acted(self) -> None:
        """Note that somebody did something; called before it is carried out."""
        self._time.acted(self._question(), monotonic(), local_day())

    def begin(self) -> None:
        """Find out who is at work, and keep what is counted from time to time."""
        if self.is_on:
            self._app.run_worker(self._recognise, thread=True, group="time")
            self._app.set_interval(KEPT_EVERY, self._keep_behind)

    def keep(self) -> None:
        """Put what is counted on the disk; on a thread, but for the end."""
        taken = self._time.take() if self._worker is not None else {}
        if self._worker is not None and taken:
            from coder.usecases.team.time_spent import keep_time

            keep_time(self._worker, taken)

    def spent(self, question_keys: Sequence[str]) -> dict[str, tuple[float, float]]:
        """Return the seconds this person worked on questions in all and today, by key; on a thread."""
        if self._worker is None:
            return {}
        from coder.usecases.team.time_spent import time_spent, totals

        self.keep()
        return totals(time_spent(self._worker, question_keys), local_day())

    def _keep_behind(self) -> None:
        self._app.run_worker(self.keep, thread=True, group="time")

    def _recognise(self) -> None:
        from coder.store.project import project_of
        from coder.usecases.team.time_spent import Worker

        session = self._app.session
        try:
            self._worker = Worker(session.read(project_of).uid, session.coder.uid)
        except CoderError:
            return

    def _question(self) -> str | None:
        """Return the question at hand: that of the topmost screen that is about one."""
        for screen in reversed(self._app.screen_stack):
            held = getattr(screen, "question", None)
            if isinstance(held, str):
                return held
        return None
