"""Telling others that one is here and what one reads, and being told the same of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.domain.identity import new_uid
from coder.store.claims import live_claims
from coder.store.passing import passing
from coder.store.sittings import Seated, end_sitting, note_sitting, seated_now
from coder.store.unit_of_work import Reading, reading
from coder.usecases.team.handing_out import claim_shown, give_back_shown

if TYPE_CHECKING:
    from coder.store.engine import Engine

BEAT_SECONDS = 30.0
"""How often it is said again that one is here, and reads what one reads."""
LOOK_SECONDS = 2.0
"""How often it is looked who else is."""
BROWSING_SECONDS = 0.5
"""How long one stands on an answer come to by browsing before it is claimed."""
LAST_PATIENCE = 1.0
"""Seconds given to say that one has gone; others find out by themselves."""
_CLAIMED_FOR = timedelta(seconds=5 * BEAT_SECONDS)


@dataclass(frozen=True)
class AtWork:
    """Who else has the project open, and what they read."""

    others: tuple[Seated, ...] = ()
    claimed: frozenset[int] = frozenset()
    """Answers of the question at hand that others were handed."""


@dataclass(frozen=True)
class ShownAnswer:
    """The answer somebody has come to, and how."""

    question_id: int
    answer_id: int
    at_once: bool
    """False where it was come to by browsing: it is claimed only if one stays."""
    answered: Callable[[int, bool], None]
    """Called, from another thread, with the answer and whether it was nobody else's."""


def at_work(work: Reading, own_uid: str, question_id: int | None, coder_id: int) -> AtWork:
    """Look who else has the project open, and what of a question they were handed."""
    others = tuple(each for each in seated_now(work) if each.uid != own_uid)
    claims = [] if question_id is None else live_claims(work, question_id)
    return AtWork(others, frozenset(each.answer_id for each in claims if each.coder_id != coder_id))


class Sitting:
    """That one coder has the project open, noted from a thread of its own for as long as it is.

    All methods return at once. Where nothing can be written, nobody is told, and nothing else is different.
    """

    def __init__(self, engine: Engine, coder_id: int, place: str, tell: Callable[[AtWork], object]) -> None:
        """Sit down, in a place such as «terminal»; ``tell`` is called when something about others changes."""
        self._engine = engine
        self._coder_id = coder_id
        self._place = place
        self._tell = tell
        self._uid = new_uid()
        self._question_id: int | None = None
        self._shown: ShownAnswer | None = None
        self._shown_at = 0.0
        self._claimed: ShownAnswer | None = None
        self._noted_at: float | None = None
        self._has_moved = False
        self._known = AtWork()
        self._changed = threading.Condition()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._sit, name="sitting", daemon=True)

    def start(self) -> None:
        """Begin to tell, and to be told."""
        self._thread.start()

    def go_to(self, question_id: int | None) -> None:
        """Be at another question, or at none; what one was handed at the one before is given back."""
        with self._changed:
            if question_id != self._question_id:
                self._question_id, self._shown, self._has_moved = question_id, None, True
                self._changed.notify()

    def leave(self, question_id: int) -> None:
        """Be at no question, unless one is at another already."""
        if question_id == self._question_id:
            self.go_to(None)

    def show(self, shown: ShownAnswer) -> None:
        """Claim an answer one has come to; what one was handed before is given back."""
        with self._changed:
            self._shown, self._shown_at = shown, time.monotonic()
            self._changed.notify()

    def stop(self) -> None:
        """Say that one has gone."""
        with self._changed:
            self._ends.set()
            self._changed.notify()
        self._thread.join(2 * LAST_PATIENCE)

    def _sit(self) -> None:
        looked_at = 0.0
        while not self._ends.is_set():
            self._say_where()
            self._claim()
            if time.monotonic() - looked_at >= LOOK_SECONDS:
                self._look()
                looked_at = time.monotonic()
            with self._changed:
                if not (self._ends.is_set() or self._has_moved or self._is_due()):
                    self._changed.wait(self._pause())
        self._leave()

    def _say_where(self) -> None:
        """Note where one sits, if that is new or it is time to say it again; and go on holding the answer."""
        now = time.monotonic()
        with self._changed:
            is_time = self._noted_at is None or now - self._noted_at >= BEAT_SECONDS
            moved, question_id, held = self._has_moved, self._question_id, self._claimed
            self._has_moved = False
        if moved and held is not None and held.question_id != question_id:
            self._give_back(held)
            self._claimed = held = None
        if not (moved or is_time):
            return
        self._noted_at = now
        with suppress(CoderError), passing(self._engine) as work:
            note_sitting(work, self._uid, self._coder_id, question_id, self._place)
        if is_time and held is not None:
            with suppress(CoderError):
                self._hold(held)

    def _claim(self) -> None:
        with self._changed:
            shown = self._shown if self._is_due() else None
            if shown is None:
                return
            self._shown = None
        if self._claimed is not None and self._claimed.answer_id == shown.answer_id:
            return
        is_free = True
        with suppress(CoderError):
            is_free = self._hold(shown)
        if is_free:
            self._claimed = shown
        shown.answered(shown.answer_id, is_free)

    def _hold(self, shown: ShownAnswer) -> bool:
        return claim_shown(self._engine, shown.question_id, self._coder_id, shown.answer_id, _CLAIMED_FOR)

    def _give_back(self, held: ShownAnswer) -> None:
        with suppress(CoderError):
            give_back_shown(self._engine, held.question_id, self._coder_id, held.answer_id, LAST_PATIENCE)

    def _look(self) -> None:
        with suppress(CoderError), reading(self._engine) as work:
            found = at_work(work, self._uid, self._question_id, self._coder_id)
            if found != self._known:
                self._known = found
                self._tell(found)

    def _is_due(self) -> bool:
        """Tell whether there is an answer to claim now; with the lock held."""
        shown = self._shown
        return shown is not None and (shown.at_once or self._stands_for() >= BROWSING_SECONDS)

    def _pause(self) -> float:
        return LOOK_SECONDS if self._shown is None else max(BROWSING_SECONDS - self._stands_for(), 0.01)

    def _stands_for(self) -> float:
        return time.monotonic() - self._shown_at

    def _leave(self) -> None:
        if self._claimed is not None:
            self._give_back(self._claimed)
        with suppress(CoderError), passing(self._engine, LAST_PATIENCE) as work:
            end_sitting(work, self._uid)
