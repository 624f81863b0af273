"""A document of quotations as an Excel workbook: a row a quotation, a column a level of heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coder.documents.file_text import FileText
from coder.documents.grid import Grid
from coder.documents.provenance_sheet import write_provenance_sheet
from coder.documents.quotation_document import QuotationDocument
from coder.documents.workbook import CellTooLongError, Sheet, workbook, write_sheets
from coder.domain.errors import UnusableInputError
from coder.messages import _


class QuotationTooLongError(UnusableInputError):
    """A quotation that no cell can hold."""

    def __init__(self, error: CellTooLongError) -> None:
        super().__init__(_("{why} Write this document as .docx, .odt or .md.").format(why=error.why))


def write_quotation_workbook(made: QuotationDocument, path: Path) -> FileText:
    """Write a document of quotations as XLSX.

    Returns:
        How many characters a workbook cannot hold and were replaced.

    Raises:
        QuotationTooLongError: If a quotation is longer than Excel takes in a cell.
        CannotWriteFileError: If the file cannot be written.
    """
    clean = FileText()
    sheets = [_quotations(made, clean), *_texts(made, clean), _about(made, clean)]
    sheets += [_grid(grid, clean) for section in made.all_sections for grid in section.tables]
    sheets = [replace(sheet, page_header=clean(made.marking)) for sheet in sheets]
    try:
        with workbook(path) as book:
            write_sheets(book, sheets)
            if made.provenance:
                write_provenance_sheet(book, made.provenance)
    except CellTooLongError as error:
        raise QuotationTooLongError(error) from error
    return clean


def _quotations(made: QuotationDocument, clean: FileText) -> Sheet:
    quoted = list(made.quoted())
    depth = max((len(headings) for headings, _quotation in quoted), default=1)
    has_translations = any(quotation.translation for _headings, quotation in quoted)
    columns = [name for name in _names(made) if any(each.columns.get(name) for _headings, each in quoted)]
    header = [_("Heading {n}").format(n=place + 1) for place in range(depth)] + [_("Quotation")]
    header += [_("Translation")] if has_translations else []
    rows = []
    for headings, quotation in quoted:
        row = [clean(heading) for heading in headings] + [""] * (depth - len(headings))
        row.append(clean(quotation.text))
        row += [clean(quotation.translation)] if has_translations else []
        rows.append(row + [clean(quotation.columns.get(name, "")) for name in columns])
    return Sheet(_("Quotations"), header + [clean(name) for name in columns], rows)


def _names(made: QuotationDocument) -> Iterable[str]:
    return dict.fromkeys(name for _headings, quotation in made.quoted() for name in quotation.columns)


def _texts(made: QuotationDocument, clean: FileText) -> Iterator[Sheet]:
    """Yield a sheet of what is written under headings, if anything is."""
    rows = [
        [
            clean(section.heading),
            clean("\n".join(section.facts)),
            clean("\n\n".join(section.analysis)),
            clean(section.lead_in),
        ]
        for section in made.sections
        if section.facts or section.analysis or section.lead_in
    ]
    if rows:
        yield Sheet(_("Headings"), [_("Heading"), _("Facts"), _("Analysis"), _("Lead-in")], rows)


def _about(made: QuotationDocument, clean: FileText) -> Sheet:
    lines = [made.marking, made.subtitle, *made.introduction, *made.colophon]
    return Sheet(_("About"), [clean(made.title)], [[clean(line)] for line in lines if line])


def _grid(grid: Grid, clean: FileText) -> Sheet:
    header = [clean(grid.stub) or " ", *(clean(column.heading) for column in grid.columns)]
    rows = [
        [
            "    " * row.indent + clean(row.label),
            *(_value(None if cell.in_brackets else cell.number, clean(cell.text)) for cell in row.cells),
        ]
        for row in grid.rows
    ]
    return Sheet(clean(grid.caption).rstrip("."), header, rows)


def _value(number: object, text: str) -> str | int:
    return number if isinstance(number, int) else text
