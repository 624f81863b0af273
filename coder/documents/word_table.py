"""A table in a Word document: a native table under a numbered caption, its note below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.column_widths import SetTable, fitting_size, set_tables
from coder.documents.document_look import CAPTION, TABLE_NOTE, TABLE_TEXT
from coder.documents.file_text import FileText
from coder.documents.grid import Grid, GridRow
from coder.documents.house_template import house_table_style
from coder.documents.languages import table_word
from coder.documents.word_fields import add_field
from coder.documents.word_table_marks import (
    add_rules,
    describe,
    keep_row_whole,
    repeat_row,
    set_columns,
    underline_cell,
)
from coder.text.numbers import unbroken_numbers

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_INDENT = 0.4
_HOUSE_LETTERS = 1.25
_WHOLE_ROWS = 30
"""A table of so many rows is kept on one page."""
_LONGEST_WHOLE = 1000
"""Characters of a cell, up to which a row is not broken over pages."""
_STYLE_SIZE = 9.0
"""Of our style for cells; other sizes are set on the words themselves."""


def write_word_grid(grid: Grid, path: Path, template: Path | None = None) -> None:
    """Write a document with one table, on a page laid on its side where it is wide.

    Raises:
        NotATemplateError: If the house template cannot be used.
        CannotWriteFileError: If the file cannot be written.
    """
    from coder.documents.word_file import new_word, save_word

    document = new_word(grid.language, template)
    document.core_properties.title = grid.title[:255]
    if fitting_size(grid, _room(document), _wider(document)) is None:
        _lay_on_side(document)
    add_word_grid(document, grid, restarts=True)
    save_word(document, path, grid.provenance)


def add_word_grid(
    document: Document, grid: Grid, clean: Callable[[str], str] | None = None, *, restarts: bool = False
) -> None:
    """Add caption, table and note at the end of a document.

    Args:
        document: Where to; made by ``new_word``.
        grid: The table.
        clean: Makes texts fit for the file, and may count what it replaces.
        restarts: The table's number is what it says also when Word counts anew; False lets Word count.
    """
    grid = grid.mapped(clean or FileText()).mapped(unbroken_numbers)
    style = house_table_style(document)
    size, parts = set_tables(grid, _room(document), _wider(document))
    _add_caption(document, grid, restarts=restarts)
    for number, part in enumerate(parts):
        if number:
            document.add_paragraph(style=TABLE_NOTE).paragraph_format.keep_with_next = True
        _TableWriter(document, part, style, size).write()
    document.add_paragraph(grid.note, style=TABLE_NOTE)


def _room(document: Document) -> float:
    page = document.sections[-1]
    width, left, right = page.page_width, page.left_margin, page.right_margin
    assert width is not None
    assert left is not None
    assert right is not None
    return float(width.cm - left.cm - right.cm)


def _wider(document: Document) -> float:
    """Return how much wider letters may be than ours: those of a house are not known."""
    return 1.0 if document.styles[TABLE_TEXT].font.name else _HOUSE_LETTERS


def _lay_on_side(document: Document) -> None:
    from docx.enum.section import WD_ORIENT

    page = document.sections[-1]
    if page.orientation == WD_ORIENT.LANDSCAPE:
        return
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width


def _add_caption(document: Document, grid: Grid, *, restarts: bool) -> None:
    caption = document.add_paragraph(style=CAPTION)
    caption.paragraph_format.keep_with_next = True
    if grid.number:
        chapter, dot, last = grid.number.rpartition(".")
        caption.add_run(f"{table_word(grid.language)}\u00a0{chapter}{dot}")
        if last.isdecimal():
            own = f" \\r {int(last)}" if restarts else ""
            add_field(caption, f"SEQ {table_word(grid.language)} \\* ARABIC{own}", last)
        else:
            caption.add_run(last)
        caption.add_run("  ")
    caption.add_run(grid.caption)


class _TableWriter:
    """Puts one table on paper, from the top down."""

    def __init__(self, document: Document, part: SetTable, style: str | None, size: float) -> None:
        self.part = part
        self.grid = part.grid
        self.style = style
        self.size = None if size == _STYLE_SIZE else size
        self.style_id = document.styles[TABLE_TEXT].style_id
        self.heads = 2 if self.grid.groups else 1
        self.has_long_rows = any(map(_is_long, self.grid.rows))
        self.table: Table = document.add_table(
            rows=self.heads + len(self.grid.rows), cols=1 + len(self.grid.columns)
        )

    def write(self) -> None:
        """Fill the table."""
        if self.style is not None:
            self.table.style = self.style
        set_columns(self.table, (self.part.name, *self.part.columns))
        describe(self.table, self.grid.title, self.grid.description)
        rows = list(self.table.rows)
        for row in rows[: self.heads]:
            keep_row_whole(row)
            repeat_row(row)
        for row, said in zip(rows[self.heads :], self.grid.rows, strict=True):
            if not _is_long(said):
                keep_row_whole(row)
        if self.grid.groups:
            self._write_groups(self._cells(rows[0]))
        self._write_headings(self._cells(rows[self.heads - 1]))
        for number, (made, row) in enumerate(zip(rows[self.heads :], self.grid.rows, strict=True)):
            self._write_row(self._cells(made), row, keeps=self._keeps(number))
        if self.style is None:
            add_rules(self.table, self.heads)

    def _cells(self, row: _Row) -> list[_Cell]:
        """Return the cells of a row in which none is merged; the library's own way looks for merged ones."""
        from docx.table import _Cell

        return [_Cell(cell, self.table) for cell in row._tr.tc_lst]

    def _keeps(self, number: int) -> bool:
        """Tell whether a row stays with what follows: all of a short table; of a long one the ends."""
        count = len(self.grid.rows)
        if self.has_long_rows:
            return False
        return count <= _WHOLE_ROWS or number in (0, count - 2, count - 1)

    def _write_groups(self, cells: Sequence[_Cell]) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self._say(cells[0], "", keeps=True)
        first = 1
        for heading, span in self.grid.groups:
            cell = cells[first].merge(cells[first + span - 1]) if span > 1 else cells[first]
            paragraph = self._say(cell, heading, is_strong=True, keeps=True)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if heading and self.style is None:
                underline_cell(cell)
            first += span

    def _write_headings(self, cells: Sequence[_Cell]) -> None:
        self._say(cells[0], self.grid.stub, is_strong=True, keeps=True)
        for cell, column in zip(cells[1:], self.grid.columns, strict=True):
            self._set(self._say(cell, column.heading, is_strong=True, keeps=True), is_text=column.is_text)
        for cell in cells:
            cell.vertical_alignment = _bottom()

    def _write_row(self, cells: Sequence[_Cell], row: GridRow, *, keeps: bool) -> None:
        from docx.shared import Cm

        name = self._say(cells[0], row.label, is_strong=row.is_strong, keeps=keeps)
        if row.indent:
            name.paragraph_format.left_indent = Cm(_INDENT * row.indent)
        for cell, column, said in zip(cells[1:], self.grid.columns, row.cells, strict=True):
            paragraph = self._say(cell, said.text, is_strong=row.is_strong, keeps=keeps)
            self._set(paragraph, is_text=column.is_text)

    def _say(self, cell: _Cell, text: str, *, is_strong: bool = False, keeps: bool = False) -> Paragraph:
        from docx.shared import Pt

        paragraph: Paragraph = cell.paragraphs[0]
        # By its id: looking a style up by name takes longer than all the rest.
        paragraph._p.style = self.style_id
        if keeps:
            paragraph.paragraph_format.keep_with_next = True
        if text:
            run = paragraph.add_run(text)
            run.bold = True if is_strong else None
            if self.size is not None:
                run.font.size = Pt(self.size)
        return paragraph

    def _set(self, paragraph: Paragraph, *, is_text: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        if not is_text:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _is_long(row: GridRow) -> bool:
    """Tell whether a row may be longer than a page."""
    return max([len(row.label), *(len(cell.text) for cell in row.cells)]) > _LONGEST_WHOLE


def _bottom() -> Any:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    return WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
