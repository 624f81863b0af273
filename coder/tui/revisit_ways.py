"""The ways from an answer that waits to other screens, and what is written beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.revisit_desk_screen import WaitingDesk

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing


class WaitingWays(WaitingDesk):
    """Goes to other screens, loading one only when it is gone to, and comes back to the answer."""

    def action_code_list(self) -> None:
        from coder.tui.code_list_screen import CodeListScreen

        asked = self.state.codes_asked()
        lit = asked[self.state.lit or 0].code_id if asked else None
        self.app.push_screen(CodeListScreen(self.question, lit), self.leave_with)

    def action_respondent(self) -> None:
        from coder.tui.respondent_screen import RespondentScreen

        if self.state.answer_id is not None:
            self.app.push_screen(RespondentScreen(self.question, self.state.answer_id), self.leave_with)

    def action_history(self) -> None:
        from coder.tui.history_screen import HistoryScreen

        self.app.push_screen(HistoryScreen(answer_id=self.state.answer_id), self.leave_with)

    def action_note(self) -> None:
        from coder.tui.own_note import NotePlace, ask_for_note

        if (answer_id := self.state.answer_id) is not None:
            ask_for_note(
                self, NotePlace("answer", answer_id), _("Your note on this answer"), self.arrive_anew
            )

    def action_flag(self) -> None:
        view = self.state.view
        if view is None:
            return
        answer_id, flagged, coder_id = view.answer.id, not view.is_flagged, self.session.coder.id

        def act(work: Writing) -> None:
            from coder.usecases.flags import set_flag

            set_flag(work, answer_id, coder_id, flagged=flagged)

        self.hand_over("set_flag" if flagged else "remove_flag", act, lambda _done: self.arrive_anew())

    def leave_with(self, answer_id: int | None) -> None:
        """Show an answer chosen elsewhere: here if it waits, else on the coding screen."""
        if answer_id is not None and not self.state.waits(answer_id):
            self.dismiss(answer_id)
        elif answer_id is not None:
            self.state.go_to(answer_id)
            self.arrive()
