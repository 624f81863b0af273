"""All sheets of a workbook, or a delimited file as the only one, each cell as text in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.documents.contained import contained
from coder.documents.sparse_rows import each_row
from coder.domain.errors import Problem, ProblemsError
from coder.exchange.coded_workbook.cells import every_sheet
from coder.exchange.delimited import delimited_records
from coder.exchange.table import column_letter
from coder.exchange.table_file import DELIMITED, WORKBOOKS, UnknownFormatError
from coder.exchange.workbook import Range, workbook_trouble
from coder.exchange.workbook_marks import CellMark, Marks
from coder.messages import _, ngettext
from coder.text.letters import place_of

# What PostgreSQL (NUL) and UTF-8 (half a surrogate pair) cannot hold.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_NO_MARKS = Marks()


@dataclass(frozen=True)
class CodedSheet:
    """One sheet; ``rows[r][c]``, if the row goes so far, is the cell in row r + 1, c columns after A."""

    file: str
    name: str
    """Empty for a delimited file."""
    rows: Sequence[Sequence[str]]
    is_hidden: bool = False
    merged: tuple[Range, ...] = ()
    hidden_rows: int = 0
    """Rows that a filter or a person has hidden."""
    marks: Marks = _NO_MARKS
    overlong: frozenset[tuple[int, int]] = frozenset()
    """Cells (row, column, from 0) with a number of which Excel has lost digits."""

    def cell(self, row: int, column: int) -> str:
        """Return what stands in a cell, both counted from 0; empty outside the filled area."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]

    def filled_rows(self, first: int) -> Iterator[int]:
        """Yield the rows from one on, counted from 0, in which any cell may be filled."""
        return (row for row in range(first, len(self.rows)) if self.rows[row])

    def place(self, row: int, column: int) -> str:
        """Return where a cell is, as a spreadsheet says it: ``Ark1!D14``; both counted from 0."""
        cell = f"{column_letter(column)}{row + 1}"
        return f"{self.name}!{cell}" if self.name else cell

    @property
    def where(self) -> str:
        """The file and the sheet, for a list of problems."""
        if not self.name:
            return self.file
        return _("{file}, sheet {sheet}").format(file=self.file, sheet=self.name)

    def problem(self, row: int | None, column: int | None, what: str) -> Problem:
        """Return a problem in a cell, both counted from 0."""
        letter = None if column is None else column_letter(column)
        return Problem(self.where, None if row is None else row + 1, letter, what)


def sheets_in(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None
) -> tuple[CodedSheet, ...]:
    """Read a workbook or a delimited file whole.

    Raises:
        UnusableInputError: If there is nothing to read in it.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        said = contained(every_sheet, path)
        if "trouble" in said:
            raise workbook_trouble(path.name, None, said)
        return tuple(_sheet(path.name, one) for one in said["sheets"])
    if suffix not in DELIMITED:
        raise UnknownFormatError(path)
    problems: list[Problem] = []
    records, _notices = delimited_records(path, problems, encoding=encoding, delimiter=delimiter)
    rows = [list(cells) for _number, cells in records]
    if problems:
        raise ProblemsError(problems)
    return (CodedSheet(path.name, "", rows),)


def cell_problems(sheet: CodedSheet, first_row: int, columns: frozenset[int]) -> Iterator[Problem]:
    """Yield what is wrong with single cells from a row on, in columns that are read: errors, merged cells."""
    for mark in sheet.marks.errors:
        if _is_read(mark, first_row, columns):
            what = _("the cell shows the error {error}. Put the right value there, or clear it.")
            yield sheet.problem(mark.row - 1, place_of(mark.letters), what.format(error=mark.shown or "#"))
    for mark in sheet.marks.never_calculated:
        if _is_read(mark, first_row, columns):
            what = _("the formula was never calculated. Open the workbook in Excel and save it.")
            yield sheet.problem(mark.row - 1, place_of(mark.letters), what)
    for (top, left), (bottom, right) in sheet.merged:
        if top >= first_row and left in columns and sheet.cell(top, left).strip():
            cells = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            what = _(
                "cells {cells} are merged, so all but the first look blank. Unmerge them and fill each in."
            )
            yield sheet.problem(top, left, what.format(cells=cells))
    for row, column in sorted(sheet.overlong):
        if row >= first_row and column in columns:
            what = _(
                "a number of more than 15 digits, of which Excel has lost the last. "
                "Enter it as text, or take it from where it came."
            )
            yield sheet.problem(row, column, what)


def unstorable_problems(sheet: CodedSheet, row: int, columns: frozenset[int]) -> Iterator[Problem]:
    """Yield the cells of a row that no database can hold."""
    cells = sheet.rows[row]
    if not _UNSTORABLE.search("".join(cells)):
        return
    for column in sorted(columns):
        found = _UNSTORABLE.search(sheet.cell(row, column))
        if found:
            what = _(
                "the text holds a character that cannot be stored (U+{code:04X}). Remove it and import again."
            )
            yield sheet.problem(row, column, what.format(code=ord(found[0])))


def sheet_notices(sheet: CodedSheet) -> Iterator[str]:
    """Yield what a person may not expect of a sheet that is read: formulas, filtered rows."""
    calculated = sheet.marks.calculated
    if calculated:
        first = f"{calculated[0].letters}{calculated[0].row}"
        notice = ngettext(
            "Sheet {sheet}: {number} cell holds a formula; its calculated value is taken ({cell}).",
            "Sheet {sheet}: {number} cells hold formulas; their calculated values are taken (first: {cell}).",
            len(calculated),
        )
        yield notice.format(sheet=sheet.name, number=len(calculated), cell=first)
    if sheet.hidden_rows:
        notice = ngettext(
            "Sheet {sheet}: {number} row is hidden, by a filter or by hand; it is read too.",
            "Sheet {sheet}: {number} rows are hidden, by a filter or by hand; they are read too.",
            sheet.hidden_rows,
        )
        yield notice.format(sheet=sheet.name, number=sheet.hidden_rows)


def _sheet(file: str, said: dict[str, Any]) -> CodedSheet:
    first: int = said["first_column"]
    rows = each_row(said["rows"])
    return CodedSheet(
        file,
        str(said["name"]),
        [[""] * first + list(row) if row else row for row in rows] if first else rows,
        is_hidden=bool(said["hidden"]),
        merged=tuple(((a, b), (c, d)) for (a, b), (c, d) in said["merged"]),
        hidden_rows=int(said["hidden_rows"]),
        marks=Marks.from_plain(said["marks"]),
        overlong=frozenset((row, column) for row, column in said["overlong"]),
    )


def _is_read(mark: CellMark, first_row: int, columns: frozenset[int]) -> bool:
    return mark.row - 1 >= first_row and place_of(mark.letters) in columns
