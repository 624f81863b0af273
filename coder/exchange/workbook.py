"""Excel and OpenDocument workbooks as tables of text."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from coder.domain.errors import Problem, UnusableInputError, WrongUseError
from coder.exchange.table import EmptyFileError, Table, column_letter, table_from_records
from coder.exchange.workbook_marks import CellMark, Marks, marks_of
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_BYTES_UNPACKED = 1_000_000_000
"""A workbook that unpacks to more is refused: 100 000 answers of a page each stay far below."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXACT_BELOW = 1e15
"""Excel keeps 15 digits of a number; what a longer one said is lost."""

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
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
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _refuse_what_is_no_workbook(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            chosen, notices = _choose_sheet(workbook, path.name, sheet)
            grid = _Grid(path.name, chosen)
        marks = Marks() if path.suffix.lower() == ".ods" else marks_of(path, chosen.name)
    except PasswordError as error:
        raise LockedWorkbookError(path.name) from error
    except (CalamineError, zipfile.BadZipFile, ParseError) as error:
        raise BrokenWorkbookError(path.name) from error
    table = table_from_records(path.name, grid.records(), notices)
    return _with_marks(table, grid, marks)


def sheet_names(path: Path) -> list[str]:
    """Return the names of a workbook's sheets."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    except CalamineError as error:
        raise BrokenWorkbookError(path.name) from error


def _refuse_what_is_no_workbook(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(_OLE))
        if start == _OLE:
            encrypted = _ENCRYPTED in start + file.read()
            raise LockedWorkbookError(path.name) if encrypted else OldWorkbookError(path.name)
    if not start:
        raise EmptyFileError(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise BrokenWorkbookError(path.name) from error
    if size > MOST_BYTES_UNPACKED:
        raise OversizedWorkbookError(path.name, size)


def _choose_sheet(
    workbook: CalamineWorkbook, name: str, wanted: str | None
) -> tuple[CalamineSheet, list[str]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in sheets]
    if wanted is not None:
        if wanted not in names:
            raise UnknownSheetError(name, wanted, names)
        return workbook.get_sheet_by_name(wanted), []
    for one in sheets:
        sheet = workbook.get_sheet_by_name(one.name) if one.visible == SheetVisibleEnum.Visible else None
        if sheet is None or sheet.start is None:
            continue
        if len(names) == 1:
            return sheet, []
        notice = _("Sheet {sheet} was read. The workbook has: {sheets}.")
        return sheet, [notice.format(sheet=one.name, sheets=", ".join(names))]
    raise EmptyFileError(name)


class _Grid:
    """The cells of a sheet as text, and the problems that only typed cells show."""

    def __init__(self, name: str, sheet: CalamineSheet) -> None:
        if sheet.start is None:
            raise EmptyFileError(name)
        self.name = name
        self.first_column = sheet.start[1]
        self.merged: list[Range] = sheet.merged_cell_ranges or []
        self.overlong: list[tuple[int, int]] = []
        self.rows = [self._texts(row, cells) for row, cells in enumerate(sheet.iter_rows())]

    def _texts(self, row: int, cells: Sequence[Cell]) -> list[str]:
        return [
            cell if type(cell) is str else self._text(row, place, cell) for place, cell in enumerate(cells)
        ]

    def _text(self, row: int, place: int, cell: Cell) -> str:
        if isinstance(cell, (int, float)) and not -_EXACT_BELOW < cell < _EXACT_BELOW:
            self.overlong.append((row, self.first_column + place))
        return _as_text(cell)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        for row, cells in enumerate(self.rows):
            yield row + 1, cells

    def header_row(self) -> int:
        return next((row for row, cells in enumerate(self.rows) if any(cell.strip() for cell in cells)), 0)

    def shown(self, row: int, column: int) -> str:
        """Return what stands in a cell, "" outside the filled area; both counted from 0, column A first."""
        place = column - self.first_column
        if row >= len(self.rows) or not 0 <= place < len(self.rows[row]):
            return ""
        return self.rows[row][place]

    def column_name(self, column: int) -> str:
        return self.shown(self.header_row(), column).strip() or column_letter(column)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        # Excel shows and keeps 15 digits: 0.1 + 0.2 is 0.3 there.
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def _with_marks(table: Table, grid: _Grid, marks: Marks) -> Table:
    header = grid.header_row()
    problems = [
        *table.problems,
        *_overlong_numbers(grid),
        *_merged_cells(grid, header),
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


def _merged_cells(grid: _Grid, header: int) -> Iterator[Problem]:
    for (top, left), (bottom, right) in grid.merged:
        if not grid.shown(top, left).strip():
            continue
        cells = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
        if top <= header:
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
    column = 0
    for letter in mark.letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return grid.column_name(column - 1)
