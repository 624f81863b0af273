"""A table in an OpenDocument text: a native table under a numbered caption, its note below."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from coder.documents.column_widths import PADDING, SetTable, fitting_size, set_tables
from coder.documents.document_look import CAPTION, TABLE_NOTE, TABLE_TEXT
from coder.documents.file_text import FileText
from coder.documents.grid import Grid, GridRow
from coder.documents.languages import language_tag, table_word
from coder.documents.odt_marks import OwnStyles, odt_words
from coder.documents.odt_styles import dress_odt, style_name
from coder.documents.provenance_text import KEY, provenance_text
from coder.documents.whole_file import whole_file
from coder.documents.zip_bytes import repacked
from coder.text.numbers import unbroken_numbers

if TYPE_CHECKING:
    from odfdo import Document

_ROOM, _ROOM_ON_SIDE = 15.6, 24.3
"""Centimetres between the margins of our page, and of one laid on its side."""
_INDENT = 0.4
_WHOLE_ROWS = 30
_STYLE_SIZE = 9.0
_THICK, _THIN = "1pt solid #000000", "0.5pt solid #000000"
_DECLARED = '<text:sequence-decl text:display-outline-level="0" text:name="{word}"/>'


def write_odt_grid(grid: Grid, path: Path) -> None:
    """Write a document with one table, on a page laid on its side where it is wide.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """
    from odfdo import Document

    document = Document("text")
    document.body.clear()
    document.del_part("Thumbnails/thumbnail.png")
    dress_odt(document, language_tag(grid.language), is_ours=True)
    _describe(document, grid)
    is_wide = fitting_size(grid, _ROOM) is None
    if is_wide:
        _lay_on_side(document)
    add_odt_grid(document, grid, restarts=True, room=_ROOM_ON_SIDE if is_wide else _ROOM)
    made = BytesIO()
    document.save(made)
    with whole_file(path) as new:
        new.write_bytes(repacked(made))


def add_odt_grid(
    document: Document,
    grid: Grid,
    clean: Callable[[str], str] | None = None,
    *,
    restarts: bool = False,
    room: float = _ROOM,
) -> None:
    """Add caption, table and note at the end of a document.

    Args:
        document: Where to; dressed by ``dress_odt``.
        grid: The table.
        clean: Makes texts fit for the file, and may count what it replaces.
        restarts: The table's number is what it says also when numbers are counted anew.
        room: Centimetres between the margins.
    """
    from odfdo import Element

    grid = grid.mapped(clean or FileText()).mapped(unbroken_numbers)
    body: Any = document.body
    styles = OwnStyles(document)
    _declare(body, table_word(grid.language))
    size, parts = set_tables(grid, room)
    note = style_name(TABLE_NOTE)
    body.append(Element.from_tag(_caption(grid, restarts=restarts)))
    for number, part in enumerate(parts):
        if number:
            body.append(Element.from_tag(f'<text:p text:style-name="{note}"/>'))
        is_last = number == len(parts) - 1
        body.append(Element.from_tag(_TableXml(part, size, styles, number, is_last=is_last).xml()))
    body.append(Element.from_tag(f'<text:p text:style-name="{note}">{odt_words(grid.note)}</text:p>'))


def _describe(document: Document, grid: Grid) -> None:
    meta = document.meta
    for element in meta.root.get_elements("//office:meta/*"):
        element.delete()
    meta.title = FileText()(grid.title)
    meta.language = language_tag(grid.language)
    if grid.provenance:
        meta.set_user_defined_metadata(KEY, provenance_text(grid.provenance))


def _lay_on_side(document: Document) -> None:
    for page in document.styles.root.get_elements("//style:page-layout-properties"):
        page.set_attribute("fo:page-width", "29.7cm")
        page.set_attribute("fo:page-height", "21cm")
        page.set_attribute("style:print-orientation", "landscape")


def _declare(body: Any, word: str) -> None:
    """Say once in a document that tables are counted by this word."""
    from odfdo import Element

    declared = body.get_element("text:sequence-decls")
    if declared is None:
        declared = Element.from_tag("<text:sequence-decls/>")
        body.insert(declared, position=0)
    names = [each.get_attribute("text:name") for each in declared.get_elements("text:sequence-decl")]
    if word not in names:
        declared.append(Element.from_tag(_DECLARED.format(word=word)))


def _caption(grid: Grid, *, restarts: bool) -> str:
    words = odt_words(grid.caption)
    if grid.number:
        word = table_word(grid.language)
        chapter, dot, last = grid.number.rpartition(".")
        number = odt_words(last)
        if last.isdecimal():
            counted = f"ooow:{int(last)}" if restarts else f"ooow:{word}+1"
            number = (
                f"<text:sequence text:ref-name={quoteattr(f'ref{word}{grid.number}')} "
                f'text:name="{word}" text:formula="{counted}" style:num-format="1">{last}</text:sequence>'
            )
        words = f"{word}\u00a0{odt_words(chapter + dot)}{number}{odt_words('  ')}{words}"
    return f'<text:p text:style-name="{style_name(CAPTION)}">{words}</text:p>'


class _TableXml:
    """Writes one table."""

    def __init__(self, part: SetTable, size: float, styles: OwnStyles, number: int, *, is_last: bool) -> None:
        self.part = part
        self.grid = part.grid
        self.size = size
        self.styles = styles
        self.number = number
        self.is_last = is_last

    def xml(self) -> str:
        """Return the table as an element."""
        grid = self.grid
        width = self.part.name + sum(self.part.columns)
        is_whole = len(grid.rows) <= _WHOLE_ROWS
        look = self.styles.named(
            "table",
            "table",
            {
                "style:width": f"{width:.2f}cm",
                "table:align": "left",
                "table:border-model": "collapsing",
                # What keeps lines together in a text does not keep rows together.
                "style:may-break-between-rows": "false" if is_whole else "",
                "fo:keep-with-next": "always" if is_whole and self.is_last else "",
            },
        )
        columns = "".join(
            f'<table:table-column table:style-name="{self._column(each)}"/>'
            for each in (self.part.name, *self.part.columns)
        )
        heads = [*([self._groups()] if grid.groups else []), self._headings()]
        rows = [self._row(row, number) for number, row in enumerate(grid.rows)]
        name = f"{grid.label or grid.caption[:60]}{f' ({self.number + 1})' if self.number else ''}"
        about = f"<table:title>{odt_words(grid.title)}</table:title>"
        if grid.description:
            about += f"<table:desc>{odt_words(grid.description)}</table:desc>"
        return (
            f'<table:table table:name={quoteattr(name)} table:style-name="{look}">{about}{columns}'
            f"<table:table-header-rows>{''.join(heads)}</table:table-header-rows>{''.join(rows)}</table:table>"
        )

    def _column(self, width: float) -> str:
        return self.styles.named("table-column", "table-column", {"style:column-width": f"{width:.2f}cm"})

    def _groups(self) -> str:
        cells = [self._cell("", top=_THICK)]
        for heading, span in self.grid.groups:
            bottom = _THIN if heading else ""
            cells.append(
                self._cell(
                    heading, align="center", is_strong=True, keeps=True, top=_THICK, bottom=bottom, span=span
                )
            )
            cells += ["<table:covered-table-cell/>"] * (span - 1)
        return self._line(cells)

    def _headings(self) -> str:
        top = "" if self.grid.groups else _THICK
        edges: dict[str, Any] = {
            "top": top,
            "bottom": _THIN,
            "is_strong": True,
            "keeps": True,
            "is_low": True,
        }
        cells = [self._cell(self.grid.stub, **edges)]
        cells += [
            self._cell(column.heading, align="" if column.is_text else "end", **edges)
            for column in self.grid.columns
        ]
        return self._line(cells)

    def _row(self, row: GridRow, number: int) -> str:
        count = len(self.grid.rows)
        look: dict[str, Any] = {
            "is_strong": row.is_strong,
            "keeps": count <= _WHOLE_ROWS or number in (0, count - 2, count - 1),
            "bottom": _THICK if number == count - 1 else "",
        }
        cells = [self._cell(row.label, indent=row.indent, **look)]
        cells += [
            self._cell(cell.text, align="" if column.is_text else "end", **look)
            for column, cell in zip(self.grid.columns, row.cells, strict=True)
        ]
        return self._line(cells)

    def _line(self, cells: list[str]) -> str:
        whole = self.styles.named("table-row", "table-row", {"fo:keep-together": "always"})
        return f'<table:table-row table:style-name="{whole}">{"".join(cells)}</table:table-row>'

    def _cell(
        self,
        text: str,
        *,
        align: str = "",
        indent: int = 0,
        is_strong: bool = False,
        is_low: bool = False,
        keeps: bool = False,
        top: str = "",
        bottom: str = "",
        span: int = 1,
    ) -> str:
        edges = {
            "fo:padding": "0cm",
            "fo:padding-left": f"{PADDING}cm",
            "fo:padding-right": f"{PADDING}cm",
            "fo:border-left": "none",
            "fo:border-right": "none",
            "fo:border-top": top or "none",
            "fo:border-bottom": bottom or "none",
            "style:vertical-align": "bottom" if is_low else "top",
        }
        lines = {
            "fo:text-align": align,
            "fo:margin-left": f"{_INDENT * indent:.1f}cm" if indent else "",
            "fo:keep-with-next": "always" if keeps else "",
        }
        letters = {
            "fo:font-size": "" if self.size == _STYLE_SIZE else f"{self.size}pt",
            "fo:font-weight": "bold" if is_strong else "",
        }
        cell = self.styles.named("table-cell", "table-cell", edges)
        said = self.styles.named("paragraph", "paragraph", lines, letters, style_name(TABLE_TEXT))
        spanned = f' table:number-columns-spanned="{span}"' if span > 1 else ""
        return (
            f'<table:table-cell table:style-name="{cell}" office:value-type="string"{spanned}>'
            f'<text:p text:style-name="{said}">{odt_words(text)}</text:p></table:table-cell>'
        )
