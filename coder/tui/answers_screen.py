"""All answers to a question in one list: filtered, sorted, chosen, coded several at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.answer_rows import AnswerRows
from coder.tui.answers_acts import AnswersActs
from coder.tui.answers_keys import ANSWERS_KEYS, ANSWERS_SIGNS
from coder.tui.answers_lines import empty_lines, hint_line, text_lines, title_line
from coder.tui.answers_search import AnswersSearch
from coder.tui.answers_state import AnswersState
from coder.tui.errors import say
from coder.tui.filter_line import FilterLine
from coder.tui.keys_footer import KeysFooter
from coder.tui.line_list import LineList
from coder.tui.lines import Piece, Role, line
from coder.tui.lines_view import LinesView
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.store.coders import Coder
    from coder.usecases.answer_list import AnswerFrame

TALL = 30
LONGEST_QUERY = 400


class AnswersScreen(ProjectScreen):
    """Lists the answers to a question; dismissed with the one to code."""

    BINDINGS: ClassVar[list[BindingType]] = [*ANSWERS_KEYS]
    SIGNS = ANSWERS_SIGNS
    CSS = """
    AnswersScreen #title { height: 1; background: $raised; padding: 0 1; }
    AnswersScreen #answers { height: 1fr; margin: 1 1 0 0; }
    AnswersScreen #text { height: 4; padding: 0 2; border-top: solid $track; }
    AnswersScreen.-tall #text { height: 8; }
    AnswersScreen #typing { height: 1; padding: 0 1; background: $raised; }
    AnswersScreen #prompt { width: 9; }
    AnswersScreen #typed { width: 1fr; }
    AnswersScreen #hint { width: 1fr; padding-left: 2; }
    """

    def __init__(
        self, question: str, wave: str | None = None, *, searching: bool = False, query: str = ""
    ) -> None:
        super().__init__()
        self.question = question
        self.wave = wave
        self.searching = searching
        self.state: AnswersState | None = None
        self.acts = AnswersActs(self)
        self._said = ""
        self._first_query = query
        self._search = AnswersSearch(self)
        self._turn = 0
        self._asked: set[int] = set()
        self._kept: int | None = None

    def compose(self) -> ComposeResult:
        yield LinesView([line(Piece(self.question, Role.STRONG))], id="title")
        yield LineList(id="answers")
        yield LinesView(id="text")
        with Horizontal(id="typing"):
            yield LinesView([line(Piece(_("find ▸"), Role.ACCENT))], id="prompt")
            typed = FilterLine(id="typed")
            typed.max_length = LONGEST_QUERY
            typed.placeholder = _("words of the answers; ⇥ for conditions")
            yield typed
            yield LinesView(id="hint")
        yield KeysFooter()

    def on_mount(self) -> None:
        typed = self.query_one(FilterLine)
        typed.value = self._first_query
        typed.focus()

    def begin(self) -> None:
        def read() -> tuple[AnswerFrame, Coder, list[int]]:
            from coder.domain.answer_query import AnswerQuery
            from coder.usecases.answer_list import Sort, answer_frame, listed_answers

            session = self.session
            frame = session.read_after_writes(answer_frame, self.question, self.wave)
            ids, whose = session.read(listed_answers, frame, AnswerQuery(), Sort.FILE, session.coder)
            return frame, whose, ids

        self.read_behind(read, self._sit_down)

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        self.call_after_refresh(self.repaint)

    def on_screen_resume(self) -> None:
        if self.state is not None:
            self.read_again()

    def _sit_down(self, read: tuple[AnswerFrame, Coder, list[int]]) -> None:
        from coder.usecases.answer_list import Sort

        frame, whose, ids = read
        self.state = AnswersState(frame, whose, Sort.FILE)
        self.state.take_in(ids, whose)
        if self.query_one(FilterLine).value:
            self._look(self.query_one(FilterLine).value)
        self.repaint()

    def say_quietly(self, sentence: str) -> None:
        """Say a sentence beside the line."""
        self._said = sentence
        self.repaint()

    def read_again(self) -> None:
        """Read the list as it is on disk; what is looked for stays."""
        if self.state is not None:
            self.state.forget_rows()
            self._asked.clear()
            self._list_anew()

    def _look(self, written: str) -> None:
        state = self.state
        if state is None:
            return
        if state.type(written):
            self._list_anew()
        else:
            state.show_candidates()
            self._search.begin()
            self._show_from(0)

    def _list_anew(self) -> None:
        """Read which answers hold the conditions, in their order; the newest wish wins."""
        state = self.state
        if state is None:
            return
        self._turn += 1
        turn, query, sort, frame = self._turn, state.query, state.sort, state.frame
        self._kept = self.answer_id

        def read() -> tuple[list[int], Coder] | CoderError:
            from coder.domain.answer_query import UnknownConditionError
            from coder.usecases.answer_list import listed_answers

            try:
                return self.session.read(listed_answers, frame, query, sort, self.session.coder)
            except UnknownConditionError as error:
                return error

        def show(found: tuple[list[int], Coder] | CoderError) -> None:
            if turn != self._turn:
                return
            if isinstance(found, CoderError):
                state.problem = str(found)
                self.repaint()
                return
            state.take_in(*found)
            self._search.begin()
            self._show_from(state.ids.index(self._kept) if self._kept in state.ids else 0)

        self.read_behind(read, show)

    def _show_from(self, place: int) -> None:
        self.query_one("#answers", LineList).cursor = place
        self.repaint()

    def repaint(self) -> None:
        """Show everything as it stands."""
        state = self.state
        if state is None:
            return
        answers = self.query_one("#answers", LineList)
        if state.ids:
            rows = AnswerRows(state, self.size.width, self._ask_for)
            answers.show_at(rows, min(answers.cursor or 0, len(state.ids) - 1))
        else:
            narrowed = bool(state.query.words or state.query.conditions)
            answers.show_at([] if self._search.is_on else empty_lines(is_narrowed=narrowed), None)
        self.query_one("#title", LinesView).show([title_line(state, self._search.told())])
        self.query_one("#hint", LinesView).show([hint_line(state, self._said)])
        self._show_text()
        self.query_one(KeysFooter).show_keys()

    @property
    def place(self) -> int | None:
        """The line under the cursor."""
        return self.query_one("#answers", LineList).cursor

    @property
    def answer_id(self) -> int | None:
        """The answer under the cursor."""
        state, place = self.state, self.place
        return None if state is None or place is None or place >= len(state.ids) else state.ids[place]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        if action in _ON_AN_ANSWER:
            return self.answer_id is not None
        if action in _ON_SEVERAL:
            return self.state is not None and bool(self.state.meant(self.place))
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        self._said = ""
        self._look(event.value)

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.repaint()

    def action_move(self, step: int) -> None:
        self.query_one("#answers", LineList).move(step)
        if self.state is not None:
            self.state.stop_extending()
        self._show_text()

    def action_page(self, step: int) -> None:
        self.action_move(step * max(self.query_one("#answers", LineList).size.height - 1, 1))

    def action_extend(self, step: int) -> None:
        place = self.place
        if self.state is not None and place is not None:
            moved = self.query_one("#answers", LineList).move(step)
            self.state.extend(place, place if moved is None else moved)
            self.repaint()

    def action_choose(self) -> None:
        if self.state is not None:
            self.state.toggle(self.place)
            self.query_one("#answers", LineList).move(1)
            self.repaint()

    def action_choose_all(self) -> None:
        if self.state is not None:
            self.state.choose_all()
            self.repaint()

    def action_order(self) -> None:
        from coder.tui.answers_menus import ask_order

        ask_order(self, self._ordered)

    def _ordered(self) -> None:
        self._list_anew()

    def action_condition(self) -> None:
        from coder.tui.answers_menus import ask_condition

        ask_condition(self)

    def add_condition(self, written: str) -> None:
        """Write a condition into the line, before what stands there."""
        typed = self.query_one(FilterLine)
        typed.value = f"{written} {typed.value}".strip() + " "
        typed.cursor_position = len(typed.value)

    def action_set_code(self) -> None:
        if self.state is not None:
            self.acts.code_several(self.state.meant(self.place), removing=False)

    def action_remove_code(self) -> None:
        if self.state is not None:
            self.acts.code_several(self.state.meant(self.place), removing=True)

    def action_flag(self) -> None:
        state = self.state
        if state is not None:
            meant = state.meant(self.place)
            row = state.rows.get(meant[0])
            self.acts.flag(meant, flagged=row is None or not row.is_flagged)

    def action_note(self) -> None:
        if self.answer_id is not None:
            self.acts.note(self.answer_id)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        self.acts.take_back(operation)

    def action_respondent(self) -> None:
        from coder.tui.respondent_screen import RespondentScreen

        if self.answer_id is not None:
            self.app.push_screen(RespondentScreen(self.question, self.answer_id), self._came_back)

    def action_history(self) -> None:
        from coder.tui.history_screen import HistoryScreen

        if self.answer_id is not None:
            self.app.push_screen(HistoryScreen(answer_id=self.answer_id), self._came_back)

    def action_go_to(self) -> None:
        from coder.tui.dialogs import TextDialog

        asked = _("Go to which answer? Its number here, or a respondent's id.")
        self.app.push_screen(TextDialog(asked), self._go_to)

    def action_show_answer(self) -> None:
        self.dismiss(self.answer_id)

    def action_leave(self) -> None:
        typed = self.query_one(FilterLine)
        if typed.value:
            typed.value = ""
        elif self.state is not None and self.state.chosen:
            self.state.chosen = set()
            self.repaint()
        else:
            self.dismiss(None)

    def _came_back(self, answer_id: int | None) -> None:
        state = self.state
        if state is not None and answer_id in state.ids:
            self._show_from(state.ids.index(answer_id))

    def _go_to(self, written: str | None) -> None:
        wanted, state = (written or "").strip(), self.state
        if state is None or not wanted:
            return

        def read() -> list[int]:
            from coder.store.answers import answers_of_respondent

            return self.session.read(answers_of_respondent, state.frame.question.id, wanted)

        def show(found: list[int]) -> None:
            if not found and wanted.isdecimal():
                found = [each for each, number in state.frame.numbers.items() if number == int(wanted)]
            here = [each for each in found if each in state.ids]
            if here:
                self._show_from(state.ids.index(here[0]))
            else:
                say(self, _("«{wanted}» is not in this list.").format(wanted=wanted), warning=True)

        self.read_behind(read, show)

    def _ask_for(self, answer_id: int, place: int) -> None:
        """Have the row of an answer read that is about to be painted, with those around it."""
        state = self.state
        if state is None or answer_id in self._asked:
            return
        wanted = [each for each in state.wanted_around(answer_id, place) if each not in self._asked]
        self._asked.update(wanted)
        coder_id = state.whose.id

        def read() -> list[AnswerRow]:
            from coder.usecases.answer_list import rows_of

            return self.session.read(rows_of, wanted, coder_id)

        def show(rows: list[AnswerRow]) -> None:
            state.rows.update({row.id: row for row in rows})
            self.repaint()

        self.call_later(self.read_behind, read, show)

    def _show_text(self) -> None:
        text, state = self.query_one("#text", LinesView), self.state
        row = None if state is None or self.answer_id is None else state.rows.get(self.answer_id)
        most = 7 if self.has_class("-tall") else 3
        text.show(text_lines(row, self.size.width - 4, most))


_ON_AN_ANSWER = frozenset({"show_answer", "choose", "note", "respondent", "history", "go_to", "extend"})
_ON_SEVERAL = frozenset({"set_code", "remove_code", "flag"})
