"""A question's desk in plain mode: the coding screen's own state, each act on disk before it is told."""

from __future__ import annotations

import queue
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.domain.errors import CoderError
from coder.tui.coding.acts import CodingActs
from coder.tui.coding.sentence_place import SentencePlace
from coder.tui.coding.state import CodingState
from coder.tui.suggesting.under_digits import UnderDigits
from coder.usecases.coding.desk import opened_desk, views_of

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.tui.coding.acts import Act
    from coder.tui.coding.change import Change
    from coder.tui.coding.excerpt_cursor import ExcerptCursor
    from coder.usecases.coding.desk import Desk
    from coder.usecases.suggesting.model_process import ModelProcess
    from coder.usecases.suggesting.suggestions import Said

PATIENCE = 0.6
"""Seconds an answer waits for its suggestions before it is told without, or with older ones."""
CLAIM_PATIENCE = 0.3
"""Seconds it waits to be told whether another coder has it."""
_TOLD = 10.0
"""On the digits' clock: from being told, a list neither changes nor means what stood before."""


class CodingDesk:
    """One coder's place in one question; what the digits mean is what was told last."""

    def __init__(self, seat: Seat, question: str, wave: str | None) -> None:
        self.seat = seat
        self.question = question
        self.wave = wave
        desk = self._opened(left_off=True)
        self.state = CodingState(desk)
        self.acts = CodingActs(desk.coder.id)
        self.place = SentencePlace()
        self.told: list[int | None] = []
        """The codes under the digits, as they were told last."""
        self._now = 0.0
        suggests = seat.suggests and desk.seat.shows_suggestions
        self.digits = UnderDigits(self.state, suggests=suggests, clock=lambda: self._now)
        self._said: queue.SimpleQueue[Said] = queue.SimpleQueue()
        self._model: ModelProcess | None = None
        if suggests:
            self._start_model()
        self.read()

    @property
    def next_sentence(self) -> ExcerptCursor | None:
        """The next sentence without a code, where sentences are coded."""
        cursor = self.place.cursor if self.place.by_sentence else None
        return None if cursor is None else cursor.next_without_code(self.state.coverage())

    def close(self) -> None:
        """Remember where the coder left off, and let go of model and answer."""
        if self._model is not None:
            self._model.close()
        if self.seat.session.sitting is not None:
            self.seat.session.sitting.leave(self.state.desk.question.id)
        self._remember()

    def read(self) -> None:
        """Read the answer at hand and those that come next, as they are on disk."""
        if self.state.sharing.is_noted:
            self.state.sharing = self.state.sharing.with_claimed(self.seat.claimed)
        turns = dict(self.state.wanted())
        views, last_entry = self.seat.read(views_of, list(turns), self.seat.coder.id)
        self.state.arrived([(view, turns[view.answer.id]) for view in views], last_entry)
        self.place.follow(self.state)

    def reload(self, shown: int | None = None) -> None:
        """Read codes, order and counts anew, and show an answer; the one shown before if None."""
        desk = self._opened(left_off=False)
        self.acts.coder_id = desk.coder.id
        self.state.reloaded(desk, (), shown)
        self.read()

    def write(self, operation: str, act: Act, change: Change | None = None, makes: int | None = None) -> None:
        """Do an act and wait until it is on disk; ``makes`` is the stand-in of a code it makes.

        Raises:
            CoderError: Why it could not be done; all is as it was.
        """
        handed_in: list[str] = []

        def expect(uid: str) -> None:
            handed_in.append(uid)
            if change is not None:
                self.state.expect(uid, change)

        try:
            written = self.seat.write(operation, act, expect)
        except BaseException:
            if makes is not None and makes < 0:
                self.state.code_made(makes, None)
            for uid in handed_in:
                self.state.failed(uid)
            raise
        if makes is not None and makes < 0:
            self.state.code_made(makes, written.result if isinstance(written.result, int) else None)
        self.state.saved(written.uid, written.entry)
        if written.entry is not None:
            self.digits.live.wrote(written.entry, is_coding=change is not None and not change.done)
        if self.state.is_stale:
            self.reload()
        else:
            self.read()

    def await_suggestions(self) -> None:
        """Let the digits come to the place at hand; wait a moment for what the model says of it."""
        self._follow()
        until = time.monotonic() + PATIENCE
        while self._is_waited_for() and (left := until - time.monotonic()) > 0:
            with suppress(queue.Empty):
                self.digits.live.take(self._said.get(timeout=left))
            self._follow()
        self.told = self.digits.codes
        self._now += _TOLD

    def has_new_suggestions(self) -> bool:
        """Take in suggestions where none were there to be told before; tell whether others stand now."""
        if self.state.answer_id is None or self.digits.source.suggested is not None:
            return False
        while not self._said.empty():
            self.digits.live.take(self._said.get())
        if self.digits.live.newest(self.state.answer_id, self.place.whole_sentences) is None:
            return False
        before = self.told
        self._follow()
        self.told = self.digits.codes
        self._now += _TOLD
        return self.told != before

    def claim(self, *, is_handed: bool) -> bool:
        """Claim the answer at hand; tell whether it is free, as far as that is known in time."""
        from coder.usecases.team.sittings import ShownAnswer

        state, sitting = self.state, self.seat.session.sitting
        if sitting is None:
            return True
        question_id = state.desk.question.id
        sitting.go_to(question_id)
        if state.answer_id is None or not state.sharing.is_noted:
            return True
        if state.standing.state is not CodedState.UNTOUCHED or state.sharing.is_taken(state.answer_id):
            return True
        answered: queue.SimpleQueue[bool] = queue.SimpleQueue()
        sitting.show(
            ShownAnswer(question_id, state.answer_id, is_handed, lambda _id, is_free: answered.put(is_free))
        )
        try:
            is_free = answered.get(timeout=CLAIM_PATIENCE) if is_handed else True
        except queue.Empty:
            return True
        if not is_free:
            state.sharing = state.sharing.with_claimed(state.sharing.claimed | {state.answer_id})
        return is_free

    def _opened(self, *, left_off: bool) -> Desk:
        from coder.usecases.coding.left_off import first_text

        seat = self.seat
        known = seat.read(first_text, self.question, seat.coder, self.wave) if left_off else None
        left_at = None if known is None else known[0]
        return seat.read(opened_desk, self.question, seat.coder, self.wave, None, left_at)

    def _start_model(self) -> None:
        from coder.usecases.suggesting.model_process import ModelProcess

        session = self.seat.session
        self._model = ModelProcess(session.target, self.question, session.coder_name, self._said.put)
        self.digits.live.is_wanted = True
        self.digits.live.begin(lambda: self._model)

    def _follow(self) -> None:
        while not self._said.empty():
            self.digits.live.take(self._said.get())
        self.digits.follow(self.place.whole_sentences)

    def _is_waited_for(self) -> bool:
        answer_id, live = self.state.answer_id, self.digits.live
        if self._model is None or answer_id is None or self.digits.source.withheld or live.ended is not None:
            return False
        return not live.is_fresh(live.newest(answer_id, self.place.whole_sentences))

    def _remember(self) -> None:
        from coder.usecases.coding.left_off import remember_start

        start = self.state.start_another_day()
        if start is not None:
            with suppress(CoderError):
                question, entry = self.state.desk.question, self.state.known_entry
                self.seat.read(remember_start, question, self.seat.coder, self.wave, start.uid, entry)
