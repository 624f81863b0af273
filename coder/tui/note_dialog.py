"""A note, written in a few lines."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.messages import _
from coder.text.safe import safe
from coder.tui.dialogs import ConfirmDialog, Dialog
from coder.tui.text_field import TextField


class NoteDialog(Dialog[str | None]):
    """Asks for a note; empty takes it away, None leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", _("save")),
        Binding("escape", "give_up", _("cancel"), key_display="Esc"),
    ]
    DEFAULT_CSS = """
    NoteDialog TextField { background: $background; min-height: 4; }
    NoteDialog TextField:focus { background: $background; }
    """

    least_rows = 8

    def __init__(self, asked: str, text: str = "") -> None:
        super().__init__(asked)
        self.text = text

    def compose_answer(self) -> ComposeResult:
        yield TextField(self.text)

    def on_mount(self) -> None:
        editor = self.query_one(TextField)
        editor.move_cursor(editor.document.end)

    def action_keep(self) -> None:
        self.dismiss(self._written() if self._is_changed() else None)

    def action_give_up(self) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        if self._is_changed():
            self.app.push_screen(ConfirmDialog(_("Leave without keeping what you wrote?")), answered)
        else:
            self.dismiss(None)

    def _written(self) -> str:
        return self.query_one(TextField).text

    def _is_changed(self) -> bool:
        # What is shown may differ from what was written where it holds signs no terminal may see.
        return self._written() != safe(self.text)
