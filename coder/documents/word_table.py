"""A table in a Word document: a native table under a numbered caption, its note below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.column_widths import SetTable, fitting_size, set_tables
from coder.documents.document_look import CAPTION, TABLE_NOTE, TABLE_TEXT
from coder.documents.file_text import FileText
from coder.documents.grid import Grid, GridRow
from coder.documents.house_template import house_table_style
from coder.documents.languages import table_word
from coder.documents.word_fields import add_field
from coder.documents.word_paragraph import Layout, Letters
from coder.documents.word_row import WordCell, add_row
from coder.documents.word_table_marks import add_rules, describe, set_columns
from coder.text.numbers import unbroken_numbers

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_INDENT = 0.4
_NUMBERS = "right"
"""Where numbers are set against."""
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
        from docx.shared import Cm

        self.part = part
        self.grid = part.grid
        self.style = style
        self.half_points = None if size == _STYLE_SIZE else round(size * 2)
        self.style_id = document.styles[TABLE_TEXT].style_id
        self.widths = [Cm(width).twips for width in (part.name, *part.columns)]
        self.has_long_rows = any(map(_is_long, self.grid.rows))
        self.table: Table = document.add_table(rows=0, cols=len(self.widths))

    def write(self) -> None:
        """Fill the table."""
        rows = self.table._tbl
        if self.style is not None:
            self.table.style = self.style
        set_columns(self.table, (self.part.name, *self.part.columns))
        describe(self.table, self.grid.title, self.grid.description)
        if self.grid.groups:
            add_row(rows, self._groups(), is_whole=True, is_repeated=True)
        add_row(rows, self._headings(), is_whole=True, is_repeated=True)
        for number, row in enumerate(self.grid.rows):
            add_row(rows, self._row(row, keeps=self._keeps(number)), is_whole=not _is_long(row))
        if self.style is None:
            add_rules(self.table)

    def _keeps(self, number: int) -> bool:
        """Tell whether a row stays with what follows: all of a short table; of a long one the ends."""
        count = len(self.grid.rows)
        if self.has_long_rows:
            return False
        return count <= _WHOLE_ROWS or number in (0, count - 2, count - 1)

    def _groups(self) -> Iterator[WordCell]:
        layout = Layout(self.style_id, keeps_with_next=True)
        yield WordCell("", layout, self._letters(), self.widths[0])
        first = 1
        for heading, span in self.grid.groups:
            yield WordCell(
                heading,
                replace(layout, side="center"),
                self._letters(is_strong=True),
                sum(self.widths[first : first + span]),
                span,
                is_underlined=bool(heading) and self.style is None,
            )
            first += span

    def _headings(self) -> Iterator[WordCell]:
        letters = self._letters(is_strong=True)
        sides = ["" if column.is_text else _NUMBERS for column in self.grid.columns]
        said = [self.grid.stub, *(column.heading for column in self.grid.columns)]
        for heading, side, width in zip(said, ["", *sides], self.widths, strict=True):
            layout = Layout(self.style_id, keeps_with_next=True, side=side)
            is_ours = self.style is None
            yield WordCell(heading, layout, letters, width, is_underlined=is_ours, stands_low=True)

    def _row(self, row: GridRow, *, keeps: bool) -> Iterator[WordCell]:
        from docx.shared import Cm

        letters = self._letters(is_strong=row.is_strong)
        words = Layout(self.style_id, keeps_with_next=keeps)
        left = Cm(_INDENT * row.indent).twips if row.indent else None
        yield WordCell(row.label, replace(words, left=left), letters, self.widths[0])
        numbers = replace(words, side=_NUMBERS)
        for cell, column, width in zip(row.cells, self.grid.columns, self.widths[1:], strict=True):
            yield WordCell(cell.text, words if column.is_text else numbers, letters, width)

    def _letters(self, *, is_strong: bool = False) -> Letters:
        return Letters(is_bold=is_strong, half_points=self.half_points)


def _is_long(row: GridRow) -> bool:
    """Tell whether a row may be longer than a page."""
    return max([len(row.label), *(len(cell.text) for cell in row.cells)]) > _LONGEST_WHOLE
