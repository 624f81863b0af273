"""The ways from the list of questions to other screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.tui.answers.screen import AnswersScreen
    from coder.tui.revisit.waiting import WaitingAnswers
    from coder.usecases.home import Home


class HomeWays(ProjectScreen):
    """Goes to other screens, loading one when it is gone to. What is listed stands in the class below."""

    home: Home | None = None
    """The questions, once they are read."""

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        raise NotImplementedError

    def action_open(self) -> None:
        from coder.tui.coding.screen import CodingScreen

        if self.question is not None:
            self.app.push_screen(CodingScreen(self.question.key, self.workbench.wave))

    def action_answers(self) -> None:
        from coder.tui.answers.screen import AnswersScreen

        if self.question is not None:
            self._go_through(AnswersScreen(self.question.key, self.workbench.wave))

    def action_waiting(self) -> None:
        from coder.domain.answer_query import Condition, Is, is_word, words_for
        from coder.tui.answers.screen import AnswersScreen

        if self.question is not None:
            query = Condition(is_word(), words_for(Is.WAITING)).written + " "
            self._go_through(AnswersScreen(self.question.key, self.workbench.wave, query=query))

    def action_approve(self) -> None:
        from coder.tui.home.approval import QuestionApproval

        if self.question is not None:
            QuestionApproval(self, self.question).ask()

    def action_revisit(self) -> None:
        from coder.tui.revisit.screen import RevisitScreen

        if self.question is not None:
            self._go_through(RevisitScreen(self.question.key, self.workbench.wave))

    def action_unlike(self) -> None:
        from coder.tui.alike.unlike_screen import UnlikeScreen

        if self.question is not None:
            self.app.push_screen(UnlikeScreen(self.question.key))

    def action_review(self) -> None:
        from coder.tui.revisit.review_screen import ReviewScreen

        if self.question is not None:
            self._go_through(ReviewScreen(self.question.key, self.workbench.wave))

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        if self.question is not None:
            self.app.push_screen(CodeListScreen(self.question.key))

    def action_themes(self) -> None:
        from coder.tui.theme.screen import ThemeScreen

        if self.question is not None:
            self.app.push_screen(ThemeScreen(self.question.key, wave=self.workbench.wave))

    def action_tables(self) -> None:
        from coder.tui.tables.screen import TablesScreen

        if self.question is not None:
            self.app.push_screen(TablesScreen(self.question.key, self.workbench.wave))

    def action_quotations(self) -> None:
        from coder.tui.quotations.screen import QuotationsScreen

        if self.question is not None:
            self.app.push_screen(QuotationsScreen(self.question.key, self.workbench.wave))

    def action_export(self) -> None:
        from coder.tui.export.screen import ExportScreen
        from coder.tui.export.state import ExportState

        if self.home is not None and self.question is not None:
            keys = tuple(each.key for each in self.home.questions)
            self.app.push_screen(ExportScreen(ExportState(self.home.project_name, keys, self.question.key)))

    def action_history(self) -> None:
        from coder.tui.history.screen import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def action_bring_in(self) -> None:
        if self.workbench.in_browser:
            # The folders to choose from would be the server's.
            from coder.tui.errors import say

            say(self, _("Survey files are imported where the project lies, with the command coder import."))
            return
        from coder.tui.first_run.screen import FirstRunScreen

        self.app.push_screen(FirstRunScreen(is_first=False))

    def action_copy(self) -> None:
        if self.workbench.in_browser:
            from coder.tui.errors import say

            say(self, _("Copies are written where the project lies, with the command coder project backup."))
            return
        from coder.tui.home.handed_copy import ask_for_copy

        if self.home is not None:
            ask_for_copy(self, self.home.project_name)

    def action_name_wave(self) -> None:
        from coder.tui.home.wave_name import WaveName

        WaveName(self).ask()

    def action_settings(self) -> None:
        from coder.tui.home.settings import QuestionSettings

        if self.question is not None:
            QuestionSettings(self, self.question).ask()

    def _go_through(self, screen: AnswersScreen | WaitingAnswers) -> None:
        """Go to a question's answers on another screen; the one chosen there is coded."""
        from coder.tui.coding.screen import CodingScreen

        def chosen(answer_id: int | None) -> None:
            if answer_id is not None:
                self.app.push_screen(CodingScreen(screen.question, screen.wave, answer_id))

        self.app.push_screen(screen, chosen)
