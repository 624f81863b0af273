"""A question answered by choosing a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _
from coder.tui.dialogs.keys import GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line


class ChoiceDialog(Dialog[int | None]):
    """Asks for one of several lines; None where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("take it"), _("Take the highlighted line")),
        *UP_AND_DOWN,
        GIVE_UP,
    ]

    def __init__(self, asked: str, choices: Sequence[Line], chosen: int | None = None) -> None:
        super().__init__(asked)
        self.choices = choices
        self.chosen = chosen

    def compose_answer(self) -> ComposeResult:
        yield LineList()

    def on_mount(self) -> None:
        choices = self.query_one(LineList)
        choices.show_at(self.choices, self.chosen)
        choices.styles.max_height = len(self.choices)
        if self.chosen is None:
            choices.move(1)

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        self.dismiss(event.index)

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

    def action_take(self) -> None:
        self.dismiss(self.query_one(LineList).cursor)

    def action_give_up(self) -> None:
        self.dismiss(None)
