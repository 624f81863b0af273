"""The ways from an answer to other screens, and back to the answer chosen there."""

from __future__ import annotations

from functools import partial

from coder.messages import _
from coder.tui.coding.desk_screen import DeskScreen
from coder.tui.errors import say
from coder.tui.notes.flag_wish import flag_act, flag_operation


class CodingWays(DeskScreen):
    """Goes to other answers and other screens, loading a screen only when it is gone to."""

    def leave_line(self) -> None:
        """Leave nothing half typed behind."""
        raise NotImplementedError

    @property
    def code_at_hand(self) -> int | None:
        """The code a coder is looking at."""
        return None if self.choice.code is None else self.choice.code.id

    def action_answers(self, searching: bool = False) -> None:
        from coder.tui.answers.screen import AnswersScreen

        self.leave_line()
        answer_id = None if searching else self.desk_state.answer_id
        left = self.left_list if self.desk_state.listed else None
        screen = AnswersScreen(self.question, self.wave, answer_id=answer_id, left=left)
        self.app.push_screen(screen, self._came_from_list)

    def action_back_to_list(self) -> None:
        self.action_answers()

    def action_tables(self) -> None:
        from coder.tui.tables.screen import TablesScreen

        self.leave_line()
        if isinstance(self.app.screen_stack[-2], TablesScreen):
            # One came from there: the table that was left counts what was coded here.
            self.app.pop_screen()
            return
        self.app.push_screen(TablesScreen(self.question, self.wave), self.came_back)

    def action_agreement(self) -> None:
        from coder.tui.agreement.screen import AgreementScreen

        self.leave_line()
        self.app.push_screen(AgreementScreen(self.question), self.came_back)

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        code_id = self.code_at_hand
        self.leave_line()
        self.app.push_screen(CodeListScreen(self.question, code_id), self.came_back)

    def action_revisit(self) -> None:
        from coder.tui.revisit.screen import RevisitScreen

        self.leave_line()
        self.app.push_screen(RevisitScreen(self.question, self.wave), self.came_back)

    def action_unlike(self) -> None:
        from coder.tui.alike.unlike_screen import UnlikeScreen

        self.leave_line()
        self.app.push_screen(UnlikeScreen(self.question), self.came_back)

    def action_themes(self) -> None:
        from coder.tui.theme.screen import ThemeScreen

        self.leave_line()
        self.app.push_screen(ThemeScreen(self.question, wave=self.wave), self.came_back)

    def action_respondent(self) -> None:
        from coder.tui.respondent.screen import RespondentScreen

        if self.desk_state.answer_id is not None:
            self.leave_line()
            self.app.push_screen(RespondentScreen(self.question, self.desk_state.answer_id), self.came_back)

    def action_alike(self) -> None:
        from coder.tui.alike.screen import AlikeScreen

        if self.desk_state.answer_id is not None:
            self.leave_line()
            self.app.push_screen(AlikeScreen(self.question, self.desk_state.answer_id), self.came_back)

    def action_say_none_is_alike(self) -> None:
        self.said = _("No other answer says the same.")
        self.repaint()

    def action_history(self) -> None:
        from coder.tui.history.screen import HistoryScreen

        if self.desk_state.answer_id is not None:
            self.leave_line()
            self.app.push_screen(HistoryScreen(answer_id=self.desk_state.answer_id), self.came_back)

    def action_go_to(self) -> None:
        from coder.tui.dialogs.typed_questions import TextDialog

        asked = _("Go to which answer? Its number in your reading order, or a respondent's id.")
        self.app.push_screen(TextDialog(asked), self._go_to)

    def action_flag(self) -> None:
        state = self.desk_state
        if state.answer_id is not None:
            is_known = not self.writes.is_waiting and not self.reads.is_reading
            flagged = self.flag_wish.turn(state.answer_id, state.is_flagged, is_known=is_known)
            act = flag_act([state.answer_id], state.desk.coder.id, flagged=flagged)
            self.hand_in(flag_operation(flagged=flagged), act)

    def action_note(self) -> None:
        from coder.tui.notes.own_note import NotePlace, ask_for_note

        if (answer_id := self.desk_state.answer_id) is not None:
            place = NotePlace("answer", answer_id)
            ask_for_note(self, place, _("Your note on this answer"), lambda: self.came_back(None))

    def _came_from_list(self, answer_id: int | None) -> None:
        left = self.workbench.left_lists.of(self.question, self.wave)
        if answer_id is None and (left is None or left.is_as_at_first):
            self.desk_state.end_list()
        self.came_back(answer_id)

    def _go_to(self, written: str | None) -> None:
        wanted = (written or "").strip()
        if not wanted:
            return

        def read() -> list[int]:
            from coder.store.answers import answers_of_respondent

            return self.session.read(answers_of_respondent, self.desk_state.desk.question.id, wanted)

        self.read_behind(read, partial(self._arrive_at, wanted))

    def _arrive_at(self, wanted: str, answer_ids: list[int]) -> None:
        state = self.desk_state
        here = [answer_id for answer_id in answer_ids if answer_id in state.desk.order]
        if here:
            # Of a respondent's answers in several waves, each time the next.
            at = here.index(state.answer_id) + 1 if state.answer_id in here else 0
            state.go_to(here[at % len(here)])
        elif answer_ids:
            say(self, _("«{wanted}» is not among the answers you read here.").format(wanted=wanted))
            return
        elif wanted.isdecimal() and 0 < int(wanted) <= len(state.desk.order):
            state.go_to(state.desk.order[int(wanted) - 1])
        else:
            told = _("There is no respondent «{wanted}» here; the answers have the numbers 1–{last}.")
            say(self, told.format(wanted=wanted, last=len(state.desk.order)), warning=True)
            return
        self.said = ""
        self.arrive()
