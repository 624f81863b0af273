"""Choosing a file of codes for a question before its survey is imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import ProblemsError
from coder.messages import _
from coder.tui.dialogs.file import FileDialog
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.exchange.codebook.rows import CodebookFile

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".toml")


def ask_codebook(
    screen: ProjectScreen, question: str, folder: Path, take: Callable[[str, CodebookFile, str], None]
) -> None:
    """Ask for a file, and read it; what is wrong with it is told on the screen.

    Args:
        screen: Where it is asked.
        question: The column the codes are for.
        folder: Where looking for the file begins.
        take: Given the question, the codes read and the file's name.
    """

    def chosen(path: Path | None) -> None:
        if path is not None:
            screen.read_behind(lambda: _read(path), lambda file: take(question, file, path.name))

    asked = _("Codes for «{question}» from which file?").format(question=question)
    screen.app.push_screen(FileDialog(asked, folder, SUFFIXES), chosen)


def _read(path: Path) -> CodebookFile:
    from coder.usecases.codebook.importing import read_codebook

    file = read_codebook(path)
    if file.problems:
        raise ProblemsError(file.problems)
    return file
