"""The bottom of a screen that takes all input on one line, with what is asked, what is said, and the keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from coder.tui.coding.code_line import CodeLine
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines import Line, Piece, Role, cells, line
from coder.tui.pieces.lines_view import LinesView


class InputBar(Vertical):
    """One line that takes all input, with what is asked before it, what is said after it, and keys below."""

    DEFAULT_CSS = """
    InputBar { dock: bottom; height: 2; }
    InputBar #input { height: 1; padding: 0 1; background: $raised; }
    InputBar #line { width: 2fr; }
    InputBar #hint { width: 3fr; padding-left: 2; }
    InputBar #input.-told #line { width: 4; }
    InputBar KeysFooter { dock: none; }
    """

    def __init__(self, asked: str, taking: CodeLine) -> None:
        """Make the bar.

        Args:
            asked: What stands before the line.
            taking: The line, with the id ``line``.
        """
        super().__init__()
        self._asked = asked
        self._taking = taking

    def compose(self) -> ComposeResult:
        with Horizontal(id="input"):
            yield LinesView(id="prompt")
            yield self._taking
            yield LinesView(id="hint")
        yield KeysFooter()

    def on_mount(self) -> None:
        self.ask(self._asked)

    def ask(self, asked: str) -> None:
        """Show what is asked for now."""
        prompt = self.query_one("#prompt", LinesView)
        piece = Piece(asked, Role.ACCENT)
        prompt.styles.width = cells([piece]) + 1
        prompt.show([line(piece)])

    def show(self, hint: Line, *, is_told: bool = False) -> None:
        """Show what is said beside the line, and the keys that matter now.

        Args:
            hint: What is said.
            is_told: Whether it tells something of now: an empty line then leaves it the room.
        """
        self.query_one("#input").set_class(is_told and not self._taking.value, "-told")
        self.query_one("#hint", LinesView).show([hint])
        self.query_one(KeysFooter).show_keys()
