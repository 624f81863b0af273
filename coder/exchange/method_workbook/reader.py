"""Reading the workbook of the method: what stands in it now, row by row, and what it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from coder.documents.contained import contained
from coder.domain.coding import CodedState
from coder.domain.errors import Problem, UnusableInputError
from coder.exchange.coded_workbook.sheets import CodedSheet, cell_problems, sheets_in, unstorable_problems
from coder.exchange.method_workbook.base import (
    SHEET,
    DamagedBaseError,
    NewerBaseError,
    WorkbookBase,
    base_in,
    is_base,
)
from coder.exchange.method_workbook.cells import sheet_names
from coder.exchange.method_workbook.layout import (
    Column,
    code_header,
    code_number_of,
    column_of,
    done_of,
    fingerprint,
    header,
    parsed_key,
)
from coder.exchange.method_workbook.list import ReadCode, read_list
from coder.exchange.table_file import WORKBOOKS
from coder.messages import _
from coder.text.formula_guard import unguarded

_KEY = 45
"""Characters of a hidden key."""
_HEADER_WITHIN = 50
"""Rows from the top in which the headers are looked for."""


class NotAMethodWorkbookError(UnusableInputError):
    """A workbook without what is needed to read it back."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{file} is not a workbook made by coder export xlsx, or its hidden sheet is gone. "
                "Copy what was coded into the workbook that was made, and read that one."
            ).format(file=name)
        )


class DamagedWorkbookError(UnusableInputError):
    """A workbook of the method whose memory is not what it was."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "The hidden sheet of {file}, which says what was coded before, is damaged. "
                "Export the workbook again and copy the codes into it."
            ).format(file=name)
        )


class NewerWorkbookError(UnusableInputError):
    """A workbook of the method from a later version of the program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} was made by a newer version of this program. Install that one to read it.").format(
                file=name
            )
        )


class MissingColumnError(UnusableInputError):
    """A column without which rows cannot be told."""

    def __init__(self, sheet: str, column: str) -> None:
        super().__init__(
            _(
                "Sheet {sheet} has no column {column} any more. Bring it back, or start from a new export."
            ).format(sheet=sheet, column=column)
        )


@dataclass(frozen=True)
class WrittenCode:
    """What stands in a cell for a code."""

    text: str
    column: int
    """The number of its column: 1 for the first code."""
    place: str
    """Sheet and cell."""


@dataclass(frozen=True)
class ReadRow:
    """One row of answers as it stands now."""

    row: int
    """As a spreadsheet counts."""
    place: str
    """Sheet and row, for people."""
    answer: str
    """A uid; empty for a row without its hidden key."""
    told: str
    """The fingerprint of the answer that was written; of the respondent where texts were left out."""
    is_same: bool
    """Whether that is what still stands there, but for blanks and line ends."""
    respondent: str
    wave: str
    text: str
    background: Mapping[str, str]
    """What stands in the columns of background variables, by name."""
    codes: tuple[WrittenCode, ...]
    note: str | None
    """None where there is no such column any more."""
    done: bool | None
    """What is said of being done; None where nothing is."""
    says_done: bool
    """Whether there still is a column to say so."""
    coder: str


@dataclass(frozen=True)
class MethodWorkbook:
    """A workbook of the method as it came back."""

    file: str
    base: WorkbookBase
    rows: tuple[ReadRow, ...]
    codes: tuple[ReadCode, ...]
    lost_columns: frozenset[int]
    """The numbers of the columns of codes that were written and are gone."""
    problems: tuple[Problem, ...] = ()


def state_said(read: ReadRow, was: CodedState, had: Set[object], has: Set[object]) -> CodedState:
    """Tell how far a coder has come by what a row says of it, and by its codes.

    A row in which codes were set is done unless it says «no»; a mark that was taken away reopens.

    Args:
        read: The row.
        was: How far the coder had come when the workbook was made.
        had: The codes then.
        has: The codes now.
    """
    if read.done:
        return CodedState.DONE
    if read.done is not None or (was is CodedState.DONE and read.says_done):
        return CodedState.STARTED if has or was is not CodedState.UNTOUCHED else was
    return CodedState.DONE if has and has != had else was


