"""The sheet of the workbook of the method that says how to code in it, and what comes back from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coder.documents.workbook import sheet_name
from coder.domain.loss import Loss
from coder.domain.portable import UNCHECKED, FileMarks
from coder.exchange.method_workbook.heights import row_height
from coder.exchange.method_workbook.layout import (
    CodeColumn,
    Column,
    Sheet,
    code_header,
    codes_titles,
    header,
    list_header,
    not_yet_word,
    sheet_title,
)
from coder.exchange.method_workbook.rows import WorkbookRows
from coder.messages import _, ngettext
from coder.text.numbers import written_count

_WIDTH = 72
_ABOVE = 12.0
"""Points above a heading."""


def marks_in_words(marks: FileMarks) -> list[str]:
    """Return what a reader must know of the file before anything else; mostly nothing."""
    said = []
    if marks.unchecked:
        why = _("nobody has gone through these texts for what identifies people.")
        said.append(f"{UNCHECKED}: {why}")
    if marks.pseudonymous:
        said.append(_("Pseudonymised, not anonymous: the key is kept elsewhere."))
    if marks.without_text:
        said.append(_("Without what respondents wrote."))
    return said


def write_read_me(book: Any, rows: WorkbookRows, losses: Sequence[Loss]) -> None:
    """Write the sheet, in the language of the others."""
    page = book.add_worksheet(sheet_name(sheet_title(Sheet.READ_ME, rows.language)))
    look = {"text_wrap": True, "valign": "top"}
    title = book.add_format({**look, "bold": True, "font_size": 14})
    heading = book.add_format({**look, "bold": True, "valign": "bottom"})
    strong = book.add_format({**look, "bold": True, "font_color": "#C00000"})
    plain = book.add_format(look)
    page.set_column(0, 0, _WIDTH)
    page.hide_gridlines(2)
    page.set_paper(9)  # A4
    page.set_margins(left=0.5, right=0.5)
    page.fit_to_pages(1, 0)
    forms = {"title": title, "heading": heading, "strong": strong, "plain": plain}
    for number, (kind, text) in enumerate(_lines(rows, losses)):
        text = rows.cell(text)
        page.write_string(number, 0, text, forms[kind])
        page.set_row(number, row_height([(text, _WIDTH)]) + (0 if kind == "plain" else _ABOVE))


def _lines(rows: WorkbookRows, losses: Sequence[Loss]) -> list[tuple[str, str]]:
    project = rows.project
    answers = ngettext("{n} answer", "{n} answers", len(project.answers))
    made = _("{answers} to {questions}, for {coder} to code.").format(
        answers=answers.format(n=written_count(len(project.answers))),
        questions=", ".join(f"«{question.key}»" for question in project.questions),
        coder=rows.coder,
    )
    lines = [("title", _("Coding in this workbook: {project}").format(project=project.name))]
    lines += [("strong", mark) for mark in marks_in_words(rows.marks)]
    lines += [("plain", made)]
    lines += [
        ("plain", f"{question.key}: {question.text}") for question in project.questions if question.text
    ]
    lines += [("heading", _("How to code")), *(("plain", line) for line in _how(rows))]
    lines += [("heading", _("What comes back")), *(("plain", line) for line in _back(rows))]
    if losses:
        lines += [("heading", _("What is not here"))]
    lines += [*(("plain", f"– {_told(loss)}") for loss in losses)]
    lines += [("heading", _("The file")), ("plain", " · ".join(filter(None, _origin(rows))))]
    return lines


def _origin(rows: WorkbookRows) -> list[str]:
    return [rows.marks.program, rows.marks.project, rows.marks.checked]


def _told(loss: Loss) -> str:
    examples = ", ".join(f"«{example}»" for example in loss.examples)
    counted = written_count(loss.count)
    return f"{loss.what} ({counted}: {examples})" if examples else f"{loss.what} ({counted})"


def _how(rows: WorkbookRows) -> list[str]:
    language = rows.language
    words = {
        "first": code_header(1, language),
        "second": code_header(2, language),
        "last": code_header(rows.code_columns, language),
        "theme": header(Column.THEME, language),
        "sub": header(Column.SUB_THEME, language),
        "note": header(Column.NOTE, language),
        "done": header(Column.DONE, language),
        "no": not_yet_word(language),
        "coder": header(Column.CODER, language),
        "codes": " / ".join(codes_titles(len(rows.codebooks), language)),
        "code": list_header(CodeColumn.CODE, language),
        "top": list_header(CodeColumn.THEME, language),
        "name": rows.coder,
    }
    said = [
        _(
            "Choose codes from the list in the cell: one in {first}, one more in {second}, and so on to "
            "{last}."
        ),
        _(
            "A code that is missing: write it in the first free yellow row of the sheet {codes}, in the "
            "column {code}, with its main theme in the column {top} or as «Theme > Code». Then it stands in "
            "the list."
        ),
        _("{theme} and {sub} follow the first code by themselves. Filter or sort by them to read by theme."),
        _("A row in which you set codes counts as done. Write {no} in {done} if you want to return to it."),
        _("No code fits, and none is to be made: write x in {done}. A row left empty is an answer not read."),
        _("{note} is for your own notes, one for each answer."),
        _("A row somebody else than {name} codes: write that person's name in {coder}."),
        _("Sort, filter, hide and move columns as you like, and add columns of your own."),
        _(
            "Leave the answers as they are, and do not delete columns: a row whose text was changed is "
            "not taken."
        ),
    ]
    return [f"– {line.format(**words)}" for line in said]


def _back(rows: WorkbookRows) -> list[str]:
    said = [
        _("Codes you set, codes you took away, notes, and new codes. All of it can be undone in one step."),
        _("Codes that were there keep the words they stand on. New ones stand on the whole answer."),
        _("Where the project was changed meanwhile, nothing is taken from the row; it is listed."),
        _(
            "Changed definitions and names of codes, and rows that were added, doubled or deleted, are "
            "listed and change nothing."
        ),
    ]
    if rows.marks.pseudonymous:
        said = [_("Nothing: a pseudonymised workbook cannot be read back into the project.")]
    else:
        said.append(_("Read it back with: coder import-coded FILE.xlsx"))
    return [f"– {line}" for line in said]
