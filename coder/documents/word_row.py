"""A row of a table in a Word file, put together in the order of the schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coder.documents.word_paragraph import Layout, Letters, add_paragraph, add_words, word_name

THIN = 4
"""Of a rule: eighths of a point."""
_ROW, _ROW_LOOK, _WHOLE, _REPEATED = map(word_name, ("tr", "trPr", "cantSplit", "tblHeader"))
_CELL, _CELL_LOOK, _WIDTH, _SPAN = map(word_name, ("tc", "tcPr", "tcW", "gridSpan"))
_BORDERS, _BELOW, _UP = map(word_name, ("tcBorders", "bottom", "vAlign"))
_KIND, _WIDE, _VALUE = map(word_name, ("type", "w", "val"))


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell with one paragraph; one that goes over several columns has the width of all."""

    text: str
    layout: Layout
    letters: Letters
    width: int
    """Twentieths of a point."""
    span: int = 1
    is_underlined: bool = False
    stands_low: bool = False


def add_row(table: Any, cells: Iterable[WordCell], *, is_whole: bool, is_repeated: bool = False) -> None:
    """Add a row at the end of a table.

    Args:
        table: The table's element.
        cells: From left to right.
        is_whole: It is not broken over two pages.
        is_repeated: It stands on every page the table goes over.
    """
    from lxml.etree import SubElement

    row = SubElement(table, _ROW)
    if is_whole or is_repeated:
        look = SubElement(row, _ROW_LOOK)
        if is_whole:
            SubElement(look, _WHOLE)
        if is_repeated:
            SubElement(look, _REPEATED)
    for cell in cells:
        _add_cell(row, cell)


def rule_of(eighths: int) -> dict[str, str]:
    """Return the marks of a rule so many eighths of a point thick."""
    marks = {"val": "single", "sz": str(eighths), "space": "0", "color": "auto"}
    return {word_name(name): value for name, value in marks.items()}


def _add_cell(row: Any, cell: WordCell) -> None:
    from lxml.etree import SubElement

    made = SubElement(row, _CELL)
    look = SubElement(made, _CELL_LOOK)
    width = SubElement(look, _WIDTH)
    width.set(_KIND, "dxa")
    width.set(_WIDE, str(cell.width))
    if cell.span > 1:
        SubElement(look, _SPAN).set(_VALUE, str(cell.span))
    if cell.is_underlined:
        SubElement(SubElement(look, _BORDERS), _BELOW, rule_of(THIN))
    if cell.stands_low:
        SubElement(look, _UP).set(_VALUE, "bottom")
    paragraph = add_paragraph(made, cell.layout)
    if cell.text:
        add_words(paragraph, cell.text, cell.letters)
