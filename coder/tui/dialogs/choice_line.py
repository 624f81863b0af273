"""One of a few things, chosen with the arrow keys on a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from coder.messages import _
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView


class ChoiceLine(LinesView, can_focus=True):
    """Shows what is chosen; ← and → choose another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", _("choose"), key_display="← →"),
        Binding("right,space", "choose(1)", _("choose"), show=False),
    ]
    DEFAULT_CSS = """
    ChoiceLine { height: 1; padding: 0 1; background: $raised; }
    """

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = choices
        """(value, words)"""
        self.value = chosen

    def on_mount(self) -> None:
        self._show()

    def on_focus(self) -> None:
        self._show()

    def on_blur(self) -> None:
        self._show()

    def on_click(self) -> None:
        self.focus()

    def action_choose(self, step: int) -> None:
        values = [value for value, _words in self._choices]
        self.value = values[(values.index(self.value) + step) % len(values)]
        self._show()

    def _show(self) -> None:
        words = dict(self._choices)[self.value]
        self.show([self._line(words)])

    def _line(self, words: str) -> Line:
        role = Role.ACCENT if self.has_focus else Role.DIM
        return line(Piece("◂ ", role), Piece(words, Role.TEXT), Piece(" ▸", role))
