"""How many there are in each level of a variable, from a file."""

from __future__ import annotations

import re
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError
from coder.exchange.table_file import read_table
from coder.messages import _

_BLANKS = re.compile(r"[\s\u00a0\u202f]")


def population_of(path: Path) -> tuple[tuple[str, int], ...]:
    """Read a file of two columns: a level (``total`` for all), and how many there are.

    Raises:
        UnusableInputError: If there is no such table.
        ProblemsError: If a row has no whole number; all are told.
    """
    table = read_table(path)
    found: list[tuple[str, int]] = []
    problems = list(table.problems)
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        level, size = row[0].strip(), _BLANKS.sub("", row[1] if len(row) > 1 else "")
        if size.isascii() and size.isdecimal():
            found.append((level, int(size)))
        else:
            column = table.columns[1] if len(table.columns) > 1 else None
            what = _("«{value}» is not how many there are: write a whole number.").format(value=size)
            problems.append(Problem(table.name, number, column, what))
    if problems:
        raise ProblemsError(problems)
    return tuple(found)
