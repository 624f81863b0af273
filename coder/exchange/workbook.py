"""Excel and OpenDocument workbooks as tables of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from coder.documents.contained import contained
from coder.documents.sparse_rows import each_row
from coder.domain.errors import CoderError, Problem, UnusableInputError, WrongUseError
from coder.exchange import workbook_cells
from coder.exchange.table import EmptyFileError, Table, column_letter, table_from_records
from coder.exchange.workbook_cells import MOST_BYTES_UNPACKED, sheet_cells
from coder.exchange.workbook_marks import CellMark, Marks
from coder.messages import _, ngettext
from coder.text.letters import place_of

Range = tuple[tuple[int, int], tuple[int, int]]


class BrokenWorkbookError(UnusableInputError):
    """Not a workbook, or not a whole one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{file} is not a whole workbook; it may have been cut off on its way. Fetch or save it again."
            ).format(file=name)
        )


class LockedWorkbookError(UnusableInputError):
    """A workbook that opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} is protected by a password. Open it in Excel and save a copy without one.").format(
                file=name
            )
        )


class OldWorkbookError(UnusableInputError):
    """The Excel format of before 2007 under a new name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} is in an old Excel format. Open it in Excel and save it as XLSX.").format(file=name)
        )


class OversizedWorkbookError(UnusableInputError):
    """A small file that unpacks to an enormous one."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            _(
                "{file} would take {size} MB unpacked; at most {most} MB are read. Save the sheet as CSV."
            ).format(file=name, size=size // 1_000_000, most=MOST_BYTES_UNPACKED // 1_000_000)
        )


class UnknownSheetError(WrongUseError):
    """A sheet that the workbook does not have."""

    def __init__(self, name: str, sheet: str, sheets: Sequence[str]) -> None:
        super().__init__(
            _("{file} has no sheet {sheet}. It has: {sheets}.").format(
                file=name, sheet=sheet, sheets=", ".join(sheets)
            )
        )


def read_workbook(path: Path, *, sheet: str | None = None) -> Table:
    """Read one sheet of a workbook: the one named, else the first visible one that is not empty."""
    cells = contained(sheet_cells, path, sheet)
    if "trouble" in cells:
        raise workbook_trouble(path.name, sheet, cells)
    notices = []
    if sheet is None and len(cells["sheets"]) > 1:
        notice = _("Sheet {sheet} was read. The workbook has: {sheets}.")
        notices.append(notice.format(sheet=cells["sheet"], sheets=", ".join(cells["sheets"])))
    grid = _Grid(path.name, cells)
    table = table_from_records(path.name, grid.records(), notices)
    return replace(_with_marks(table, grid, Marks.from_plain(cells["marks"])), sheets=tuple(cells["sheets"]))


def workbook_trouble(name: str, sheet: str | None, said: dict[str, Any]) -> CoderError:
    """Return what is wrong with a workbook, as ``sheet_cells`` says it, as an error with a sentence."""
    match said["trouble"]:
        case workbook_cells.LOCKED:
            return LockedWorkbookError(name)
        case workbook_cells.OLD:
            return OldWorkbookError(name)
        case workbook_cells.EMPTY:
            return EmptyFileError(name)
        case workbook_cells.OVERSIZED:
            return OversizedWorkbookError(name, said["size"])
        case workbook_cells.NO_SUCH_SHEET:
            return UnknownSheetError(name, sheet or "", said["sheets"])
    return BrokenWorkbookError(name)


class _Grid:
    """The cells of a sheet as text, and the problems that only typed cells show."""

    def __init__(self, name: str, cells: dict[str, Any]) -> None:
        self.name = name
        self.rows = each_row(cells["rows"])
        self.header = next((row for row, cells in enumerate(self.rows) if "".join(cells).strip()), 0)
        self.first_column: int = cells["first_column"]
        self.merged: list[Range] = cells["merged"]
        self.overlong: list[tuple[int, int]] = cells["overlong"]

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the rows, the header as wide as the sheet and what stands below at least to its last name."""
        width, named = max(map(len, self.rows), default=0), len(self.rows[self.header]) if self.rows else 0
        for row, cells in enumerate(self.rows):
            least = width if row == self.header else named
            is_short = 0 < len(cells) < least
            yield row + 1, [*cells, *[""] * (least - len(cells))] if is_short else cells

    def shown(self, row: int, column: int) -> str:
        """Return what stands in a cell, "" outside the filled area; both counted from 0, column A first."""
        place = column - self.first_column
        if row >= len(self.rows) or not 0 <= place < len(self.rows[row]):
            return ""
        return self.rows[row][place]

    def column_name(self, column: int) -> str:
        return self.shown(self.header, column).strip() or column_letter(column)


def _with_marks(table: Table, grid: _Grid, marks: Marks) -> Table:
    problems = [
        *table.problems,
        *_overlong_numbers(grid),
        *_merged_cells(grid),
        *(_error_problem(grid, mark) for mark in marks.errors),
        *(_formula_problem(grid, mark) for mark in marks.never_calculated),
    ]
    notices = table.notices
    if marks.calculated:
        first = marks.calculated[0]
        notice = ngettext(
            "{number} cell holds a formula; its calculated value was taken ({cell}).",
            "{number} cells hold formulas; their calculated values were taken (the first is {cell}).",
            len(marks.calculated),
        )
        notices = (*notices, notice.format(number=len(marks.calculated), cell=f"{first.letters}{first.row}"))
    return replace(table, notices=notices, problems=tuple(sorted(problems, key=lambda one: one.row or 0)))


def _overlong_numbers(grid: _Grid) -> Iterator[Problem]:
    for row, column in grid.overlong:
        yield Problem(
            grid.name,
            row + 1,
            grid.column_name(column),
            _(
                "a number of more than 15 digits, of which Excel has lost the last. "
                "Enter it as text, or take it from where it came."
            ),
        )


def _merged_cells(grid: _Grid) -> Iterator[Problem]:
    for (top, left), (bottom, right) in grid.merged:
        if not grid.shown(top, left).strip():
            continue
        cells = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
        if top <= grid.header:
            what = _(
                "cells {cells} in the header are merged. Unmerge them, so that each column has one name."
            )
        else:
            what = _(
                "cells {cells} are merged, so all but the first look blank. Unmerge them and fill each in."
            )
        yield Problem(grid.name, top + 1, grid.column_name(left), what.format(cells=cells))


def _error_problem(grid: _Grid, mark: CellMark) -> Problem:
    what = _("the cell shows the error {error}. Put the right value there, or clear it.")
    return Problem(grid.name, mark.row, _column_of(grid, mark), what.format(error=mark.shown or "#"))


def _formula_problem(grid: _Grid, mark: CellMark) -> Problem:
    what = _("the formula was never calculated. Open the workbook in Excel and save it.")
    return Problem(grid.name, mark.row, _column_of(grid, mark), what)


def _column_of(grid: _Grid, mark: CellMark) -> str:
    return grid.column_name(place_of(mark.letters))
