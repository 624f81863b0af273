"""Reading what stands together: all texts under their headings, sorted, chosen and written about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import BindingType

from coder.messages import _
from coder.tui.errors import say
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.texts.screen import TextsScreen
from coder.tui.theme.asks import ask_for_code, ask_for_text, ask_for_translation
from coder.tui.theme.desk import ThemeDesk
from coder.tui.theme.keys import THEME_KEYS, THEME_SIGNS
from coder.tui.theme.lines import (
    empty_lines,
    gone_heading_lines,
    heading_lines,
    note_lines,
    passage_lines,
    question_lines,
    stray_lines,
    title_line,
)

if TYPE_CHECKING:
    from coder.tui.theme.state import ThemeState
    from coder.usecases.report.live_figures import FilledNote


class ThemeScreen(ThemeDesk):
    """Shows the texts under a question, a theme or a code, and what the report says of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*THEME_KEYS]
    SIGNS = THEME_SIGNS
    CSS = f"""
    {TextsScreen.CSS}
    ThemeScreen #beside {{ height: 30%; min-height: 7; overflow-y: auto; }}
    ThemeScreen #middle.-beside #texts {{ width: 3fr; }}
    ThemeScreen #middle.-beside #beside {{ width: 2fr; }}
    """

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
        super().repaint()
        self.read_texts()

    def title_line(self) -> Line:
        return title_line(self.question, self.state)

    def empty_lines(self, state: ThemeState, width: int) -> Sequence[Line]:
        return empty_lines(state, width)

    def row_lines(self, state: ThemeState, place: int, width: int) -> Sequence[Line]:
        row, is_here = state.row(place), place == state.cursor
        heading = state.heading_of(row)
        if row.key is None:
            if heading is not None:
                return heading_lines(heading, width, is_here=is_here)
            if state.is_question(row):
                return question_lines(state, width, is_here=is_here)
            return gone_heading_lines(width, is_here=is_here)
        passage = state.ahead.texts.get(row.key)
        if heading is None:
            return stray_lines(state.outline.strays[row.number], passage, width, is_here=is_here)
        starred, unsaved = state.is_starred(row.key), row.key in state.unsaved
        return passage_lines(passage, width, is_here=is_here, starred=starred, unsaved=unsaved)

    def show_beside(self, state: ThemeState, beside: LinesView) -> None:
        can_write, heading = state.written_on
        body = state.outline.analysis if heading is None else heading.analysis
        lead_in = state.outline.lead_in if heading is None else heading.lead_in
        title = self.question
        if heading is not None:
            title = heading.code.name if heading.code is not None else ""
        width = max(beside.size.width - 2, 20)
        lines = note_lines(title, self._filled(body), self._filled(lead_in), width, can_write=can_write)
        if lines != list(beside.lines):
            beside.show(lines)
            beside.scroll_to(y=0, animate=False, immediate=True)

    def _filled(self, text: str) -> FilledNote:
        from coder.usecases.report.live_figures import FilledNote  # loads the store, which is there by now

        return FilledNote(text) if self.figures is None else self.figures.filled(text)

    # What keys do

    def action_scroll_note(self) -> None:
        note = self.query_one("#beside", LinesView)
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

    def action_recode(self) -> None:
        state = self.state
        if state is None or state.key is None:
            return
        key = state.key

        def chosen(code_id: int | None, new_path: str) -> None:
            self.move_to(key, code_id, new_path)

        ask_for_code(self, state, key.code_id, chosen)

    def action_translate(self) -> None:
        state = self.state
        passage = None if state is None else state.passage
        if passage is not None:
            ask_for_translation(self, passage, lambda: self.read_decided(passage.answer_id))

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

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        self.app.push_screen(CodeListScreen(self.question))

    def action_quotations(self) -> None:
        from coder.tui.quotations.screen import QuotationsScreen

        self.app.push_screen(QuotationsScreen(self.question, self.wave))


_ON_A_TEXT = frozenset({"star", "recode", "shorten", "translate", "reorder"})
_ON_A_HEADING = frozenset({"analysis", "lead_in"})
