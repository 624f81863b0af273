"""The sheets of codes in the workbook of the method: what to choose from, and room for what is new."""

from __future__ import annotations

from typing import Any

from coder.documents.workbook import sheet_name
from coder.domain.portable import PortableCode, PortableCodebook
from coder.exchange.method_workbook.heights import row_height
from coder.exchange.method_workbook.layout import (
    ROOM_FOR_CODES,
    CodeColumn,
    Sheet,
    as_written,
    codes_titles,
    key_of,
    kind_word,
    kind_words,
    list_header,
    sheet_title,
)
from coder.exchange.method_workbook.rows import WorkbookRows
from coder.messages import _

LIST_NAME = "KODER"
_WIDTHS = {
    CodeColumn.CODE: 40,
    CodeColumn.KEY: 12,
    CodeColumn.THEME: 24,
    CodeColumn.DEFINITION: 50,
    CodeColumn.USE_WHEN: 36,
    CodeColumn.NOT_WHEN: 36,
    CodeColumn.EXAMPLES: 40,
    CodeColumn.KIND: 13,
    CodeColumn.COUNT: 8,
}
_ROOM, _HEAD = "#FFF9E5", "#E7E6E6"
_COLUMNS = list(CodeColumn)


class CodeSheets:
    """The sheets of the codebooks while they are written."""

    def __init__(self, book: Any, rows: WorkbookRows) -> None:
        self.book = book
        self.rows = rows
        self.names: dict[str, str] = {}
        """The defined name of the codes to choose from, by the codebook's uid."""
        self.wrapped = self._format()
        self.bold = self._format(bold=True)
        self.head = self._format(bold=True, bg_color=_HEAD, bottom=1, valign="vcenter")
        self.room = self._format(bg_color=_ROOM)

    def write(self) -> None:
        """Write a sheet for each codebook, and one of headings that are explained, if any is."""
        several = len(self.rows.codebooks) > 1
        titles = codes_titles(len(self.rows.codebooks), self.rows.language)
        for number, (codebook, title) in enumerate(zip(self.rows.codebooks, titles, strict=True), start=1):
            self.names[codebook.uid] = f"{LIST_NAME}_{number}" if several else LIST_NAME
            self._write_codes(codebook, title)
        self._write_headings()

    def _write_codes(self, codebook: PortableCodebook, name: str) -> None:
        page = self.book.add_worksheet(sheet_name(name))
        codes = self.rows.listed(codebook)
        for place, column in enumerate(_COLUMNS):
            told = list_header(column, self.rows.language)
            # The key of the codebook itself stands where people see nothing.
            page.write_string(0, place, codebook.uid if column is CodeColumn.KEY else told, self.head)
            page.set_column(place, place, _WIDTHS[column], None, {"hidden": column is CodeColumn.KEY})
        for number, code in enumerate(codes, start=1):
            self._write_code(page, number, code)
        last = len(codes) + ROOM_FOR_CODES
        for number in range(len(codes) + 1, last + 1):
            for place in range(len(_COLUMNS)):
                page.write_blank(number, place, None, self.room)
        kinds = kind_words(self.rows.language)
        place = _COLUMNS.index(CodeColumn.KIND)
        page.data_validation(1, place, last, place, {"validate": "list", "source": kinds})
        page.freeze_panes(1, 1)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.print_area(0, 0, max(len(codes), 1), len(_COLUMNS) - 1)
        self._define(self.names[codebook.uid], name, last)

    def _define(self, defined: str, sheet: str, last: int) -> None:
        """Let the list end with its last code: one with empty rows opens at these, and lets anything pass."""
        cells = f"'{sheet}'!$A$2:$A${last + 1}"
        length = f'MAX(1,SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-1))))'
        self.book.define_name(defined, f"='{sheet}'!$A$2:INDEX({cells},{length})")

    def _write_code(self, page: Any, number: int, code: PortableCode) -> None:
        cell, row = self.rows.cell, code.row
        texts = {
            CodeColumn.CODE: self.rows.path_of[code.uid],
            CodeColumn.KEY: key_of(code.uid, " ".join(map(as_written, told_of(code)))),
            CodeColumn.THEME: cell(row.path[0] if len(row.path) > 1 else ""),
            CodeColumn.DEFINITION: cell(row.text.definition),
            CodeColumn.USE_WHEN: cell(row.text.use_when),
            CodeColumn.NOT_WHEN: cell(row.text.not_when),
            CodeColumn.EXAMPLES: cell("\n".join(row.text.examples)),
            CodeColumn.KIND: kind_word(row.kind, self.rows.language),
        }
        for place, column in enumerate(_COLUMNS):
            if column is CodeColumn.COUNT:
                page.write_number(number, place, self.rows.times_used[code.uid], self.wrapped)
            elif texts[column]:
                form = self.bold if column is CodeColumn.CODE else self.wrapped
                page.write_string(number, place, texts[column], form)
            else:
                page.write_blank(number, place, None, self.wrapped)
        page.set_row(
            number,
            row_height(
                (text, _WIDTHS[column]) for column, text in texts.items() if column is not CodeColumn.KEY
            ),
        )

    def _write_headings(self) -> None:
        """Write what stands about codes that only gather others; they are not chosen, and not in the list."""
        explained = [
            code
            for book in self.rows.codebooks
            for code in book.codes
            if not code.row.codable and not code.row.retired and any(told_of(code)[:4])
        ]
        if not explained:
            return
        page = self.book.add_worksheet(sheet_name(sheet_title(Sheet.THEMES, self.rows.language)))
        columns = [
            CodeColumn.CODE,
            CodeColumn.DEFINITION,
            CodeColumn.USE_WHEN,
            CodeColumn.NOT_WHEN,
            CodeColumn.EXAMPLES,
        ]
        for place, column in enumerate(columns):
            told = _("main theme") if column is CodeColumn.CODE else list_header(column, self.rows.language)
            page.write_string(0, place, told, self.head)
            page.set_column(place, place, _WIDTHS[column])
        for number, code in enumerate(explained, start=1):
            texts = (self.rows.path_of[code.uid], *map(self.rows.cell, told_of(code)[:4]))
            for place, text in enumerate(texts):
                page.write_string(number, place, text, self.wrapped if place else self.bold)
            page.set_row(number, row_height(zip(texts, (_WIDTHS[column] for column in columns), strict=True)))
        page.freeze_panes(1, 1)
        page.set_paper(9)  # A4
        page.set_landscape()
        page.fit_to_pages(1, 0)

    def _format(self, **look: Any) -> Any:
        return self.book.add_format({"text_wrap": True, "valign": "top", **look})


def told_of(code: PortableCode) -> tuple[str, str, str, str, str]:
    """Return what stands about a code: definition, when to use it, when not, examples, kind."""
    text = code.row.text
    return text.definition, text.use_when, text.not_when, "\n".join(text.examples), code.row.kind.value
