"""Errors the person at the keyboard can put right, and the kinds that decide the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from coder.messages import _


class CoderError(Exception):
    """Something the user can mend; its text says what happened and what to do."""

    exit_code: ClassVar[int] = 3


class WrongUseError(CoderError):
    """A command, question, code or respondent that does not exist, or a missing project."""

    exit_code = 2


class UnusableInputError(CoderError):
    """Input that cannot be taken; nothing was changed."""

    exit_code = 3


class EnvironmentFailedError(CoderError):
    """The disk, the lock or the server failed; nothing is half-done."""

    exit_code = 4


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do about it.

    ``row`` is the row as the user sees it in a spreadsheet or editor, from 1 (the header row is 1); None
    where the whole file is meant. ``column`` is the column's header, or None.
    """

    file: str
    row: int | None
    column: str | None
    what: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += ", " + _("row {row}").format(row=self.row)
        if self.column is not None:
            place += ", " + _("column {column}").format(column=self.column)
        return f"{place}: {self.what}"


class ProblemsError(UnusableInputError):
    """A file with problems: all of them are listed, and nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
