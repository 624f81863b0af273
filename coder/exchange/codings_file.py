"""Codings files: one row per coding or excerpt, as CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.whole_file import whole_file
from coder.documents.workbook import Sheet, write_workbook
from coder.domain.coding import CodedState
from coder.domain.errors import Problem, WrongUseError
from coder.messages import _
from coder.text.csv_lines import write_csv

if TYPE_CHECKING:
    from coder.exchange.table import Table

COLUMNS = ("respondent_id", "wave", "theme", "code", "coder", "start", "end", "state")
_NEEDED = ("respondent_id", "code")
_ONLY_HERE = frozenset({"start", "end", "state"})
_STATES = {state.value: state for state in (CodedState.STARTED, CodedState.DONE)}


@dataclass(frozen=True, slots=True)
class CodingRow:
    """That a coder gave an answer a code, on an excerpt or on all of it; without a code, the state alone."""

    respondent_id: str
    wave: str | None
    """None where the file does not say."""
    theme: str
    """The names above the code, joined by ``>``; empty at the top."""
    code: str
    coder: str | None
    """None where the file has no such column."""
    start: int | None = None
    end: int | None = None
    state: CodedState | None = None
    """None where the file does not say."""
    row: int | None = None
    """The row in the file it was read from."""


@dataclass(frozen=True)
class CodingsFile:
    """What stood in a codings file: the good rows, and everything that was wrong."""

    name: str
    rows: tuple[CodingRow, ...]
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


class CodingsFormatError(WrongUseError):
    """A file name that says neither CSV nor XLSX."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("«{path}»: codings are written as CSV or XLSX. End the name in .csv or .xlsx.").format(
                path=path
            )
        )


def codings_in(table: Table, only_coder: str | None = None) -> CodingsFile:
    """Read the rows of a table as codings, of all coders or of one.

    Args:
        table: The file as text.
        only_coder: Leave the rows of all others aside, unread.
    """
    return _Reader(table, only_coder).read()


def is_codings_header(cells: Iterable[str]) -> bool:
    """Tell whether a header is that of a codings file, which says where excerpts stand or what is done."""
    names = {cell.strip().casefold() for cell in cells}
    return names.issuperset(_NEEDED) and not names.isdisjoint(_ONLY_HERE)


