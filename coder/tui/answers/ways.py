"""The ways from the list of answers to other screens and to another place of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.errors import say

if TYPE_CHECKING:
    from coder.tui.answers.desk import AnswersDesk


class AnswersWays:
    """Goes to other screens, loading one only when it is gone to, and comes back to what was shown there."""

    def __init__(self, screen: AnswersDesk) -> None:
        self._screen = screen

    def respondent(self, answer_id: int) -> None:
        """Show all a respondent answered."""
        from coder.tui.respondent.screen import RespondentScreen

        screen = self._screen
        screen.app.push_screen(RespondentScreen(screen.question, answer_id), self._came_back)

    def alike(self, answer_id: int) -> None:
        """Show the answers that say the same as one."""
        from coder.tui.alike.screen import AlikeScreen

        screen = self._screen
        screen.app.push_screen(AlikeScreen(screen.question, answer_id), self._came_back)

    def history(self, answer_id: int) -> None:
        """Show what happened to an answer."""
        from coder.tui.history.screen import HistoryScreen

        self._screen.app.push_screen(HistoryScreen(answer_id=answer_id), self._came_back)

    def unlike(self) -> None:
        """Show the answers coded unlike those they are like; the one chosen there is gone to."""
        from coder.tui.alike.unlike_screen import UnlikeScreen

        self._screen.app.push_screen(UnlikeScreen(self._screen.question), self._gone_to)

    def revisit(self) -> None:
        """Read answers again."""
        from coder.tui.revisit.screen import RevisitScreen

        screen = self._screen
        screen.app.push_screen(RevisitScreen(screen.question, screen.wave), self._gone_to)

    def tables(self) -> None:
        """Show the question's tables."""
        from coder.tui.tables.screen import TablesScreen

        screen = self._screen
        screen.app.push_screen(TablesScreen(screen.question, screen.wave))

    def go_to(self) -> None:
        """Ask for an answer and put the cursor on it."""
        from coder.tui.dialogs.typed_questions import TextDialog

        asked = _("Go to which answer? Its number here, or a respondent's id.")
        self._screen.app.push_screen(TextDialog(asked), self._look_for)

    def _gone_to(self, answer_id: int | None) -> None:
        if answer_id is None:
            self._screen.read_again()
        else:
            self._screen.leave_with(answer_id)

    def _came_back(self, answer_id: int | None) -> None:
        state = self._screen.state
        if state is not None and answer_id in state.ids:
            self._screen.show_from(state.ids.index(answer_id))
        self._screen.read_again()

    def _look_for(self, written: str | None) -> None:
        wanted, state = (written or "").strip(), self._screen.state
        if state is None or not wanted:
            return

        def read() -> list[int]:
            from coder.store.answers import answers_of_respondent

            return self._screen.session.read(answers_of_respondent, state.frame.question.id, wanted)

        def show(found: list[int]) -> None:
            if not found and wanted.isdecimal():
                found = [each for each, number in state.frame.numbers.items() if number == int(wanted)]
            places = [place for place, each in enumerate(state.ids) if each in found]
            if places:
                # Of a respondent's answers in several waves, each time the next.
                here = self._screen.place or 0
                self._screen.show_from(next((each for each in places if each > here), places[0]))
            else:
                say(self._screen, _("«{wanted}» is not in this list.").format(wanted=wanted), warning=True)

        self._screen.read_behind(read, show)
