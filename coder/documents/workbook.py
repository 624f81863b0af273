"""Excel workbooks of plain tables: text is text, never a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from coder.documents.file_text import FileText
from coder.documents.whole_file import whole_file
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.text.numbers import written_count

LONGEST_CELL = 32_767
"""Excel takes no more characters (counted as UTF-16) in a cell."""
MOST_ROWS = 1_048_576
_WIDEST, _NARROWEST = 60, 8
_LINE, _HIGHEST_ROW = 15.0, 409.0
"""Points; Excel takes no higher row."""
_SET_WIDER = 1.1
"""Letters take about so much more room than the digits that columns are measured by."""
_LONGEST_NAME = 31
_LONGEST_HEADER = 255
_BADLY_NAMED = dict.fromkeys(map(ord, "[]:*?/\\"), " ")
_UNWRITABLE = {
    **{code: "\ufffd" for code in range(0x20) if chr(code) not in "\t\n\r"},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}

Cell = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    page_header: str | None = None
    """What stands at the head of each page, of a sheet that is laid out for print; None is for screens."""


class CellTooLongError(UnusableInputError):
    """More text than a cell can hold."""

    def __init__(self, sheet: str, row: int, column: str, length: int) -> None:
        self.why = _(
            "Sheet {sheet}, row {row}, column {column}: the text has {length} characters; Excel takes "
            "{most} in a cell."
        ).format(
            sheet=sheet,
            row=row,
            column=column,
            length=written_count(length),
            most=written_count(LONGEST_CELL),
        )
        super().__init__(_("{why} Export to CSV instead.").format(why=self.why))


class TooManyRowsError(UnusableInputError):
    """More rows than a sheet can hold."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            _("Sheet {sheet} would have more than {most} rows. Export to CSV instead.").format(
                sheet=sheet, most=MOST_ROWS
            )
        )


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """Write tables as an XLSX file, the same bytes for the same tables.

    Characters that XML cannot hold become U+FFFD.

    Returns:
        What is to be told: how many were replaced; mostly nothing.

    Raises:
        CellTooLongError: If a text is longer than Excel takes.
        CannotWriteFileError: If the file cannot be written.
    """
    clean = FileText()
    with workbook(path) as book:
        write_sheets(book, [replace(sheet, rows=_counted(sheet.rows, clean)) for sheet in sheets])
    return clean.told


def _counted(rows: Iterable[Sequence[Cell]], clean: FileText) -> Iterator[Sequence[Cell]]:
    """Yield the rows as they are, and let what they hold be counted."""
    for row in rows:
        for cell in row:
            if isinstance(cell, str):
                clean(cell)
        yield row


def write_sheets(book: Any, sheets: Sequence[Sheet]) -> None:
    """Write tables to sheets of a workbook of XlsxWriter.

    Raises:
        CellTooLongError: If a text is longer than Excel takes.
    """
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet_name(sheet.name)), sheet, bold, wrapped)


@contextmanager
def workbook(path: Path) -> Iterator[Any]:
    """Give an empty workbook of XlsxWriter, which becomes the file when the block ends well.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """
    import xlsxwriter

    # Made in memory first: a zip file cut short by a full disk complains again when it is thrown away.
    made = BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        },
    )
    # The time of writing would make two exports of the same differ.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- a file's field, no moment
    yield book
    book.close()
    with whole_file(path) as new:
        new.write_bytes(made.getbuffer())


def sheet_name(name: str) -> str:
    """Return a name Excel takes for a sheet: at most 31 UTF-16 characters, without its forbidden signs."""
    clean = _cleaned(name).translate(_BADLY_NAMED).replace("\n", " ").strip(" '")
    clean = clean.encode("utf-16-le")[: 2 * _LONGEST_NAME].decode("utf-16-le", "ignore").strip(" '")
    # Excel keeps this one for itself, and calls a file that has it damaged.
    return f"{clean} 1" if clean.casefold() == "history" else clean or "1"


def _write_sheet(page: Any, sheet: Sheet, bold: Any, wrapped: Any) -> None:
    widths = [_NARROWEST] * len(sheet.header)
    texts: list[Sequence[Cell]] = []
    for number, row in enumerate([list(sheet.header), *sheet.rows]):
        if number >= MOST_ROWS:
            raise TooManyRowsError(sheet.name)
        if sheet.page_header is not None:
            texts.append(row)
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if not isinstance(cell, str):
                page.write_number(number, place, cell)
                continue
            text = cell_text(cell, sheet.name, number + 1, sheet.header[place])
            page.write_string(number, place, text, wrapped if number else bold)
            widths[place] = max(widths[place], min(len(text) + 2, _WIDEST))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, 0)
    if sheet.page_header is not None:
        _lay_out(page, sheet.page_header)
        for number, row in enumerate(texts):
            _set_height(page, number, row, widths)


def _lay_out(page: Any, header: str) -> None:
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    number_pages(page, header)


def number_pages(page: Any, header: str) -> None:
    """Print a header to the left of each page, cut to what Excel takes, and the pages' numbers below.

    An ampersand begins a field there, so each is doubled, and counts twice.
    """
    left = "&L"
    for sign in _cleaned(header.strip()):
        written = "&&" if sign == "&" else sign
        if len((left + written).encode("utf-16-le")) // 2 > _LONGEST_HEADER:
            break
        left += written
    if left != "&L":  # a header with nothing in it cannot be read
        page.set_header(left)
    page.set_footer("&R&P / &N")


def _set_height(page: Any, number: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
    """Make a row as high as its longest text; LibreOffice does not by itself, as Excel does."""
    lines = max(
        (
            sum(1 + int(len(line) * _SET_WIDER / width) for line in cell.split("\n"))
            for cell, width in zip(row, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    if lines > 1:
        page.set_row(number, min(lines * _LINE, _HIGHEST_ROW))


def cell_text(text: str, sheet: str, row: int, column: str) -> str:
    """Return text as a cell can hold it; sheet, row (from 1) and column are named where it is too long.

    Raises:
        CellTooLongError: If it is longer than Excel takes.
    """
    text = _cleaned(text)
    length = len(text.encode("utf-16-le")) // 2 if len(text) > LONGEST_CELL // 2 else len(text)
    if length > LONGEST_CELL:
        raise CellTooLongError(sheet, row, column, length)
    return text


def _cleaned(text: str) -> str:
    return text.translate(_UNWRITABLE)
