"""The answer's text, wrapped to the width there is, however long it is."""

from __future__ import annotations

from coder.messages import ngettext
from coder.text.safe import safe
from coder.tui.lines import Line, Piece, Role, line
from coder.tui.lines_view import LinesView
from coder.tui.wrapping import wrapped_with_joints

LONGEST = 20_000
"""Characters shown; wrapping a megabyte would stop the screen for a second."""


class AnswerText(LinesView):
    """Shows what a respondent wrote, and nothing of it is obeyed."""

    DEFAULT_CSS = """
    AnswerText { overflow-y: scroll; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._wrapped_at = 0

    def show_text(self, text: str) -> None:
        """Show another text from its beginning."""
        if text == self._text:
            return
        self._text = text
        self._wrap()
        self.scroll_to(y=0, animate=False, immediate=True)

    def lines_at(self, width: int) -> int:
        """Return how many lines the text takes at a width."""
        return len(text_lines(self._text, width))

    def on_resize(self) -> None:
        if self.scrollable_content_region.width != self._wrapped_at:
            self._wrap()

    def _wrap(self) -> None:
        self._wrapped_at = self.scrollable_content_region.width
        self.show(text_lines(self._text, self._wrapped_at))


def text_lines(text: str, width: int) -> list[Line]:
    """Wrap a text; of a very long one the beginning, and a line that tells how much more there is."""
    if width <= 0 or not text:
        return []
    more = len(text) - LONGEST
    lines = [
        Line((Piece(each),), joint=joint) for each, joint in wrapped_with_joints(safe(text[:LONGEST]), width)
    ]
    if more > 0:
        told = ngettext("… {n} more character", "… {n} more characters", more).format(n=more)
        lines.append(line(Piece(told, Role.MARK)))
    return lines
