"""The list of names nobody has decided about: written to be filled in, and read again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from coder.documents.whole_file import whole_file
from coder.documents.workbook import Sheet, write_workbook
from coder.domain.errors import Problem, ProblemsError
from coder.exchange.coded_workbook.names import written
from coder.exchange.coded_workbook.reading import UnknownName
from coder.exchange.loose_names import loosely
from coder.exchange.table_file import WORKBOOKS, read_table
from coder.messages import _

COLUMNS = ("written", "code", "count", "cell", "question", "nearest")
"""``code`` is to be filled in: codes parted by ``;``, ``+`` for a new one, ``-`` for none."""


def write_code_map(path: Path, names: Iterable[tuple[str, UnknownName]]) -> tuple[str, ...]:
    """Write names with their questions as a list to fill in: XLSX by the file's end, else CSV.

    Returns:
        What is to be told; mostly nothing.
    """
    rows = [
        (name.written, "", name.count, name.place, question, "; ".join(map(written, name.nearest)))
        for question, name in names
    ]
    if path.suffix.lower() in WORKBOOKS:
        return write_workbook(path, [Sheet("codes", COLUMNS, rows)])
    # A byte order mark and semicolons: so a Norwegian Excel opens it as columns.
    with whole_file(path) as new, new.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return ()


def read_code_map(path: Path) -> dict[str, str]:
    """Read what was filled in, by name; rows left blank are left out.

    Raises:
        ProblemsError: If it lacks its columns, or decides a name in two ways.
    """
    table = read_table(path)
    names = [column.strip().casefold() for column in table.columns]
    problems = list(table.problems)
    for needed in COLUMNS[:2]:
        if needed not in names:
            what = _("the column is missing. Give the file a column of that name.")
            problems.append(Problem(table.name, None, needed, what))
    if problems:
        raise ProblemsError(problems)
    decided: dict[str, str] = {}
    first: dict[str, str] = {}
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        name, code = (cells[names.index(column)].strip() for column in COLUMNS[:2])
        if not name or not code:
            continue
        if first.setdefault(loosely(name), code) != code:
            what = _("«{name}» is decided in another way above.").format(name=name)
            problems.append(Problem(table.name, number, "code", what))
        decided.setdefault(name, code)
    if problems:
        raise ProblemsError(problems)
    return decided