def is_method_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook of the method.

    Raises:
        UnusableInputError: If it is a workbook that cannot even be opened.
    """
    return path.suffix.lower() in WORKBOOKS and SHEET in contained(sheet_names, path)


def read_method_workbook(path: Path) -> MethodWorkbook:
    """Read a workbook of the method, however its rows, columns and sheets were moved.

    Raises:
        UnusableInputError: If it is none, is damaged, or lacks a column without which rows cannot be told.
    """
    sheets = sheets_in(path)
    base = _base(path.name, sheets)
    rows: list[ReadRow] = []
    codes: list[ReadCode] = []
    problems: list[Problem] = []
    numbers: set[int] = set()
    for sheet in sheets:
        if is_base(sheet.rows):
            continue
        answers = _AnswerSheet.found(sheet, base)
        if answers is None:
            codes.extend(read_list(sheet, base))
            continue
        numbers.update(answers.codes.values())
        rows.extend(answers.rows())
        problems.extend(answers.problems())
    if not numbers:
        raise MissingColumnError(path.name, code_header(1, base.language))
    lost = frozenset(range(1, base.code_columns + 1)) - numbers
    return MethodWorkbook(path.name, base, tuple(rows), tuple(codes), lost, tuple(problems))


def _base(name: str, sheets: Sequence[CodedSheet]) -> WorkbookBase:
    for sheet in sheets:
        if is_base(sheet.rows):
            try:
                return base_in(sheet.rows)
            except NewerBaseError as error:
                raise NewerWorkbookError(name) from error
            except DamagedBaseError as error:
                raise DamagedWorkbookError(name) from error
    raise NotAMethodWorkbookError(name)


class _AnswerSheet:
    """A sheet of answers: where its columns are now."""

    def __init__(self, sheet: CodedSheet, base: WorkbookBase, top: int, key: int) -> None:
        self.sheet = sheet
        self.base = base
        self.top = top
        self.places: dict[Column, int] = {}
        self.background: dict[str, int] = {}
        headers = {variable.header: variable.name for variable in base.variables}
        self.codes: dict[int, int] = {}
        """The number of each column of codes by its place."""
        for place, cell in enumerate(sheet.rows[top]):
            number = code_number_of(cell)
            column = column_of(cell)
            if number is not None:
                self.codes[place] = number
            elif column is not None:
                self.places.setdefault(column, place)
            elif name := headers.get((unguarded(cell) if base.guard else cell).strip()):
                self.background.setdefault(name, place)
        self.places[Column.KEY] = key
        told = Column.RESPONDENT if base.without_text else Column.ANSWER
        if told not in self.places:
            raise MissingColumnError(sheet.name, header(told, base.language))
        self.told = self.places[told]

    @classmethod
    def found(cls, sheet: CodedSheet, base: WorkbookBase) -> _AnswerSheet | None:
        """Find the headers and the hidden keys; None for a sheet of something else."""
        for top, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
            if any(code_number_of(cell) is not None for cell in cells):
                key = _key_column(sheet, top)
                return None if key is None else cls(sheet, base, top, key)
        return None

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong in cells that are read."""
        columns = frozenset((*self.codes, *self.places.values()))
        columns -= {self.places.get(Column.THEME), self.places.get(Column.SUB_THEME)}
        yield from cell_problems(self.sheet, self.top + 1, columns)
        for row in self.sheet.filled_rows(self.top + 1):
            yield from unstorable_problems(self.sheet, row, columns)

    def rows(self) -> Iterator[ReadRow]:
        """Yield the rows that say anything."""
        for row in self.sheet.filled_rows(self.top + 1):
            key = parsed_key(self.sheet.cell(row, self.places[Column.KEY]))
            codes = tuple(self._codes(row))
            told = self._cell(row, self.told)
            if key is None and not codes and not told.strip():
                continue
            yield ReadRow(
                row=row + 1,
                place=f"{self.sheet.name}!{row + 1}",
                answer=key[0] if key else "",
                told=key[1] if key else "",
                is_same=key is not None and fingerprint(told) == key[1],
                respondent=self._of(row, Column.RESPONDENT),
                wave=self._of(row, Column.WAVE),
                text=self._of(row, Column.ANSWER),
                background={name: self._cell(row, place) for name, place in self.background.items()},
                codes=codes,
                note=self._of(row, Column.NOTE) if Column.NOTE in self.places else None,
                done=done_of(self._of(row, Column.DONE)),
                says_done=Column.DONE in self.places,
                coder=self._of(row, Column.CODER).strip(),
            )

    def _codes(self, row: int) -> Iterator[WrittenCode]:
        cells = self.sheet.rows[row]
        for place, number in self.codes.items():
            if place < len(cells) and cells[place].strip():
                yield WrittenCode(self._cell(row, place).strip(), number, self.sheet.place(row, place))

    def _of(self, row: int, column: Column) -> str:
        place = self.places.get(column)
        return "" if place is None else self._cell(row, place)

    def _cell(self, row: int, place: int) -> str:
        cell = self.sheet.cell(row, place)
        return unguarded(cell) if self.base.guard else cell


def _key_column(sheet: CodedSheet, top: int) -> int | None:
    """Return the column that holds the hidden keys, whatever stands over it; without any, by its header."""
    counted: Counter[int] = Counter()
    for cells in sheet.rows[top + 1 :]:
        counted.update(place for place, cell in enumerate(cells) if len(cell) == _KEY and parsed_key(cell))
    if counted:
        return counted.most_common(1)[0][0]
    headers = list(map(column_of, sheet.rows[top]))
    return headers.index(Column.KEY) if Column.KEY in headers else None
