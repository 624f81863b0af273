"""The answer on the coding screen, claimed while it is read: others are handed another meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _
from coder.tui.project_screen import Arrived

if TYPE_CHECKING:
    from coder.tui.coding.desk_screen import DeskScreen
    from coder.usecases.team.sittings import AtWork, Sitting

AT_ONCE_SECONDS = 1.0
"""An answer that turns out to be another coder's is left again only so soon; then somebody reads it."""


class Claiming:
    """Claims what its coder comes to, and goes on where somebody else was quicker by a moment."""

    def __init__(self, screen: DeskScreen, go_on: Callable[[], None]) -> None:
        self._screen = screen
        self._go_on = go_on
        self._is_handed = False
        self._came_at = 0.0

    def hand(self) -> None:
        """Note that the answer to be shown now is the next one, chosen by nobody."""
        self._is_handed = True

    def came(self) -> None:
        """Claim the answer shown, if it is one that others may be handed, too."""
        is_handed, self._is_handed = self._is_handed, False
        state, sitting = self._screen.desk_state, self._screen.session.sitting
        if sitting is None:
            return
        sitting.go_to(state.desk.question.id)
        if state.answer_id is None or not state.sharing.is_noted:
            return
        # What is handed out although others have it is handed out because nothing else is left.
        if state.standing.state is CodedState.UNTOUCHED and not self._is_others:
            from coder.usecases.team.sittings import ShownAnswer

            self._came_at = time.monotonic()
            answered = partial(self._on_its_thread, is_handed)
            sitting.show(ShownAnswer(state.desk.question.id, state.answer_id, is_handed, answered))

    def leave(self) -> None:
        """Give back what was claimed here."""
        sitting: Sitting | None = self._screen.session.sitting
        if sitting is not None and self._screen.is_ready:
            sitting.leave(self._screen.desk_state.desk.question.id)

    def take_in(self, found: AtWork) -> None:
        """Take in what others read by now."""
        state = self._screen.desk_state
        state.sharing = state.sharing.with_claimed(found.claimed)

    @property
    def _is_others(self) -> bool:
        state = self._screen.desk_state
        return state.answer_id is not None and state.sharing.is_taken(state.answer_id)

    def _on_its_thread(self, is_handed: bool, answer_id: int, is_free: bool) -> None:
        if not is_free:
            self._screen.post_message(Arrived(lambda: self._is_taken(is_handed, answer_id)))

    def _is_taken(self, is_handed: bool, answer_id: int) -> None:
        screen, state = self._screen, self._screen.desk_state
        state.sharing = state.sharing.with_claimed(state.sharing.claimed | {answer_id})
        if not is_handed or state.answer_id != answer_id:
            return
        is_read = time.monotonic() - self._came_at > AT_ONCE_SECONDS
        if not screen.is_current or is_read or self._is_begun():
            return
        if state.next_not_done() is None:
            screen.say_quietly(screen.all_done)
        else:
            self._go_on()
            screen.say_quietly(_("Another coder took that answer: here is the next."))

    def _is_begun(self) -> bool:
        """Tell whether the coder has done anything with the answer shown."""
        screen = self._screen
        is_typing = bool(screen.choice.query) or screen.choice.is_browsing
        return is_typing or screen.desk_state.standing.state is not CodedState.UNTOUCHED
