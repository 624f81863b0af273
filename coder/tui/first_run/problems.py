"""Everything that is wrong in a file, to read through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.messages import _
from coder.text.safe import safe
from coder.tui.dialogs.typed_questions import WIDTH, Dialog
from coder.tui.keys.key_binding import hidden, key
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, line
from coder.tui.pieces.wrapping import wrapped

_READ_ON = _("Read on, or back")


class ProblemsScreen(Dialog[None]):
    """Lists problems, wrapped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("up", "scroll(-1)", _("scroll"), _READ_ON, shown_as="↑ ↓"),
        hidden("down", "scroll(1)", _READ_ON, shown_as="↑ ↓"),
        hidden("pageup", "scroll(-10)", _READ_ON, shown_as="PgUp PgDn"),
        hidden("pagedown", "scroll(10)", _READ_ON, shown_as="PgUp PgDn"),
        key("escape", "dismiss", _("back"), _("Back to the file"), shown_as="Esc"),
        Binding("enter,p", "dismiss", show=False),
    ]

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(_("To put right in the file, or by giving columns other roles:"))
        self.problems = problems

    def compose_answer(self) -> ComposeResult:
        lines = [
            line(Piece(part)) for each in self.problems for part in wrapped(safe(f"– {each}"), WIDTH - 2)
        ]
        yield LineList(lines)

    def action_scroll(self, by: int) -> None:
        self.query_one(LineList).scroll_relative(y=by, animate=False)
