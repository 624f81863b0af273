"""Asking for a file to write to: a suggested name, and whether one that is there is written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from coder.messages import _
from coder.text.safe import safe_line
from coder.tui.dialogs.typed_questions import Dialog, TextDialog
from coder.tui.keys.key_binding import hidden, key
from coder.tui.pieces.text_line import TextLine

if TYPE_CHECKING:
    from coder.tui.project_screen import ProjectScreen

_LONGEST_NAME = 50
"""Letters of a question or a project in the name of a file."""


class FileNameDialog(TextDialog):
    """Asks for the name of a file; what is typed stands in place of the name that is suggested."""

    BINDINGS: ClassVar[list[BindingType]] = [*TextDialog.BINDINGS]

    def on_mount(self) -> None:
        self.query_one(TextLine).action_select_all()


class WriteOverDialog(Dialog[bool]):
    """Asks whether a file is written over; Enter, pressed once too often, leaves it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "answer(True)", _("write over"), _("Yes, the file that is there is gone then")),
        key("escape", "answer(False)", _("no"), _("No, do nothing"), shown_as="Esc"),
        hidden("enter", "answer(False)", _("No, do nothing"), shown_as="⏎"),
    ]

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


def file_name(named: str, suffix: str = ".docx") -> str:
    """Return what a file may be called: no sign that a file's name cannot have.

    >>> file_name("hva/skal til_tabell")
    'hva_skal_til_tabell.docx'
    """
    return "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in named) + suffix


def in_file_name(of: str) -> str:
    """Return a question or a project as it stands in the name of a file: what tells files apart has room."""
    return of[:_LONGEST_NAME].rstrip()


def written_to(screen: ProjectScreen, file: Path) -> str:
    """Return how a written file is told of: in a browser by its name, for it is among the downloads."""
    return file.name if screen.workbench.tray else str(file)


def ask_file(screen: ProjectScreen, asked: str, suggested: str, write: Callable[[Path], None]) -> None:
    """Ask for a file, and whether it is written over where it is there; then write."""

    def answered(typed: str | None) -> None:
        if typed is None or not typed.strip():
            return
        named = Path(typed.strip())
        ask_over(screen, named if screen.workbench.tray else named.expanduser().absolute(), write)

    screen.app.push_screen(FileNameDialog(asked, suggested), answered)


def ask_over(screen: ProjectScreen, file: Path, write: Callable[[Path], None]) -> None:
    """Ask whether a file is written over where it is there; then write. In a browser it is a download."""
    tray = screen.workbench.tray
    if tray is not None:
        write(tray.place_for(file.name))
        return
    if not file.exists():
        write(file)
        return
    again = _("«{file}» is there already. Write over it?").format(file=safe_line(file.name))
    screen.app.push_screen(WriteOverDialog(again), lambda yes: write(file) if yes else None)
