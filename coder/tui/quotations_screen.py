"""Quotations: what the report will say in respondents' words, and what may identify somebody in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from coder.messages import _
from coder.tui import quotations_asks as asks
from coder.tui.errors import say
from coder.tui.keys_footer import KeysFooter
from coder.tui.lines import Line
from coder.tui.lines_view import LinesView
from coder.tui.quotations_desk import QuotationsDesk
from coder.tui.quotations_keys import QUOTATIONS_KEYS, QUOTATIONS_SIGNS
from coder.tui.quotations_lines import (
    empty_lines,
    heading_lines,
    passage_lines,
    quoted_lines,
    status_line,
    title_line,
)
from coder.tui.rows_page import RowsPage
from coder.tui.theme_lines import reading_lines
from coder.tui.theme_texts import ask_for_cuts

if TYPE_CHECKING:
    from coder.usecases.disclose import AnswerFinding

WIDE = 110
"""Columns from which it stands beside the texts who is quoted already."""
TALL = 20
"""Rows from which it stands below them where there is no room beside."""


class QuotationsScreen(QuotationsDesk):
    """Shows chosen and suggested texts as they are printed, and lets a person decide on what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [*QUOTATIONS_KEYS]
    SIGNS = QUOTATIONS_SIGNS
    CSS = """
    QuotationsScreen #title { height: 1; padding: 0 1; background: $raised; }
    QuotationsScreen #middle { height: 1fr; }
    QuotationsScreen #texts { height: 1fr; padding: 0 1; }
    QuotationsScreen #quoted { height: 5; margin: 0 1; padding: 0 1; border-top: solid $track; }
    QuotationsScreen #status { height: 1; padding: 0 1; background: $raised; }
    QuotationsScreen #middle.-beside { layout: horizontal; }
    QuotationsScreen #middle.-beside #texts { width: 7fr; height: 100%; padding: 1 1 0 1; }
    QuotationsScreen #middle.-beside #quoted {
        width: 4fr; height: 100%; margin: 1 0 0 0; border-top: none; border-left: solid $track;
    }
    """

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__(question, wave)
        self.page = RowsPage()

    def compose(self) -> ComposeResult:
        yield LinesView([title_line(self.question, None)], id="title")
        with Container(id="middle"):
            yield LinesView(reading_lines(), id="texts")
            yield LinesView(id="quoted")
        yield LinesView(id="status")
        yield KeysFooter()

    def on_resize(self) -> None:
        super().on_resize()
        self.query_one("#middle").set_class(self.size.width >= WIDE, "-beside")
        self.query_one("#quoted").display = self.size.width >= WIDE or self.size.height >= TALL
        self.call_after_refresh(self.repaint)

    def on_screen_resume(self) -> None:
        """Show what was changed on the coding screen or where themes are read."""
        if self.state is not None:
            self.read_again(with_suggestions=not self.state.has_suggested)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        state = self.state
        if action == "back":
            return True
        if state is None:
            return False
        if action in ("take_back", "starred", "export", "attribution"):
            return True
        if action in ("mask", "keep", "drop", "redact", "finding"):
            return state.finding is not None
        if action == "reopen":
            return state.finding is not None and state.finding.decision in ("mask", "keep", "drop")
        if action == "reorder":
            return state.passage is not None and state.passage.starred
        if action in ("star", "shorten", "show_answer", "history"):
            return state.passage is not None
        if action == "next_undecided":
            return state.waiting + state.waiting_beside > 0
        return len(state.rows) > 0

    # What is seen

    def repaint(self) -> None:
        state = self.state
        if state is None or not self.is_mounted:
            return
        self.query_one("#title", LinesView).show([title_line(self.question, state)])
        texts = self.query_one("#texts", LinesView)
        if not len(state.rows):
            texts.show(empty_lines(state, self._width))
        else:
            self.page.keep_in_view(self._rows, len(state.rows), state.cursor, self._height)
            texts.show(self.page.lines(self._rows, len(state.rows), self._height))
        quoted = self.query_one("#quoted", LinesView)
        quoted.show(quoted_lines(state, quoted.size.width, quoted.size.height))
        self.query_one("#status", LinesView).show([status_line(state)])
        self.query_one(KeysFooter).show_keys()

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
        row, is_here = state.rows.at(place), place == state.cursor
        if row.key is None:
            return heading_lines(state.headings[row.heading], self._width, is_here=is_here)
        return passage_lines(state, state.passage_of(row.key), self._width, is_here=is_here)

    # Going about

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

    def action_finding(self, step: int) -> None:
        if self.state is not None:
            self.state.choose_finding(step)
        self.repaint()

    def action_next_undecided(self) -> None:
        if self.state is not None and not self.state.next_undecided():
            say(self, _("What waits is in a translation: write it otherwise where themes are read."))
        self.repaint()

    def action_starred(self) -> None:
        if self.state is not None:
            self.state.show_only_starred(wanted=not self.state.is_only_starred)
        self.repaint()

    # What is decided

    def action_star(self) -> None:
        if self.state is not None and self.state.passage is not None:
            self.star(self.state.passage.key)
            self.repaint()

    def action_reorder(self, step: int) -> None:
        keys = None if self.state is None else self.state.reordered(step)
        if keys is not None:
            self.order(keys)

    def action_shorten(self) -> None:
        passage = None if self.state is None else self.state.passage
        if passage is not None:
            ask_for_cuts(self, passage, partial(self.shorten, passage.key))

    def action_mask(self) -> None:
        self._on_finding(asks.ask_mask)

    def action_keep(self) -> None:
        self._on_finding(asks.ask_keep)

    def action_drop(self) -> None:
        self._on_finding(asks.ask_drop)

    def action_redact(self) -> None:
        self._on_finding(asks.ask_redact)

    def action_reopen(self) -> None:
        self._on_finding(lambda desk, finding: desk.decide(finding, None))

    def _on_finding(self, ask: Callable[[QuotationsDesk, AnswerFinding], None]) -> None:
        finding = None if self.state is None else self.state.finding
        if finding is not None:
            ask(self, finding)

    def action_attribution(self) -> None:
        if self.state is not None:
            asks.ask_attribution(self, self.state.quotations.beside)

    def action_export(self) -> None:
        asks.ask_export(self)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        self.take_back(operation)

    # Other screens

    def action_show_answer(self) -> None:
        from coder.tui.coding_screen import CodingScreen

        if self.state is not None and self.state.passage is not None:
            # Over this one, so that Esc there leads back to the quotations.
            self.app.push_screen(CodingScreen(self.question, self.wave, self.state.passage.answer_id))

    def action_history(self) -> None:
        from coder.tui.history_screen import HistoryScreen

        if self.state is not None and self.state.passage is not None:
            self.app.push_screen(HistoryScreen(answer_id=self.state.passage.answer_id))

    def action_back(self) -> None:
        self.dismiss(None)
