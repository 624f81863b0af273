"""A note, written in a few lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _
from coder.text.safe import safe
from coder.tui.company.unkept import leave_asked
from coder.tui.dialogs.keys import GIVE_UP
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.errors import show_error
from coder.tui.keys.key_binding import key
from coder.tui.pieces.text_field import TextField

if TYPE_CHECKING:
    from coder.domain.errors import CoderError
    from coder.store.unit_of_work import Writing
    from coder.tui.project_screen import ProjectScreen


class NoteDialog(Dialog[None]):
    """Asks for a note, and stands until what was written is kept or given up; empty takes a note away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "keep", _("save"), _("Save the note; an empty one is taken away")),
        GIVE_UP,
    ]
    DEFAULT_CSS = """
    NoteDialog TextField { background: $background; min-height: 4; }
    NoteDialog TextField:focus { background: $background; }
    """

    least_rows = 8

    def __init__(self, asked: str, text: str, keep: Callable[[str], None]) -> None:
        """Ask.

        Args:
            asked: The question.
            text: The note as it is.
            keep: Called with what was written; whoever gave it dismisses the dialog or lets it go on.
        """
        super().__init__(asked)
        self.text = text
        self._keep = keep

    def compose_answer(self) -> ComposeResult:
        yield TextField(self.text)

    def on_mount(self) -> None:
        editor = self.query_one(TextField)
        editor.move_cursor(editor.document.end)

    def go_on_writing(self) -> None:
        """Take letters again, since what was written could not be kept."""
        self.query_one(TextField).read_only = False

    def action_keep(self) -> None:
        if not self._is_changed():
            self.dismiss()
        elif not self._is_being_kept():
            self.hand_in()

    def hand_in(self) -> None:
        """Have what is written kept; no letter is taken meanwhile."""
        self.query_one(TextField).read_only = True
        self._keep(self._written())

    def action_give_up(self) -> None:
        if not self._is_being_kept():
            leave_asked(self.app, [self], self.dismiss)

    def holds_unkept(self) -> bool:
        """Tell whether a note was written that is not on its way to the disk."""
        return self._is_changed() and not self._is_being_kept()

    def _written(self) -> str:
        return self.query_one(TextField).text

    def _is_being_kept(self) -> bool:
        return self.query_one(TextField).read_only

    def _is_changed(self) -> bool:
        # What is shown may differ from what was written where it holds signs no terminal may see.
        return self._written() != safe(self.text)


def ask_until_kept(
    screen: ProjectScreen,
    dialog_of: Callable[[Callable[[str], None]], NoteDialog],
    operation: str | Callable[[], str],
    act: Callable[[str], Callable[[Writing], object]],
    then: Callable[[], None],
) -> None:
    """Ask for a note, write it, and go on when it is on disk.

    The dialog stands until then: what cannot be written can be copied out of it, or tried once more.

    Args:
        screen: Where it is asked.
        dialog_of: Makes the dialog with what it calls to keep what was written.
        operation: What writing it is called in the history; a function where that depends on what is done.
        act: Makes the act that writes a text.
        then: Called when it is on disk.
    """

    def keep(text: str) -> None:
        called = operation if isinstance(operation, str) else operation()
        screen.hand_over(called, act(text), kept, not_kept)

    def kept(_result: object) -> None:
        dialog.dismiss()
        then()

    def not_kept(error: CoderError) -> None:
        dialog.go_on_writing()
        show_error(dialog, error)

    dialog = dialog_of(keep)
    screen.app.push_screen(dialog)
