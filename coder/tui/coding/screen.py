"""Where the hours go: an answer, its codes, and one line that takes all input."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from coder.messages import _
from coder.tui.coding.code_line import CodeLine
from coder.tui.coding.keys import CODING_KEYS, CODING_SIGNS
from coder.tui.coding.lines import header_line, hint_line
from coder.tui.coding.panes import AnswerPane, CodesPane
from coder.tui.coding.reads import FirstTextRead
from coder.tui.coding.text import IN_TEXT, CodingText
from coder.tui.pieces.input_bar import InputBar
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle


class CodingScreen(CodingText):
    """Codes one question's answers: composes, binds keys, shows."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODING_KEYS]
    SIGNS = CODING_SIGNS
    CSS = """
    """

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(self.question)], id="header")
        yield AnswerPane(id="answer")
        yield CodesPane(id="lower")
        yield InputBar(_("code ▸"), CodeLine(id="line"))

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> CodeLine:
        """The one line that takes all input."""
        return self.query_one("#line", CodeLine)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: on an empty line others than on text."""
        if action not in _ON_EMPTY | IN_TEXT | _ON_TEXT | _ANYWHERE:
            return True
        if not self.is_ready:
            return False
        # Keys may come faster than the line tells what is in it.
        self.choice.type(self.line.value)
        if action in IN_TEXT:
            return not self.line.value and self.may_in_text(action)
        is_empty, has_answer = not self.line.value, self.desk_state.answer is not None
        match action:
            case "set_highlighted":
                return has_answer and self.choice.code is not None
            case "new_code":
                enter_only_where_nothing_matches = parameters != ("enter",) or self.choice.nothing_matches
                return has_answer and bool(self.choice.query) and enter_only_where_nothing_matches
            case "digit":
                return is_empty and has_answer and self.code_of(int(str(parameters[0]))) is not None
            case "remove_last":
                return is_empty and bool(self.desk_state.standing.codes)
            case "step" | "first" | "go_on" | "back_to_list":
                return is_empty and self._may_go(action)
            case "alike":
                return has_answer and self.desk_state.alike > 0
            case "respondent" | "history" | "near" | "note" | "flag" | "say_none_is_alike":
                return has_answer
            case _ if action in _ALWAYS:
                return True
            case _:
                return is_empty and has_answer

    def _may_go(self, action: str) -> bool:
        """Tell whether a key that goes to other answers means something: in a list others than beside one."""
        match action:
            case "back_to_list":
                return bool(self.desk_state.listed) and not self.choice.is_browsing
            case "go_on":
                return not self.desk_state.listed
            case _:
                return True

    def action_step(self, by: int) -> None:
        if self.desk_state.step(by):
            self.said = ""
            self.arrive()

    def action_first(self) -> None:
        self.action_step(-self.desk_state.place)

    def action_browse(self, step: int) -> None:
        self.choice.move(step)
        self.repaint()

    def action_scroll_text(self, pages: int) -> None:
        self.query_one(AnswerPane).scroll_text(pages)

    def action_clear(self) -> None:
        if self.line.value or (self.is_ready and self.choice.is_browsing):
            self.leave_line()
            self.repaint()
        else:
            self.workbench.go_home()

    def on_first_text_read(self, message: FirstTextRead) -> None:
        if not self.is_ready:
            self.query_one(AnswerPane).show_text_first(message.text, self.size.height)

    def on_codes_pane_filled(self) -> None:
        self.repaint()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_ready and event.input is self.line:
            self.choice.type(self.line.value)
            self.repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if event.list.id == "digits":
            self.action_digit(event.index + 1)
            return
        code_id = self.choice.rows({}, ()).code_id(event.index)
        if code_id is not None and self.desk_state.answer is not None:
            self.take_listed(code_id)

    def on_resize(self) -> None:
        self.repaint()

    def leave_line(self) -> None:
        """Leave nothing half typed behind."""
        self.line.value = ""
        self.choice.type("")
        self.choice.stop()

    def keep_in_view(self) -> None:
        self.query_one(CodesPane).keep_in_view()

    def repaint(self) -> None:
        """Show everything as it stands."""
        if not self.is_ready:
            return
        state, rows = self.desk_state, self.size.height
        self.place.follow(state)
        self.under_digits.follow(self.place.whole_sentences)
        speaking = self.under_digits.speaking(self.code_at_hand)
        self.query_one("#header", LinesView).show([header_line(state, self.size.width)])
        lower = self.query_one(CodesPane)
        lower.show_state(state, self.choice, self.under_digits, rows)
        self.query_one(AnswerPane).show_state(state, self.place, rows, speaking, lower.title_rows)
        self.query_one(InputBar).show(hint_line(self.choice, self.said), is_told=bool(self.said))


_ON_EMPTY = frozenset(
    {
        "digit",
        "remove_last",
        "step",
        "first",
        "go_on",
        "done",
        "nothing_applies",
        "switch_unit",
        "back_to_list",
    }
)
_ALWAYS = frozenset(
    {"undo", "redo", "browse", "code_list", "answers", "go_to", "revisit", "unlike", "themes"}
)
_ANYWHERE = _ALWAYS | {"note", "flag", "respondent", "near", "history", "alike", "say_none_is_alike"}
_ON_TEXT = frozenset({"set_highlighted", "new_code"})
