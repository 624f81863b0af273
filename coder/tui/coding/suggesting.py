"""Suggestions on the coding screen: asked for behind it, shown under the digits, explained on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from coder.tui.coding.ways import CodingWays

if TYPE_CHECKING:
    from coder.tui.coding.reads import DeskRead
    from coder.tui.suggesting.under_digits import UnderDigits
    from coder.usecases.suggesting.near_answers import NearAnswer
    from coder.usecases.suggesting.suggestions import Near

CODING_ACTS = frozenset(
    {"set_code", "add_code", "remove_code", "remove_excerpt", "make_whole", "undo", "redo"}
)
"""Acts after which a model would rank otherwise."""


class CodingSuggesting(CodingWays):
    """Has a model follow where the coder is, and the digits follow the model."""

    under_digits: UnderDigits
    """Set when the desk has been read."""

    def sit_down(self, message: DeskRead) -> None:
        from coder.tui.suggesting.under_digits import UnderDigits  # not needed for the first frame

        super().sit_down(message)
        self.under_digits = UnderDigits(self.desk_state, suggests=self._suggests)

    @property
    def _suggests(self) -> bool:
        return self.workbench.suggests and self.desk_state.desk.seat.shows_suggestions

    @property
    def digits(self) -> list[int | None]:
        """The codes under the digits, from 1 on; None for a digit without one."""
        return self.under_digits.codes

    @property
    def suggestions_are_fresh(self) -> bool:
        """Whether the digits stay as they are here: nothing newer can come, or it would not be shown."""
        return self.is_ready and not self.writes.is_waiting and self.under_digits.is_fresh

    def code_of(self, digit: int) -> int | None:
        """Return the code that a digit means when it is pressed now."""
        return self.under_digits.code_of(digit)

    def action_near(self) -> None:
        """Show the coded answers likest this one, with the code looked at or the likeliest not set yet."""
        from coder.tui.dialogs.near import NearDialog

        if self.under_digits.source.withheld is not None:
            self.say_quietly(self.under_digits.source.in_words(is_used=True))
            return
        state, on = self.desk_state, self.desk_state.standing.codes
        likeliest = [each for each in self.digits if each is not None]
        unset = [each for each in likeliest if each not in on]
        wanted = [self.code_at_hand, *unset[:1], *likeliest[:1]]
        code_id = next((each for each in wanted if each is not None), None)
        if code_id is not None:
            self.leave_line()
            dialog = NearDialog(self._ask_near, state.shelf, self.code_of, code_id)
            self.app.push_screen(dialog, self.came_back)

    def arrive(self) -> None:
        super().arrive()
        if self._suggests and not self.under_digits.live.is_wanted:
            # The desk stands before anything is done for suggestions.
            key = self.desk_state.desk.question.key
            self.call_after_refresh(self.under_digits.live.start, self, key, self._heard)

    def on_screen_resume(self) -> None:
        """Ask for the answer shown: the model may have been asked for another screen's meanwhile."""
        if self.is_ready:
            self.under_digits.live.forget_place()
            self.repaint()

    def on_unmount(self) -> None:
        self.workbench.model.stop_listening(self)

    def was_written(self, operation: str, entry: int | None) -> None:
        super().was_written(operation, entry)
        if entry is not None:
            self.under_digits.live.wrote(entry, is_coding=operation in CODING_ACTS)

    def _heard(self) -> None:
        from coder.tui.suggesting.suggested_digits import TOLD_NEW  # not needed for the first frame

        self.repaint()
        if self.under_digits.source.is_new:
            self.set_timer(TOLD_NEW, self.repaint)

    def _ask_near(self, code_id: int, shown: Callable[[Sequence[NearAnswer]], None]) -> bool:
        answer_id, session = self.desk_state.answer_id, self.session

        def read(near: Near) -> None:
            from coder.usecases.suggesting.near_answers import near_answers

            if near.code_id == code_id:
                found = partial(session.read, near_answers, near.answers, session.coder.id)
                self.read_behind(found, shown)

        return answer_id is not None and self.under_digits.live.ask_near(answer_id, code_id, read)
