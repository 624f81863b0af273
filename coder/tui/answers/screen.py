"""All answers to a question in one list: filtered, sorted, chosen, coded several at a time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coder.messages import _
from coder.tui.answers.desk import AnswersDesk
from coder.tui.answers.keys import ANSWERS_KEYS, ANSWERS_SIGNS
from coder.tui.answers.lines import answer_lines, empty_lines, hint_line, title_line
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.answer_rows import AnswerRows, Columns, code_names, heading_line
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, Role, cells, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle

TALL = 30
ROOM_TO_TYPE = 20
LONGEST_QUERY = 400


class AnswersScreen(AnswersDesk):
    """Lists the answers to a question; dismissed with the one to code."""

    BINDINGS: ClassVar[list[BindingType]] = [*ANSWERS_KEYS]
    SIGNS = ANSWERS_SIGNS
    CSS = """
    AnswersScreen #heading { height: 1; padding: 0 1 0 0; }
    AnswersScreen #answers { height: 1fr; }
    AnswersScreen #text { height: 5; padding: 0 2; border-top: solid $rule; }
    AnswersScreen.-tall #text { height: 9; }
    AnswersScreen #typing { height: 1; padding: 0 1; background: $raised; }
    AnswersScreen #prompt { width: 9; }
    AnswersScreen #typed { width: 1fr; }
    AnswersScreen #hint { width: 20; padding-left: 2; }
    """

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(_("Answers"), about=self.question)], id="title")
        yield LinesView(id="heading")
        yield LineList(id="answers")
        yield LinesView(id="text")
        with Horizontal(id="typing"):
            yield LinesView([line(Piece(_("find ▸"), Role.ACCENT))], id="prompt")
            typed = FilterLine(id="typed")
            typed.max_length = LONGEST_QUERY
            yield typed
            yield LinesView(id="hint")
        yield KeysFooter()

    def on_mount(self) -> None:
        if self.gone_through is not None:
            self.left = replace(self.gone_through, answer_id=self.at_hand)
        elif self.at_hand is not None:
            self.left = self.workbench.left_lists.of(self.question, self.wave)
        typed = self.query_one(FilterLine)
        typed.value = self.first_query if self.left is None else self.left.written
        typed.focus()

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        self.call_after_refresh(self.repaint)

    def repaint(self, cursor: int | None = None) -> None:
        """Show everything as it stands, the cursor where it was unless it is told."""
        state = self.state
        if state is None:
            return
        answers = self.query_one("#answers", LineList)
        columns = Columns.fitting(state, self.size.width)
        if state.ids:
            rows = AnswerRows(state, columns, self.ask_for)
            place = answers.cursor if cursor is None else cursor
            answers.show_at(rows, min(place or 0, len(state.ids) - 1))
        else:
            answers.show_at([] if self.search.is_looking else empty_lines(state, self.size.width), None)
        self.query_one("#heading", LinesView).show([heading_line(columns)] if state.ids else [])
        self.query_one("#title", LinesView).show([title_line(state, self.search.told(state))])
        self._show_hint()
        self._show_text()
        self.query_one(KeysFooter).show_keys()

    def _show_hint(self) -> None:
        state, hint, typed = self.state, self.query_one("#hint", LinesView), self.query_one(FilterLine)
        if state is None:
            return
        shown = hint_line(state, self.said)
        # What was said is read wholly, if need be in place of what may be typed.
        hint.styles.width = min(cells(shown.left) + 2, self.size.width - ROOM_TO_TYPE)
        hint.show([shown])
        typed.placeholder = "" if self.said else _("words of the answers; ⇥ for conditions")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        if self.search.is_other and action in _ON_WHAT_IS_LISTED:
            # What is typed would find other answers than those still shown.
            return False
        if action in _ON_AN_ANSWER:
            return self.answer_id is not None
        if action in _ON_SEVERAL:
            return self.answer_id is not None or (self.state is not None and bool(self.state.chosen))
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        self.said = ""
        if self.state is not None:
            self.search.look_for(self.state, event.value)

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
        from coder.tui.answers.menus import ask_order

        if self.state is not None:
            ask_order(self, partial(self.search.list_other, self.state))

    def action_condition(self) -> None:
        from coder.tui.answers.menus import ask_condition

        ask_condition(self)

    def add_condition(self, written: str) -> None:
        """Write a condition into the line, before what stands there."""
        typed = self.query_one(FilterLine)
        typed.value = f"{written} {typed.value}".strip() + " "
        typed.cursor_position = len(typed.value)

    def action_set_code(self) -> None:
        if self.state is not None:
            self.acts.set_code(self.state.meant(self.place))

    def action_remove_code(self) -> None:
        if self.state is not None:
            self.acts.remove_code(self.state.meant(self.place))

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
        if self.answer_id is not None:
            self.ways.respondent(self.answer_id)

    def action_alike(self) -> None:
        if self.answer_id is not None:
            self.ways.alike(self.answer_id)

    def action_history(self) -> None:
        if self.answer_id is not None:
            self.ways.history(self.answer_id)

    def action_unlike(self) -> None:
        self.ways.unlike()

    def action_revisit(self) -> None:
        self.ways.revisit()

    def action_tables(self) -> None:
        self.ways.tables()

    def action_go_to(self) -> None:
        self.ways.go_to()

    def action_show_answer(self) -> None:
        self.leave_with(self.answer_id)

    def action_answers(self) -> None:
        self.leave_with(None)

    def action_find(self) -> None:
        self.query_one(FilterLine).select_all()

    def action_leave(self) -> None:
        typed = self.query_one(FilterLine)
        if typed.value:
            typed.value = ""
        elif self.state is not None and self.state.chosen:
            self.state.chosen = set()
            self.repaint()
        else:
            self.leave_with(None)

    def _show_text(self) -> None:
        text, state = self.query_one("#text", LinesView), self.state
        row = None if state is None or self.answer_id is None else state.rows.get(self.answer_id)
        names = [] if state is None or row is None else code_names(row, state.codes)
        text.show(answer_lines(row, names, self.size.width - 4, 8 if self.has_class("-tall") else 4))


_ON_AN_ANSWER = frozenset(
    {"show_answer", "choose", "note", "respondent", "alike", "history", "go_to", "extend"}
)
_ON_SEVERAL = frozenset({"set_code", "remove_code", "flag"})
_ON_WHAT_IS_LISTED = _ON_AN_ANSWER | _ON_SEVERAL | {"choose_all"}
