"""A table as an Excel workbook: real numbers to go on with, laid out as in the report."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from coder.documents.grid import Grid, GridCell, GridRow
from coder.documents.provenance_sheet import write_provenance_sheet
from coder.documents.workbook import cell_text, sheet_name, workbook

_NARROWEST_NAME, _WIDEST_NAME, _WIDEST_WORDS = 14, 60, 50
_NARROWEST, _WIDEST = 8, 16
"""Widths in signs, as Excel measures columns."""
_LINE = 15.0
"""Points of a line."""
_MOST_LINES = 27
"""Excel has no higher rows."""
_GROUPED_FROM = 10_000


def write_workbook_grid(grid: Grid, path: Path) -> None:
    """Write the table to a sheet, and what it was made from to another.

    Raises:
        CellTooLongError: If a text is longer than Excel takes.
        CannotWriteFileError: If the file cannot be written.
    """
    with workbook(path) as book:
        _TableSheet(book, grid).write()
        if grid.provenance:
            write_provenance_sheet(book, grid.provenance)


class _TableSheet:
    """The sheet of the table while it is written."""

    def __init__(self, book: Any, grid: Grid) -> None:
        self.book = book
        self.grid = grid
        self.name = sheet_name(grid.label or grid.caption)
        self.page = book.add_worksheet(self.name)
        self.last = len(grid.columns)
        self.row = 0

    def write(self) -> None:
        """Write caption, headings, rows and note from the top down."""
        widths = self._set_widths()
        self._write_wide(self.grid.title, {"bold": True}, sum(widths))
        self.row += 1
        first_heading = self.row
        self._write_headings(widths)
        self.page.freeze_panes(self.row, 1)
        for place, row in enumerate(self.grid.rows):
            self._write_row(row, widths, is_last=place == len(self.grid.rows) - 1)
        self.row += 1
        if self.grid.note:
            self._write_wide(self.grid.note, {"font_size": 9}, sum(widths))
        self.page.repeat_rows(first_heading, first_heading + (1 if self.grid.groups else 0))
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)
        if sum(widths) > 95:
            self.page.set_landscape()
        self.page.hide_gridlines(2)

    def _set_widths(self) -> list[float]:
        grid = self.grid
        names = [len(row.label) + 2 * row.indent + 2 for row in grid.rows] or [0]
        widths = [float(min(max(_NARROWEST_NAME, *names, len(grid.stub) + 2), _WIDEST_NAME))]
        for place, column in enumerate(grid.columns):
            longest = max((len(row.cells[place].text) for row in grid.rows), default=0)
            word = max(map(len, column.heading.split(" ")))
            widest = _WIDEST_WORDS if column.is_text else _WIDEST
            widths.append(float(min(max(_NARROWEST, longest + 2, word + 2), widest)))
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)
        return widths

    def _write_wide(self, text: str, look: dict[str, Any], signs: float) -> None:
        """Write a text over the whole width, broken into as many lines as it takes."""
        form = self._format(text_wrap=True, valign="top", **look)
        text = cell_text(text, self.name, self.row + 1, "A")
        self._set_height(_lines(text, signs))
        if self.last:
            self.page.merge_range(self.row, 0, self.row, self.last, "", form)
        self.page.write_string(self.row, 0, text, form)
        self.row += 1

    def _write_groups(self, widths: list[float]) -> None:
        self.page.write_blank(self.row, 0, None, self._format(top=2))
        first, lines = 1, 1
        for heading, span in self.grid.groups:
            form = self._format(
                bold=True,
                align="center",
                valign="bottom",
                text_wrap=True,
                top=2,
                bottom=1 if heading else 0,
            )
            if heading and span > 1:
                self.page.merge_range(self.row, first, self.row, first + span - 1, "", form)
            self._write_text(first, heading, form)
            lines = max(lines, _lines(heading, sum(widths[first : first + span])))
            first += span
        self._set_height(lines)
        self.row += 1

    def _write_headings(self, widths: list[float]) -> None:
        grid = self.grid
        if grid.groups:
            self._write_groups(widths)
        top = 0 if grid.groups else 2
        self._write_text(
            0, grid.stub, self._format(bold=True, valign="bottom", text_wrap=True, top=top, bottom=1)
        )
        for place, column in enumerate(grid.columns, start=1):
            align = "left" if column.is_text else "right"
            form = self._format(
                bold=True,
                align=align,
                indent=int(column.is_text),
                valign="bottom",
                text_wrap=True,
                top=top,
                bottom=1,
            )
            self._write_text(place, column.heading, form)
        headings = [(grid.stub, widths[0])]
        headings += [(column.heading, width) for column, width in zip(grid.columns, widths[1:], strict=True)]
        self._set_height(max(_lines(text, width) for text, width in headings))
        self.row += 1

    def _write_row(self, row: GridRow, widths: list[float], *, is_last: bool) -> None:
        texts = [(row.label, widths[0] - 2 * row.indent)]
        for column, cell, width in zip(self.grid.columns, row.cells, widths[1:], strict=True):
            texts += [(cell.text, width)] if column.is_text else []
        self._set_height(max(_lines(text, width) for text, width in texts))
        look = {"bold": row.is_strong, "bottom": 2 if is_last else 0, "valign": "top"}
        label = self._format(indent=min(row.indent, 15), text_wrap=True, align="left", **look)
        self._write_text(0, row.label, label)
        for place, (column, cell) in enumerate(zip(self.grid.columns, row.cells, strict=True), start=1):
            align = "left" if column.is_text else "right"
            if cell.number is None:
                form = self._format(align=align, indent=int(column.is_text), text_wrap=column.is_text, **look)
                self._write_text(place, cell.text, form)
                continue
            form = self._format(align=align, num_format=_number_format(cell), **look)
            self.page.write_number(self.row, place, float(cell.number), form)
        self.row += 1

    def _set_height(self, lines: int) -> None:
        """Make the row as high as its text, since not every program does that on opening."""
        if lines > 1:
            self.page.set_row(self.row, min(lines, _MOST_LINES) * _LINE)

    def _write_text(self, place: int, text: str, form: Any) -> None:
        if not text:
            self.page.write_blank(self.row, place, None, form)
            return
        from xlsxwriter.utility import xl_col_to_name

        fit = cell_text(text, self.name, self.row + 1, xl_col_to_name(place))
        self.page.write_string(self.row, place, fit, form)

    def _format(self, **look: Any) -> Any:
        return self.book.add_format({name: value for name, value in look.items() if value})


def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column of so many signs."""
    return sum(max(ceil(len(line) * 1.05 / max(width, 1)), 1) for line in text.split("\n"))


def _number_format(cell: GridCell) -> str:
    """Return how Excel is to show a number: with the decimals it has in the table, and its brackets."""
    number = cell.number
    assert number is not None
    decimals = -int(Decimal(number).as_tuple().exponent) if isinstance(number, Decimal) else 0
    whole = "#,##0" if abs(float(number)) >= _GROUPED_FROM else "0"
    form = whole + ("." + "0" * decimals if decimals > 0 else "")
    if cell.in_brackets is None:
        return form
    before, after = cell.in_brackets
    return f'"{before}"{form}"{after}"'
