"""The two halves of the coding screen: the answer above, the codes below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from coder.messages import _, ngettext
from coder.tui.coding.lines import WIDE, definition_lines, list_title, who_line
from coder.tui.coding.sentence_place import SentencePlace
from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.coding import Span
    from coder.tui.coding.code_choice import CodeChoice
    from coder.tui.coding.state import CodingState
    from coder.tui.suggesting.under_digits import UnderDigits

FEW_ROWS = 30
"""Below this many rows of the terminal, blank lines and definitions give way."""
BLANK_LINES = 2
"""Around the respondent; a long answer takes them."""
MOST_DIGITS = 9
ROWS_DEFINED = 4
"""What stands about a code, in short, and a blank line."""


class AnswerPane(Vertical):
    """Who answered, what, and the codes set on it. As tall as the text needs, within what is left."""

    DEFAULT_CSS = """
    AnswerPane { height: auto; padding: 1 2 0 2; border-bottom: solid $rule; }
    AnswerPane > #who { height: 1; margin-bottom: 1; }
    AnswerPane.-tight { padding: 0 2 0 2; }
    AnswerPane.-tight > #who { margin: 0; }
    AnswerPane > #text { height: 3; padding-left: 1; }
    AnswerPane > #more { height: 1; padding-left: 1; }
    AnswerPane > #codes { height: 1; }
    """

    _notes: Sequence[Piece] = ()

    def compose(self) -> ComposeResult:
        yield LinesView(id="who")
        yield AnswerText(id="text")
        yield LinesView(id="more")
        yield LinesView(id="codes")

    def on_mount(self) -> None:
        self.watch(self.query_one(AnswerText), "scroll_y", self.show_more, init=False)

    def on_resize(self) -> None:
        # The text is wrapped anew first.
        self.call_after_refresh(self.show_more)

    def show_state(
        self,
        state: CodingState,
        place: SentencePlace,
        rows: int,
        speaking: Sequence[Span] = (),
        title_rows: int = 1,
    ) -> None:
        """Show the answer a coder is at and where in it, in a terminal of so many rows.

        Args:
            state: The answer, and what is set on it.
            place: Where in it the coder is.
            rows: Of the terminal.
            speaking: Words that speak for a suggestion.
            title_rows: How many of the rows it takes to say where the digits' codes come from.
        """
        self.query_one("#who", LinesView).show([who_line(state, state.answer)])
        self._notes = _note_pieces(state)
        text = self.query_one(AnswerText)
        # While the next answer is on its way the old text goes, so that no key is meant for it.
        if state.answer is None:
            text.show_text("")
            codes = [line()]
        else:
            placed = [span for spans in state.standing.placed() for span in spans]
            text.show_text(state.answer.text, place.chosen, placed, speaking, instead=_("(forgotten)"))
            from coder.tui.coding.set_code_lines import set_code_lines  # not needed for the first frame

            codes = set_code_lines(state, place, self.size.width - 4)
        needed = rows_for_codes(rows, len(state.shelf.choosable()), title_rows)
        self._fit(text, len(codes), rows, needed)
        self.query_one("#codes", LinesView).show(codes)
        self.show_more()

    def show_text_first(self, text: str, rows: int) -> None:
        """Show the answer to begin with before the rest of the desk is there."""
        view = self.query_one(AnswerText)
        view.show_text(text)
        self._fit(view, 1, rows, rows_for_codes(rows, MOST_DIGITS))

    def show_more(self) -> None:
        """Say how much of the text stands below."""
        text = self.query_one(AnswerText)
        below = len(text.lines) - text.scroll_offset.y - _height(text)
        told = ngettext("▾ {n} more line · PgDn", "▾ {n} more lines · PgDn", below).format(n=below)
        more = [Piece(told + "   ", Role.MARK)] if below > 0 else []
        self.query_one("#more", LinesView).show([line(*more, *self._notes)])

    def scroll_text(self, pages: int) -> None:
        """Scroll the text by pages."""
        self.query_one(AnswerText).scroll_pages(pages)
        self.show_more()

    def _fit(self, text: AnswerText, code_rows: int, rows: int, rows_below: int) -> None:
        # Header, input and footer, and this pane's own blank lines, rule, respondent and codes.
        room = rows - rows_below - 8 - code_rows
        least = 3 if rows < FEW_ROWS else 6
        needed = text.lines_at(max(self.size.width - 6, 1))
        # Where a long answer has little room, the blank lines around it are the first to go.
        is_tight = needed > room and rows < 2 * FEW_ROWS
        self.set_class(is_tight, "-tight")
        _set_height(text, max(min(max(needed, least), room + (BLANK_LINES if is_tight else 0)), 2))
        _set_height(self.query_one("#codes", LinesView), code_rows)


def _note_pieces(state: CodingState) -> Sequence[Piece]:
    if state.answer is None or not state.notes:
        return ()
    from coder.tui.notes.note_pieces import note_pieces  # not needed for the first frame

    return note_pieces(state.notes)


def rows_for_codes(rows: int, code_count: int, title_rows: int = 1) -> int:
    """Return how many rows the codes are given: digits under a title, and room for matches.

    A long answer has what a codebook with few codes does not need.
    """
    few = min(code_count, MOST_DIGITS) + title_rows
    most = max(few, 7) if rows < FEW_ROWS else 11 if rows < FEW_ROWS + 6 else 15
    return min(most, code_count + title_rows + ROWS_DEFINED)


class CodesPane(Horizontal):
    """The digits' codes and the code list, side by side where there is room, else one at a time."""

    DEFAULT_CSS = """
    CodesPane { height: 1fr; padding: 0 1; }
    CodesPane > #digits-side { width: 1fr; }
    CodesPane > #list-side { width: 1fr; }
    CodesPane .title { height: 1; }
    CodesPane #digits { height: 1fr; }
    CodesPane #list { height: 1fr; }
    CodesPane #definition { height: 0; padding-top: 1; }
    CodesPane.-both > #digits-side { border-right: solid $rule; padding-right: 1; }
    CodesPane.-both > #list-side { padding-left: 1; }
    """

    class Filled(Message):
        """There is something to show codes on."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._is_filled = False
        self.title_rows = 1
        """How many rows it takes to say where the digits' codes come from."""

    def on_mount(self) -> None:
        # The first frame has no codes to show yet, and does not wait for what they are shown on.
        self.call_after_refresh(self._fill)

    async def _fill(self) -> None:
        title, definition = LinesView(classes="title", id="list-title"), LinesView(id="definition")
        await self.mount(
            Vertical(LinesView(classes="title", id="digits-title"), LineList(id="digits"), id="digits-side"),
            Vertical(title, LineList(id="list"), definition, id="list-side"),
        )
        self._is_filled = True
        self.post_message(self.Filled())

    def keep_in_view(self) -> None:
        """Let the highlighted code stay at its height when the codes are shown anew."""
        if self._is_filled:
            self.query_one("#list", LineList).keep_in_view()

    def show_state(self, state: CodingState, choice: CodeChoice, digits: UnderDigits, rows: int) -> None:
        """Show codes to choose from."""
        if not self._is_filled:
            return
        on = set(state.standing.codes)
        is_wide = self.screen.size.width >= WIDE
        self.set_class(is_wide, "-both")
        listing = bool(choice.query) or choice.is_browsing
        self.query_one("#digits-side").display = is_wide or not listing
        self.query_one("#list-side").display = is_wide or listing
        if is_wide or not listing:
            self._show_digits(digits, state, on, is_wide=is_wide)
        if not (is_wide or listing):
            return
        shown = choice.rows(state.counts, on)
        self.query_one("#list-title", LinesView).show([list_title(choice.query)])
        self.query_one("#list", LineList).show_at(shown, shown.place_of(choice.code_id))
        self._show_definition(_code_to_define(state, choice), state, rows, listing)

    def _show_digits(self, digits: UnderDigits, state: CodingState, on: set[int], *, is_wide: bool) -> None:
        from coder.tui.suggesting.digit_codes import are_most_used
        from coder.tui.suggesting.suggestion_lines import (  # not needed for the first frame
            suggestion_lines,
            title_lines,
        )

        ids = [row.code_id for row in digits.rows if row is not None]
        is_used = are_most_used(ids, state.counts)
        full = self.screen.size.width
        width = full // 2 - 4 if is_wide else full - 3
        told = title_lines(digits.source, width, is_used=is_used, has_codes=bool(ids))
        title = self.query_one("#digits-title", LinesView)
        _set_height(title, len(told))
        title.show(told)
        self.title_rows = len(told)
        text = "" if state.answer is None else state.answer.text
        lines = suggestion_lines(digits.rows, state.shelf, state.counts, on, text, width)
        self.query_one("#digits", LineList).show_at(lines, None)

    def _show_definition(self, code: Code | None, state: CodingState, rows: int, listing: bool) -> None:
        view = self.query_one("#definition", LinesView)
        full = self.screen.size.width
        width = full // 2 - 4 if full >= WIDE else full - 2
        lines = definition_lines(code, state, width)
        most = 4 if rows < FEW_ROWS else 9
        if len(lines) > most - 1:
            lines = [*lines[: most - 2], _continued(lines[most - 2])]
        # While a coder goes from code to code it only grows, so that the list above does not jump.
        needed = len(lines) + 1 if lines else 0
        height = max(needed, min(_height(view), most)) if listing else needed
        view.display = height > 0
        _set_height(view, height)
        view.show(lines)


def _code_to_define(state: CodingState, choice: CodeChoice) -> Code | None:
    """Return the highlighted code, else the one set last."""
    if choice.code is not None or choice.query:
        return choice.code
    codes = state.set_codes()
    return codes[-1].code if codes else None


def _continued(last: Line) -> Line:
    return Line((*last.left, Piece(" …", Role.DIM)), last.right)


def _set_height(widget: LinesView, height: int) -> None:
    """Lay out again only where the height is another."""
    if _height(widget) != height:
        widget.styles.height = height


def _height(widget: LinesView) -> int:
    height = widget.styles.height
    return int(height.value) if height is not None else widget.size.height
