"""Writing the report's own text beside the texts it is about, which can be read on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from coder.messages import _
from coder.tui.dialogs.keys import GIVE_UP
from coder.tui.dialogs.note import NoteDialog
from coder.tui.keys.key_binding import key
from coder.tui.pieces.lines_view import LinesView

WIDE = 110
"""Columns from which it stands beside the texts, not below them."""
_READ = _("Read on in the texts, or back")


class AnalysisDialog(NoteDialog):
    """A note dialog that leaves the texts in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "keep", _("save"), _("Save what is written; an empty note is taken away")),
        # Before the editor has it: there these keys move the cursor.
        Binding(
            "ctrl+up",
            "read(-1)",
            _("read on"),
            key_display="^↑ ^↓",
            tooltip=_READ,
            priority=True,
        ),
        Binding("ctrl+down", "read(1)", show=False, key_display="^↑ ^↓", tooltip=_READ, priority=True),
        GIVE_UP,
    ]
    DEFAULT_CSS = """
    AnalysisDialog { align: right bottom; background: transparent; }
    AnalysisDialog > Vertical { width: 100%; height: 36%; min-height: 9; padding: 0 2; }
    AnalysisDialog TextField { height: 1fr; max-height: 100%; }
    AnalysisDialog.-beside > Vertical { width: 40%; height: 100%; padding: 1 2; }
    """

    def __init__(
        self, asked: str, text: str, keep: Callable[[str], None], read_on: Callable[[int], None]
    ) -> None:
        """Ask.

        Args:
            asked: The question.
            text: What is written as it is.
            keep: Called with what was written; whoever gave it dismisses the dialog or lets it go on.
            read_on: Goes so many texts on below the dialog.
        """
        super().__init__(asked, text, keep)
        self._read_on = read_on

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "-beside")
        self.call_after_refresh(self._lay_out)

    def action_read(self, step: int) -> None:
        self._read_on(step)

    def _lay_out(self) -> None:
        width = max(self.query_one(Vertical).content_size.width, 20)
        self.query_one("#asked", LinesView).show(self.question_lines(width))
        self.query_one("#keys", LinesView).show([self.keys_line(width)])
