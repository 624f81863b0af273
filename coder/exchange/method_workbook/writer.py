"""The Excel workbook of the method: a row an answer, codes to choose from, and what reading back takes."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

from coder.documents.workbook import MOST_ROWS, TooManyRowsError, number_pages, sheet_name, workbook
from coder.domain.loss import Loss
from coder.domain.portable import FileMarks, PortableProject, Progress
from coder.exchange.method_workbook.base import SHEET
from coder.exchange.method_workbook.codes import CodeSheets
from coder.exchange.method_workbook.heights import LINE, row_height
from coder.exchange.method_workbook.layout import (
    Column,
    Sheet,
    code_header,
    codes_titles,
    header,
    sheet_title,
)
from coder.exchange.method_workbook.read_me import marks_in_words, write_read_me
from coder.exchange.method_workbook.rows import AnswerRow, WorkbookRows
from coder.messages import _

_WIDTHS = {
    Column.RESPONDENT: 12,
    Column.KEY: 12,
    Column.WAVE: 9,
    Column.QUESTION: 16,
    Column.ANSWER: 64,
    Column.THEME: 24,
    Column.SUB_THEME: 28,
    Column.NOTE: 30,
    Column.DONE: 8,
    Column.CODER: 12,
}
_CODE_WIDTH, _BACKGROUND_WIDTH = 26, 16
"""In signs, as Excel measures columns."""
_FEWEST_LINES = 2
"""So that a code set later has room too."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Of what Excel says of a value that is not in the list."""
_TO_FILL, _TO_READ, _BAND, _UNKNOWN = "#E2EFDA", "#E7E6E6", "#F7F9FC", "#FCE4D6"
_PRINT_SCALE = 55
_TOLD_EVERY = 1000


def write_method_workbook(
    path: Path,
    project: PortableProject,
    *,
    coder: str,
    marks: FileMarks,
    formula_guard: bool = False,
    progress: Progress | None = None,
) -> tuple[Loss, ...]:
    """Write the answers of a project for one coder to code in Excel.

    Args:
        path: Where to.
        project: What there is; codings by others are left out.
        coder: Whose codings the workbook shows, and whose those made in it will be; may be new here.
        marks: What the file says of itself.
        formula_guard: Put ' before text that a spreadsheet would take for a formula. It is taken off again
            when the file is read back.
        progress: Told of rows written.

    Returns:
        What is not in the workbook.

    Raises:
        TooManyRowsError: If there are more answers than a sheet has rows.
        CannotWriteFileError: If the file cannot be written.
    """
    rows = WorkbookRows(project, coder, marks, guard=formula_guard)
    with workbook(path) as book:
        sheet = _CodingSheet(book, rows)
        codes = CodeSheets(book, rows)
        codes.write()
        sheet.write(codes.names, progress)
        losses = rows.losses.all()
        write_read_me(book, rows, losses)
        _write_base(book, rows)
        sheet.page.activate()
        said = " ".join(marks_in_words(marks))
        book.doc_properties.update(title=_("Coding: {project}").format(project=project.name), comments=said)
    return losses


def _write_base(book: Any, rows: WorkbookRows) -> None:
    page = book.add_worksheet(SHEET)
    page.very_hidden()
    for number, cells in enumerate(rows.base().rows()):
        for place, cell in enumerate(cells):
            if cell:
                page.write_string(number, place, cell)


