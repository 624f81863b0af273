"""Quotations: what the report will say in respondents' words, and what may identify somebody in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _
from coder.tui.errors import say
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.quotations import asks
from coder.tui.quotations.desk import QuotationsDesk
from coder.tui.quotations.keys import QUOTATIONS_KEYS, QUOTATIONS_SIGNS
from coder.tui.quotations.lines import (
    empty_lines,
    heading_lines,
    passage_lines,
    quoted_lines,
    status_line,
    title_line,
)
from coder.tui.texts.screen import TextsScreen

if TYPE_CHECKING:
    from coder.tui.quotations.state import QuotationsState
    from coder.usecases.privacy.disclose import AnswerFinding


class QuotationsScreen(QuotationsDesk):
    """Shows chosen and suggested texts as they are printed, and lets a person decide on what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [*QUOTATIONS_KEYS]
    SIGNS = QUOTATIONS_SIGNS
    CSS = f"""
    {TextsScreen.CSS}
    QuotationsScreen #beside {{ height: 5; }}
    QuotationsScreen #middle.-beside #texts {{ width: 7fr; }}
    QuotationsScreen #middle.-beside #beside {{ width: 4fr; }}
    QuotationsScreen #status {{ height: 1; padding: 0 1; background: $raised; }}
    """

    def compose_below(self) -> ComposeResult:
        yield LinesView(id="status")

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
        super().repaint()
        if self.state is not None and self.is_mounted:
            self.query_one("#status", LinesView).show([status_line(self.state)])

    def title_line(self) -> Line:
        return title_line(self.question, self.state)

    def empty_lines(self, state: QuotationsState, width: int) -> Sequence[Line]:
        return empty_lines(state, width)

    def row_lines(self, state: QuotationsState, place: int, width: int) -> Sequence[Line]:
        row, is_here = state.rows.at(place), place == state.cursor
        if row.key is None:
            return heading_lines(state.headings[row.heading], width, is_here=is_here)
        return passage_lines(state, state.passage_of(row.key), width, is_here=is_here)

    def show_beside(self, state: QuotationsState, beside: LinesView) -> None:
        beside.show(quoted_lines(state, beside.size.width, beside.size.height))

    # Going about

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

    def action_mask(self) -> None:
        self._on_finding(asks.ask_mask)

    def action_keep(self) -> None:
        self._on_finding(asks.ask_keep)

    def action_drop(self) -> None:
        self._on_finding(asks.ask_drop)

    def action_redact(self) -> None:
        self._on_finding(asks.ask_redact)

    def action_reopen(self) -> None:
        self._on_finding(lambda desk, finding: desk.decide_on(finding, None))

    def _on_finding(self, ask: Callable[[QuotationsDesk, AnswerFinding], None]) -> None:
        finding = None if self.state is None else self.state.finding
        if finding is not None:
            ask(self, finding)

    def action_attribution(self) -> None:
        if self.state is not None:
            asks.ask_attribution(self, self.state.quotations.beside)

    def action_export(self) -> None:
        asks.ask_export(self)
