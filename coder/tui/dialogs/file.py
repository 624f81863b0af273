"""A file chosen over a screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.messages import _
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.files.file_picker import FilePicker

FILE_DIALOG_KEYS: list[Binding] = [
    take(_("open"), _("Open the highlighted file or folder"), "choose"),
    *UP_AND_DOWN,
    *BY_PAGE,
    GIVE_UP,
]


class FileDialog(Dialog[Path | None]):
    """Asks for a file; None where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [*FILE_DIALOG_KEYS]
    DEFAULT_CSS = """
    FileDialog FilePicker { height: auto; }
    """

    def __init__(self, asked: str, folder: Path, suffixes: Sequence[str]) -> None:
        super().__init__(asked)
        self.folder = folder
        self.suffixes = suffixes

    def compose_answer(self) -> ComposeResult:
        yield FilePicker(self.folder, self.suffixes)

    def on_file_picker_chosen(self, message: FilePicker.Chosen) -> None:
        self.dismiss(message.path)

    def action_move(self, step: int) -> None:
        self.query_one(FilePicker).move(step)

    def action_choose(self) -> None:
        self.query_one(FilePicker).choose()

    def action_give_up(self) -> None:
        self.dismiss(None)