class _CodingSheet:
    """The sheet of answers while it is written."""

    def __init__(self, book: Any, rows: WorkbookRows) -> None:
        self.rows = rows
        self.book = book
        self.name = sheet_name(sheet_title(Sheet.CODING, rows.language))
        self.page = book.add_worksheet(self.name)
        self.marks = marks_in_words(rows.marks)
        self.top = int(bool(self.marks))
        """The row of the headers, from 0: below what the file says of itself."""
        own = [Column.RESPONDENT, Column.KEY]
        own += [Column.WAVE] if rows.has_waves else []
        own += [Column.QUESTION] if rows.has_questions else []
        own += [] if rows.marks.without_text else [Column.ANSWER]
        self.places = {column: place for place, column in enumerate([*own, Column.THEME, Column.SUB_THEME])}
        self.frozen = len(own)
        self.first_code = len(self.places)
        after = self.first_code + rows.code_columns
        self.places |= {
            column: after + place for place, column in enumerate([Column.NOTE, Column.DONE, Column.CODER])
        }
        self.first_background = after + 3
        self.last = self.first_background + len(rows.background) - 1
        self.wrapped = self._format()
        self.middle = self._format(align="center")
        self.theme = self._format(font_color="#595959", italic=True)

    def write(self, lists: dict[str, str], progress: Progress | None) -> None:
        """Write headers and rows; ``lists`` holds the defined name of each codebook's codes."""
        self._write_headers()
        answers = list(self.rows.answers())
        if self.top + 1 + len(answers) > MOST_ROWS:
            raise TooManyRowsError(self.name)
        for number, answer in enumerate(answers):
            self._write_answer(self.top + 1 + number, answer)
            if progress is not None and (number + 1) % _TOLD_EVERY == 0:
                progress(number + 1, len(answers))
        if answers:
            self._add_lists(answers, lists)
            self._add_colours(answers, lists)
        self._lay_out(self.top + len(answers))

    def _write_headers(self) -> None:
        language, look = self.rows.language, {"bold": True, "bottom": 1, "valign": "vcenter"}
        to_fill = self._format(bg_color=_TO_FILL, **look)
        to_read = self._format(bg_color=_TO_READ, **look)
        if self.marks:
            # Set in one line over the empty cells to its right.
            strong = self.book.add_format({"bold": True, "font_color": "#C00000"})
            self.page.write_string(0, 0, " ".join(self.marks), strong)
        for column, place in self.places.items():
            filled = column in (Column.NOTE, Column.DONE, Column.CODER)
            self.page.write_string(self.top, place, header(column, language), to_fill if filled else to_read)
            self.page.set_column(place, place, _WIDTHS[column], None, {"hidden": column is Column.KEY})
        for number in range(self.rows.code_columns):
            place = self.first_code + number
            self.page.write_string(self.top, place, code_header(number + 1, language), to_fill)
        self.page.set_column(self.first_code, self.first_code + self.rows.code_columns - 1, _CODE_WIDTH)
        for place, name in enumerate(self.rows.background.values(), start=self.first_background):
            self.page.write_string(self.top, place, self.rows.cell(name), to_read)
            self.page.set_column(place, place, _BACKGROUND_WIDTH)
        self.page.set_row(self.top, 2 * LINE)

    def _write_answer(self, number: int, answer: AnswerRow) -> None:
        texts = {
            Column.RESPONDENT: answer.respondent,
            Column.KEY: answer.key,
            Column.WAVE: answer.wave,
            Column.QUESTION: answer.question,
            Column.ANSWER: answer.text,
            Column.NOTE: answer.note,
            Column.DONE: "x" if answer.is_done else "",
            Column.CODER: self.rows.coder if answer.is_done else "",
        }
        for column, text in texts.items():
            if column in self.places:
                self._write_text(
                    number, self.places[column], text, self.middle if column is Column.DONE else self.wrapped
                )
        for place in range(self.rows.code_columns):
            code = answer.codes[place] if place < len(answer.codes) else ""
            self._write_text(number, self.first_code + place, code, self.wrapped)
        self._write_themes(number, answer)
        for place, value in enumerate(answer.background):
            self._write_text(number, self.first_background + place, value, self.wrapped)
        self.page.set_row(number, self._height(answer))

    def _write_text(self, row: int, place: int, text: str, form: Any) -> None:
        if text:
            self.page.write_string(row, place, text, form)
        else:
            self.page.write_blank(row, place, None, form)

    def _write_themes(self, number: int, answer: AnswerRow) -> None:
        """Write formulas that take the first code apart, so that themes are right while codes are chosen."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        cell = xl_rowcol_to_cell(number, self.first_code, col_abs=True)
        theme, _sep, rest = (answer.codes[0] if answer.codes else "").partition(" > ")
        first = f'=IF({cell}="","",IFERROR(LEFT({cell},FIND(" > ",{cell})-1),{cell}))'
        second = f'=IFERROR(MID({cell},FIND(" > ",{cell})+3,400),"")'
        self.page.write_formula(number, self.places[Column.THEME], first, self.theme, theme)
        self.page.write_formula(number, self.places[Column.SUB_THEME], second, self.theme, rest)

    def _height(self, answer: AnswerRow) -> float:
        widths = [(answer.note, _WIDTHS[Column.NOTE]), *((code, _CODE_WIDTH) for code in answer.codes)]
        if Column.ANSWER in self.places:
            widths.append((answer.text, _WIDTHS[Column.ANSWER]))
        return row_height(widths, fewest=_FEWEST_LINES)

    def _add_lists(self, answers: list[AnswerRow], lists: dict[str, str]) -> None:
        title = _("Not in the codebook")
        titles = codes_titles(len(lists), self.rows.language)
        sheets = dict(zip(lists, titles, strict=True))
        message = _("If this is a new code, write it at the bottom of the sheet {sheet} too.")
        row = self.top + 1
        for codebook, run in groupby(answers, key=lambda answer: answer.codebook):
            last = row + len(list(run)) - 1
            self.page.data_validation(
                row,
                self.first_code,
                last,
                self.first_code + self.rows.code_columns - 1,
                {
                    "validate": "list",
                    "source": f"={lists[codebook]}",
                    "error_type": "warning",
                    "error_title": title[:_LONGEST_TITLE],
                    "error_message": message.format(sheet=sheets[codebook])[:_LONGEST_MESSAGE],
                    # The list ends in empty rows, and Excel would let anything pass.
                    "ignore_blank": False,
                },
            )
            row = last + 1

    def _add_colours(self, answers: list[AnswerRow], lists: dict[str, str]) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        first, last = self.top + 1, self.top + len(answers)
        last_code = self.first_code + self.rows.code_columns - 1
        if len(lists) == 1:
            cell = xl_rowcol_to_cell(first, self.first_code)
            unknown = self.book.add_format({"bg_color": _UNKNOWN})
            criteria = f'=AND({cell}<>"",ISNA(MATCH({cell},{next(iter(lists.values()))},0)))'
            self.page.conditional_format(
                first,
                self.first_code,
                last,
                last_code,
                {"type": "formula", "criteria": criteria, "format": unknown, "stop_if_true": True},
            )
        band = self.book.add_format({"bg_color": _BAND})
        self.page.conditional_format(
            first, 0, last, self.last, {"type": "formula", "criteria": "=MOD(ROW(),2)=0", "format": band}
        )

    def _lay_out(self, last_row: int) -> None:
        self.page.freeze_panes(self.top + 1, self.frozen)
        self.page.autofilter(self.top, 0, max(last_row, self.top + 1), self.last)
        self.page.set_paper(9)  # A4
        self.page.set_landscape()
        self.page.set_margins(left=0.4, right=0.4)
        # On one page across, letters would be too small to read.
        self.page.set_print_scale(_PRINT_SCALE)
        self.page.repeat_columns(0, self.frozen - 1)
        self.page.repeat_rows(0, self.top)
        head = ", ".join(question.key for question in self.rows.project.questions)
        number_pages(self.page, self.rows.cell(head))

    def _format(self, **look: Any) -> Any:
        return self.book.add_format({"text_wrap": True, "valign": "top", **look})
