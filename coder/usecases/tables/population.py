"""How many there are in each level of a variable, from a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError
from coder.exchange.table_file import read_table
from coder.messages import _

_BLANKS = re.compile(r"[\s\u00a0\u202f]")


def population_of(path: Path) -> tuple[tuple[str, int], ...]:
    """Read a file of two columns: a level (``total`` for all), and how many there are.

    The first row is a header, unless there is a number in it.

    Raises:
        UnusableInputError: If there is no such table.
        ProblemsError: If a row has no whole number, or a level stands twice; all are told.
    """
    table = read_table(path)
    rows = list(zip(table.row_numbers, table.rows, strict=True))
    if len(table.columns) > 1 and _is_size(_size_in(table.columns)):
        rows.insert(0, (1, table.columns))
    found: dict[str, int] = {}
    problems = list(table.problems)
    for number, row in rows:
        level, size = row[0].strip(), _size_in(row)
        if not _is_size(size):
            column = table.columns[1] if len(table.columns) > 1 else None
            what = _("«{value}» is not how many there are: write a whole number.").format(value=size)
            problems.append(Problem(table.name, number, column, what))
        elif level in found:
            what = _("«{code}» stands in the file twice. Take one away.").format(code=level)
            problems.append(Problem(table.name, number, table.columns[0], what))
        else:
            found[level] = int(size)
    if problems:
        raise ProblemsError(problems)
    return tuple(found.items())


def _size_in(row: Sequence[str]) -> str:
    return _BLANKS.sub("", row[1] if len(row) > 1 else "")


def _is_size(written: str) -> bool:
    return written.isascii() and written.isdecimal()
