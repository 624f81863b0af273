"""Reading what stands together: all texts under their headings, sorted, chosen and written about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from coder.messages import _
from coder.tui.errors import say
from coder.tui.keys_footer import KeysFooter
from coder.tui.lines import Line
from coder.tui.lines_view import LinesView
from coder.tui.rows_page import RowsPage
from coder.tui.theme_desk import ThemeDesk
from coder.tui.theme_keys import THEME_KEYS, THEME_SIGNS
from coder.tui.theme_lines import (
    empty_lines,
    gone_heading_lines,
    heading_lines,
    note_lines,
    passage_lines,
    question_lines,
    reading_lines,
    stray_lines,
    title_line,
)
from coder.tui.theme_texts import ask_for_code, ask_for_cuts, ask_for_text, ask_for_translation

if TYPE_CHECKING:
    from coder.tui.theme_state import ThemeState
    from coder.usecases.live_figures import FilledNote

WIDE = 110
"""Columns from which the analysis note stands beside the texts."""
TALL = 20
"""Rows from which it stands below them where there is no room beside."""


class ThemeScreen(ThemeDesk):
    """Shows the texts under a question, a theme or a code, and what the report says of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*THEME_KEYS]
    SIGNS = THEME_SIGNS
    CSS = """
    ThemeScreen #title { height: 1; padding: 0 1; background: $raised; }
    ThemeScreen #middle { height: 1fr; }
    ThemeScreen #texts { height: 1fr; padding: 0 1; }
    ThemeScreen #note { height: 30%; min-height: 7; margin: 0 1; padding: 0 1; overflow-y: auto; }
    ThemeScreen #note { border-top: solid $track; }
    ThemeScreen #middle.-beside { layout: horizontal; }
    ThemeScreen #middle.-beside #texts { width: 3fr; height: 100%; padding: 1 1 0 1; }
    ThemeScreen #middle.-beside #note {
        width: 2fr; height: 100%; margin: 1 0 0 0; border-top: none; border-left: solid $track;
    }
    """

    def __init__(self, question: str, code_id: int | None = None, wave: str | None = None) -> None:
        super().__init__(question, code_id, wave)
        self.page = RowsPage()

    def compose(self) -> ComposeResult:
        yield LinesView([title_line(self.question, None)], id="title")
        with Container(id="middle"):
            yield LinesView(reading_lines(), id="texts")
            yield LinesView(id="note")
        yield KeysFooter()

    def on_resize(self) -> None:
        super().on_resize()
        self.query_one("#middle").set_class(self.size.width >= WIDE, "-beside")
        self.query_one("#note").display = self.size.width >= WIDE or self.size.height >= TALL
        self.call_after_refresh(self.repaint)

    def on_screen_resume(self) -> None:
        """Show what was changed on the coding screen or in the code list."""
        if self.state is not None:
            self.read_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        state = self.state
        if action in ("back", "scroll_note"):
            return True
        if state is None or not len(state.rows):
            return action in ("take_back", "starred", "code_list") and state is not None
        if action in _ON_A_TEXT:
            return state.key is not None and not self.is_waiting
        if action in _ON_A_HEADING:
            return state.written_on[0]
        if action == "let_go":
            return state.stray is not None
        if action in ("show_answer", "history"):
            return state.answer_id is not None
        return True

    # What is seen

    def repaint(self) -> None:
        state = self.state
        if state is None:
            return
        self.query_one("#title", LinesView).show([title_line(self.question, state)])
        texts = self.query_one("#texts", LinesView)
        if not state.has_something:
            texts.show(empty_lines(state, self._width))
        else:
            self.page.keep_in_view(self._rows, len(state.rows), state.cursor, self._height)
            texts.show(self.page.lines(self._rows, len(state.rows), self._height))
        self._show_note(state)
        self.query_one(KeysFooter).show_keys()
        self.read_texts()

    @property
    def _height(self) -> int:
        return self.query_one("#texts").size.height

    @property
    def _width(self) -> int:
        return max(self.query_one("#texts").size.width, 20)

    def _rows(self, place: int) -> Sequence[Line]:
        """Lay one row out."""
        state = self.state
        assert state is not None
        row, is_here = state.row(place), place == state.cursor
        heading = state.heading_of(row)
        if row.key is None:
            if heading is not None:
                return heading_lines(heading, self._width, is_here=is_here)
            if state.is_question(row):
                return question_lines(state, self._width, is_here=is_here)
            return gone_heading_lines(self._width, is_here=is_here)
        passage = state.texts.get(row.key)
        if heading is None:
            stray = state.outline.strays[row.number]
            return stray_lines(stray, passage, self._width, is_here=is_here)
        starred, unsaved = state.is_starred(row.key), row.key in state.unsaved
        return passage_lines(passage, self._width, is_here=is_here, starred=starred, unsaved=unsaved)

    def _show_note(self, state: ThemeState) -> None:
        note = self.query_one("#note", LinesView)
        can_write, heading = state.written_on
        body = state.outline.analysis if heading is None else heading.analysis
        lead_in = state.outline.lead_in if heading is None else heading.lead_in
        title = self.question
        if heading is not None:
            title = heading.code.name if heading.code is not None else ""
        width = max(note.size.width - 2, 20)
        lines = note_lines(title, self._filled(body), self._filled(lead_in), width, can_write=can_write)
        if lines != list(note.lines):
            note.show(lines)
            note.scroll_to(y=0, animate=False, immediate=True)

    def _filled(self, text: str) -> FilledNote:
        from coder.usecases.live_figures import FilledNote  # loads the store, which is there by now

        return FilledNote(text) if self.figures is None else self.figures.filled(text)

    # What keys do

    def on_click(self, event: events.Click) -> None:
        state, texts = self.state, self.query_one("#texts", LinesView)
        if state is not None and event.widget is texts:
            place = self.page.row_at(self._rows, len(state.rows), event.y - texts.content_offset.y)
            if place is not None:
                state.move(place - state.cursor)
                self.repaint()

    def action_move(self, step: int) -> None:
        state = self.state
        if state is not None and not self.page.turn(self._rows, state.cursor, step, self._height):
            state.move(step)
        self.repaint()

    def action_page(self, step: int) -> None:
        state = self.state
        if state is not None:
            place = self.page.next_page(self._rows, len(state.rows), state.cursor, step, self._height)
            state.move(place - state.cursor)
        self.repaint()

    def action_heading(self, step: int) -> None:
        if self.state is not None:
            self.state.to_heading(step)
            self.page.top, self.page.skipped = self.state.cursor, 0
        self.repaint()

    def action_first(self) -> None:
        if self.state is not None:
            self.state.move(-len(self.state.rows))
        self.repaint()

    def action_last(self) -> None:
        if self.state is not None:
            self.state.move(len(self.state.rows))
        self.repaint()

    def action_scroll_note(self) -> None:
        note = self.query_one("#note", LinesView)
        is_at_end = note.scroll_offset.y >= note.max_scroll_y
        there = 0 if is_at_end else note.scroll_offset.y + max(note.size.height - 1, 1)
        note.scroll_to(y=there, animate=False, immediate=True)

    def action_starred(self) -> None:
        state = self.state
        if state is None:
            return
        if not state.is_only_starred and not state.starred:
            say(self, _("No text is starred yet; s stars the one you stand on."))
            return
        state.show_only_starred(wanted=not state.is_only_starred)
        self.page.top = len(state.rows)
        self.repaint()

    def action_star(self) -> None:
        if self.state is not None and self.state.key is not None:
            self.star(self.state.key)
            self.repaint()

    def action_reorder(self, step: int) -> None:
        first = None if self.state is None else self.state.reordered(step)
        if first is not None:
            self.order(first)
            self.repaint()

    def action_recode(self) -> None:
        state = self.state
        if state is None or state.key is None:
            return
        key = state.key

        def chosen(code_id: int | None, new_path: str) -> None:
            self.move_to(key, code_id, new_path)

        ask_for_code(self, state, key.code_id, chosen)

    def action_shorten(self) -> None:
        state = self.state
        passage = None if state is None or state.key is None else state.texts.get(state.key)
        if passage is not None:
            ask_for_cuts(self, passage, partial(self.shorten, passage.key))

    def action_translate(self) -> None:
        state = self.state
        passage = None if state is None or state.key is None else state.texts.get(state.key)
        if passage is not None:
            ask_for_translation(self, passage, lambda: self.read_decisions(passage.answer_id))

    def action_analysis(self) -> None:
        self._write("body")

    def action_lead_in(self) -> None:
        self._write("lead_in")

    def _write(self, which: Literal["body", "lead_in"]) -> None:
        state = self.state
        if state is None:
            return
        can_write, heading = state.written_on
        if can_write:
            code = None if heading is None else heading.code
            ask_for_text(self, which, state.outline.question, code, self.read_again)

    def action_let_go(self) -> None:
        if self.state is not None and self.state.stray is not None:
            self.let_go(self.state.stray.id)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        self.take_back(operation)

    def action_show_answer(self) -> None:
        from coder.tui.coding_screen import CodingScreen

        if self.state is not None and self.state.answer_id is not None:
            # Over this one, so that Esc there leads back to the texts.
            self.app.push_screen(CodingScreen(self.question, self.wave, self.state.answer_id))

    def action_code_list(self) -> None:
        from coder.tui.code_list_screen import CodeListScreen

        self.app.push_screen(CodeListScreen(self.question))

    def action_quotations(self) -> None:
        from coder.tui.quotations_screen import QuotationsScreen

        self.app.push_screen(QuotationsScreen(self.question, self.wave))

    def action_history(self) -> None:
        from coder.tui.history_screen import HistoryScreen

        if self.state is not None and self.state.answer_id is not None:
            self.app.push_screen(HistoryScreen(answer_id=self.state.answer_id))

    def action_back(self) -> None:
        self.dismiss(None)


_ON_A_TEXT = frozenset({"star", "recode", "shorten", "translate", "reorder"})
_ON_A_HEADING = frozenset({"analysis", "lead_in"})
