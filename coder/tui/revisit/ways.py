"""The ways from an answer that waits to other screens, and what is written beside it."""

from __future__ import annotations

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.errors import show_error
from coder.tui.notes.flag_wish import FlagWish, flag_act, flag_operation
from coder.tui.revisit.desk_screen import WaitingDesk


class WaitingWays(WaitingDesk):
    """Goes to other screens, loading one only when it is gone to, and comes back to the answer."""

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__(question, wave)
        self._flag_wish = FlagWish()
        self._flags_waiting = 0
        """How many flags handed in are not on disk yet."""

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        asked = self.state.codes_asked()
        lit = asked[self.state.lit or 0].code_id if asked else None
        self.app.push_screen(CodeListScreen(self.question, lit), self.leave_with)

    def action_respondent(self) -> None:
        from coder.tui.respondent.screen import RespondentScreen

        if self.state.answer_id is not None:
            self.app.push_screen(RespondentScreen(self.question, self.state.answer_id), self.leave_with)

    def action_history(self) -> None:
        from coder.tui.history.screen import HistoryScreen

        self.app.push_screen(HistoryScreen(answer_id=self.state.answer_id), self.leave_with)

    def action_note(self) -> None:
        from coder.tui.notes.own_note import NotePlace, ask_for_note

        if (answer_id := self.state.answer_id) is not None:
            ask_for_note(
                self, NotePlace("answer", answer_id), _("Your note on this answer"), self.arrive_anew
            )

    def action_flag(self) -> None:
        view = self.state.view
        if view is None:
            return
        answer_id, is_known = view.answer.id, not self._flags_waiting and not self.is_reading
        flagged = self._flag_wish.turn(answer_id, view.is_flagged, is_known=is_known)
        self._flags_waiting += 1

        def on_disk(_result: object) -> None:
            self._flags_waiting -= 1
            self.arrive_anew()

        def failed(error: CoderError) -> None:
            self._flags_waiting -= 1
            show_error(self, error)

        act = flag_act([answer_id], self.session.coder.id, flagged=flagged)
        self.hand_over(flag_operation(flagged=flagged), act, on_disk, failed)

    def leave_with(self, answer_id: int | None) -> None:
        """Show an answer chosen elsewhere: here if it waits, else on the coding screen."""
        if answer_id is not None and not self.state.waits(answer_id):
            self.dismiss(answer_id)
        elif answer_id is not None:
            self.state.go_to(answer_id)
            self.arrive()
