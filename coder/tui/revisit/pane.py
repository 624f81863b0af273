"""The answer that waits, and under it the codes asked about, or those that fit what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.revisit.lines import asked_lines, line_of, marked_words, more_line, set_lines, who_line

if TYPE_CHECKING:
    from coder.tui.coding.code_choice import CodeChoice
    from coder.tui.revisit.state import RevisitState

TALL = 24
"""Rows of the pane from which blank lines stand around the respondent."""
LEAST_TEXT = 3


class WaitingPane(Vertical):
    """Shows a state; the text is as tall as it needs within what the codes leave."""

    DEFAULT_CSS = """
    WaitingPane { height: 1fr; }
    WaitingPane > #who { height: 1; padding: 0 2; }
    WaitingPane.-tall > #who { margin: 1 0; }
    WaitingPane > #text { height: 3; padding: 0 2 0 3; }
    WaitingPane > #more { height: 1; padding: 0 2 0 3; }
    WaitingPane > #codes { height: 1; padding: 0 2; }
    WaitingPane > #asked { width: 100%; height: 1fr; border-top: solid $rule; padding: 0 1; }
    WaitingPane > #told { height: 0; padding: 0 2; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._asked_room = 20, 4
        """How wide the codes asked about may be, and how many rows they have."""

    def compose(self) -> ComposeResult:
        yield LinesView(id="who")
        yield AnswerText(id="text")
        yield LinesView(id="more")
        yield LinesView(id="codes")
        yield LineList(id="asked")
        yield LinesView(id="told")

    def on_mount(self) -> None:
        self.watch(self.query_one(AnswerText), "scroll_y", self._show_more, init=False)

    def on_resize(self) -> None:
        self.set_class(self.size.height >= TALL, "-tall")
        # The text is wrapped anew first.
        self.call_after_refresh(self._show_more)

    def show_state(
        self, state: RevisitState, choice: CodeChoice, empty: Sequence[Line], told: Sequence[Line]
    ) -> None:
        """Show where a coder is.

        Args:
            state: Where.
            choice: What is typed.
            empty: Said in place of an answer where there is none.
            told: Said under the codes.
        """
        width, answer, look = max(self.size.width - 4, 20), state.answer, state.look
        self.query_one("#who", LinesView).show([who_line(state, answer)])
        codes = [] if answer is None or look is None else set_lines(look, state.shelf, answer.text, width)
        if state.answer_id is None:
            codes = [line(), *empty]
        for id, lines in (("#codes", codes), ("#told", told)):
            view = self.query_one(id, LinesView)
            _set_height(view, len(lines))
            view.show(lines)
        self._show_text(state)
        rows = self.size.height - (3 if self.has_class("-tall") else 1) - len(codes) - len(told) - 2
        self._show_asked(state, choice, rows)
        self._show_more()

    def scroll_text(self, pages: int) -> None:
        """Scroll the text by pages."""
        self.query_one(AnswerText).scroll_pages(pages)

    def code_at(self, state: RevisitState, row: int) -> int | None:
        """Return the code asked about that stands on a row of the list."""
        for place, code in enumerate(state.codes_asked()):
            if line_of(state, place, *self._asked_room) == row:
                return code.code_id
        return None

    def _show_text(self, state: RevisitState) -> None:
        text, look = self.query_one(AnswerText), state.look
        # Where no answer is shown, what is said instead stands at the top.
        text.display = self.query_one("#more").display = state.answer_id is not None
        text.show_text(
            "" if state.answer is None else state.answer.text,
            state.standing_on,
            [] if look is None else [span for spans in look.chosen.placed() for span in spans],
            marked_words(state.shown_codes()),
        )

    def _show_asked(self, state: RevisitState, choice: CodeChoice, rows: int) -> None:
        """Share rows out between the text and the codes."""
        asked, text = self.query_one("#asked", LineList), self.query_one(AnswerText)
        asked.display = state.answer_id is not None
        needed = max(text.lines_at(max(self.size.width - 6, 1)), LEAST_TEXT)
        # Many codes leave the text as much as it needs of a third, few leave it the rest.
        least = max(min(needed, rows // 3), LEAST_TEXT)
        self._asked_room = room = max(self.size.width - 3, 20), rows - least
        lines = asked_lines(state, "" if state.answer is None else state.answer.text, *room)
        _set_height(text, min(needed, max(rows - len(lines), least)))
        if choice.query:
            found = choice.rows({}, () if state.look is None else state.look.chosen.codes)
            asked.show_at(found, found.place_of(choice.code_id))
        else:
            asked.show_at(lines, None if state.lit is None else line_of(state, state.lit, *room))

    def _show_more(self) -> None:
        text = self.query_one(AnswerText)
        height = text.styles.height
        shown = text.size.height if height is None else int(height.value)
        self.query_one("#more", LinesView).show([more_line(len(text.lines) - text.scroll_offset.y - shown)])


def _set_height(view: LinesView, height: int) -> None:
    """Lay out again only where the height is another."""
    if view.styles.height is None or view.styles.height.value != height:
        view.styles.height = height
