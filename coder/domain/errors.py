"""Errors the person at the keyboard can put right, and the kinds that decide the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from coder.messages import _, ngettext

ROWS_LISTED = 20
"""How many rows a problem that comes again names before it only counts them."""


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


class PassingFailureError(EnvironmentFailedError):
    """It may be over in a moment: what was to be done may be sent again."""


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
        return _told(self, [] if self.row is None else [self.row])


class ProblemsError(UnusableInputError):
    """A file with problems: all of them are listed, and nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem_lines(self.problems)))


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """Tell problems in their order, a line each; the same one in several rows is told once, with its rows."""
    rows: dict[Problem, list[int]] = {}
    for problem in problems:
        found = rows.setdefault(replace(problem, row=None), [])
        if problem.row is not None:
            found.append(problem.row)
    return [_told(problem, found) for problem, found in rows.items()]


def _told(problem: Problem, rows: Sequence[int]) -> str:
    place = problem.file
    if rows:
        listed = ", ".join(map(str, rows[:ROWS_LISTED]))
        more = len(rows) - ROWS_LISTED
        if more > 0:
            listed += " " + _("and {n} more").format(n=more)
        place += ", " + ngettext("row {row}", "rows {row}", len(rows)).format(row=listed)
    if problem.column is not None:
        place += ", " + _("column {column}").format(column=problem.column)
    return f"{place}: {problem.what}"
