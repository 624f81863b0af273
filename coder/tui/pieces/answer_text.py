"""The answer's text, wrapped to the width there is, however long it is."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.coding import Span
from coder.tui.pieces.answer_lines import TextWindow
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import LONGEST_LINE

_KEPT_BELOW = 1
"""Lines kept in sight below the excerpt a coder stands on."""


class AnswerText(LinesView):
    """Shows what a respondent wrote, and nothing of it is obeyed.

    Of a very long text a window is shown, which follows the excerpt the coder stands on, and the pages.
    """

    DEFAULT_CSS = """
    AnswerText { overflow-y: scroll; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._window = TextWindow.around("", 0, 0)
        self._chosen: Span | None = None
        self._placed: Sequence[Span] = ()
        self._speaking: Sequence[Span] = ()
        self._instead = ""
        self._marked: object = None

    def show_text(
        self,
        text: str,
        chosen: Span | None = None,
        placed: Sequence[Span] = (),
        speaking: Sequence[Span] = (),
        *,
        instead: str = "",
    ) -> None:
        """Show a text; another one from its beginning.

        Args:
            text: As it came.
            chosen: The excerpt the coder stands on; it is brought into sight when it moves.
            placed: Excerpts that codes are placed on.
            speaking: Words that speak for a suggestion.
            instead: What is said where there is no text.
        """
        self._instead = instead
        is_other, has_moved = text != self._window.text, chosen != self._chosen
        self._chosen, self._placed, self._speaking = chosen, placed, speaking
        if is_other:
            self._window = TextWindow.around(text, 0, self._width)
        if chosen is not None and not self._window.holds(chosen):
            self._window = TextWindow.around(text, chosen[0], self._width)
        self._show_window()
        if is_other:
            self.scroll_to(y=0, animate=False, immediate=True)
        if is_other or has_moved:
            self.show_chosen()

    def lines_at(self, width: int) -> int:
        """Return how many lines the text takes at a width."""
        width = min(width, LONGEST_LINE)
        if width != self._window.width:
            self._window = TextWindow.around(self._window.text, self._window.start_place, width)
            self._show_window()
        return len(self.lines)

    def show_chosen(self) -> None:
        """Scroll so that the excerpt the coder stands on is in sight, its beginning first."""
        if self._chosen is None:
            return
        height = max(self.size.height, 1)
        top = self.scroll_offset.y
        first, last = (self._window.row_of(place) for place in (self._chosen[0], self._chosen[1] - 1))
        if last + _KEPT_BELOW >= top + height:
            top = last + _KEPT_BELOW - height + 1
        self.scroll_to(y=min(top, first), animate=False, immediate=True)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by pages; at the end of what is shown of a very long text, on into what follows."""
        by = pages * max(self.size.height - 1, 1)
        top, last = self.scroll_offset.y, max(len(self.lines) - self.size.height, 0)
        is_at_end = top >= last if pages > 0 else top <= 0
        if is_at_end and self._window.goes_on(forward=pages > 0):
            place = self._window.place_of(top)
            self._window = TextWindow.around(self._window.text, place, self._window.width)
            self._show_window()
            top = self._window.row_of(place)
        self.scroll_to(y=top + by, animate=False, immediate=True)

    def on_resize(self) -> None:
        super().on_resize()
        self.lines_at(self._width)
        self.show_chosen()

    @property
    def _width(self) -> int:
        return min(self.scrollable_content_region.width, LONGEST_LINE)

    def _show_window(self) -> None:
        marked = self._window, self._chosen, tuple(self._placed), tuple(self._speaking), self._instead
        if marked != self._marked:
            self._marked = marked
            instead = [] if self._window.text or not self._instead else [line(Piece(self._instead, Role.DIM))]
            self.show(instead or self._window.lines(self._chosen, self._placed, self._speaking))