def check_format(path: Path) -> None:
    """Refuse a file name that codings cannot be written to.

    Raises:
        CodingsFormatError: If it ends in neither .csv nor .xlsx.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise CodingsFormatError(path)


def write_codings(path: Path, rows: Iterable[CodingRow], *, formula_guard: bool = False) -> tuple[str, ...]:
    """Write codings whole or not at all; the name's end says which format.

    Args:
        path: Where to.
        rows: In the order wanted.
        formula_guard: In CSV, put ' before text that a spreadsheet would take for a formula. This changes
            the text.

    Returns:
        What is to be told: what a workbook could not hold; mostly nothing.

    Raises:
        CodingsFormatError: If it ends in neither .csv nor .xlsx.
        CannotWriteFileError: If the file cannot be written.
    """
    check_format(path)
    if path.suffix.lower() == ".xlsx":
        return write_workbook(path, [Sheet("codings", COLUMNS, map(_cells, rows))])
    with whole_file(path) as new:
        write_csv(new, COLUMNS, map(_cells, rows), formula_guard=formula_guard)
    return ()


def _cells(row: CodingRow) -> tuple[str | int | None, ...]:
    state = row.state.value if row.state else ""
    return (
        row.respondent_id,
        row.wave or "",
        row.theme,
        row.code,
        row.coder or "",
        row.start,
        row.end,
        state,
    )


class _Reader:
    """Reads rows one by one and gathers what is wrong with them."""

    def __init__(self, table: Table, only_coder: str | None) -> None:
        self._table = table
        self._only_coder = None if only_coder is None else only_coder.strip()
        self._problems: list[Problem] = list(table.problems)
        self._places = table.places(COLUMNS)
        self._once: dict[str, str] = {}
        """Each text that was read: a million rows name the same few codes."""

    def read(self) -> CodingsFile:
        notices = [*self._table.notices, *self._ignored_columns()]
        missing = self._missing_columns()
        rows = [] if missing else list(self._rows())
        if self._only_coder is not None and not missing and not rows and not self._problems:
            self._problem(
                None,
                "coder",
                _("no row is by «{coder}». Look at --only-coder.").format(coder=self._only_coder),
            )
        return CodingsFile(self._table.name, tuple(rows), tuple(self._problems), tuple(notices))

    def _missing_columns(self) -> bool:
        needed = [*_NEEDED, *(["coder"] if self._only_coder is not None else [])]
        missing = [name for name in needed if name not in self._places]
        for name in missing:
            self._problem(None, name, _("the column is missing. Give the file a column of that name."))
        return bool(missing)

    def _ignored_columns(self) -> Iterator[str]:
        unread = [
            column for place, column in enumerate(self._table.columns) if place not in self._places.values()
        ]
        if unread:
            yield _("{file}: these columns are not read: {columns}.").format(
                file=self._table.name, columns=", ".join(f"«{column}»" for column in unread)
            )

    def _rows(self) -> Iterator[CodingRow]:
        for number, cells in zip(self._table.row_numbers, self._table.rows, strict=True):
            if self._only_coder is not None and self._cell(cells, "coder").strip() != self._only_coder:
                continue
            row = self._row(number, cells)
            if row is not None:
                yield row

    def _row(self, number: int, cells: Sequence[str]) -> CodingRow | None:
        before = len(self._problems)
        respondent_id = self._cell(cells, "respondent_id")
        if not respondent_id.strip():
            self._problem(number, "respondent_id", _("the cell is empty. Say whose answer it is."))
        theme, code = self._cell(cells, "theme").strip(), self._cell(cells, "code").strip()
        if theme and not code:
            self._problem(number, "code", _("there is a theme but no code. Name the code, or empty both."))
        start, end = self._span(number, cells, code)
        coder = self._cell(cells, "coder").strip() if "coder" in self._places else None
        if coder == "":
            self._problem(number, "coder", _("the cell is empty. Name the coder."))
        state = self._state(number, cells)
        if len(self._problems) > before:
            return None
        wave = self._cell(cells, "wave") if "wave" in self._places else None
        once = self._once.setdefault
        return CodingRow(
            once(respondent_id, respondent_id),
            None if wave is None else once(wave, wave),
            once(theme, theme),
            once(code, code),
            None if coder is None else once(coder, coder),
            start,
            end,
            state,
            number,
        )

    def _span(self, number: int, cells: Sequence[str], code: str) -> tuple[int | None, int | None]:
        start, end = self._offset(number, cells, "start"), self._offset(number, cells, "end")
        given = [name for name in ("start", "end") if self._cell(cells, name).strip()]
        if len(given) == 1:
            missing = "end" if given == ["start"] else "start"
            self._problem(number, missing, _("the cell is empty. An excerpt has both start and end."))
        elif given and not code:
            self._problem(number, "code", _("there is an excerpt but no code. Name the code."))
        elif start is not None and end is not None and start >= end:
            self._problem(
                number,
                "end",
                _("the excerpt {start}–{end} is empty: end must be greater than start.").format(
                    start=start, end=end
                ),
            )
        return start, end

    def _offset(self, number: int, cells: Sequence[str], name: str) -> int | None:
        written = self._cell(cells, name).strip()
        if not written:
            return None
        # More digits than any text has characters would not fit a database's integers.
        if written.isascii() and written.isdecimal() and len(written) <= 9:
            return int(written)
        self._problem(
            number,
            name,
            _("«{cell}» is no position. Write a whole number, counted from 0.").format(cell=written[:40]),
        )
        return None

    def _state(self, number: int, cells: Sequence[str]) -> CodedState | None:
        written = self._cell(cells, "state").strip()
        state = _STATES.get(written.casefold())
        if written and state is None:
            self._problem(
                number, "state", _("«{cell}» is no state. Write done or started.").format(cell=written[:40])
            )
        return state

    def _cell(self, cells: Sequence[str], name: str) -> str:
        place = self._places.get(name)
        return "" if place is None else cells[place]

    def _problem(self, number: int | None, column: str, what: str) -> None:
        self._problems.append(Problem(self._table.name, number, column, what))
