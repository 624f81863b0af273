"""A code asked for, which may be one that is still to be made."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from coder.messages import _
from coder.tui.code_shelf import CodeShelf
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import CodeDialog
from coder.tui.errors import errors_shown
from coder.tui.keys.key_binding import key


class CodeOrNewDialog(CodeDialog):
    """Asks for a code as the coding screen does: what is typed may become a new one.

    A new one stands on the shelf from then on under the negative id it is answered with; nothing is made yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("this code"), _("Take the highlighted code; where nothing fits, make a new one")),
        key(
            "ctrl+n",
            "make",
            _("new code"),
            _("Make a new code of what is typed; Theme > Code names its theme"),
        ),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
    ]

    def __init__(self, asked: str, shelf: CodeShelf) -> None:
        super().__init__(asked, shelf, can_make=True)

    def action_take(self) -> None:
        if self.choice.nothing_matches:
            self.action_make()
        else:
            super().action_take()

    def action_make(self) -> None:
        if self.choice.query:
            with errors_shown(self):
                self.dismiss(self.choice.shelf.expect(self.choice.query))
