"""Widths, rules and descriptions of Word tables: what the library has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder.documents.column_widths import PADDING
from coder.documents.word_paragraph import word_name
from coder.documents.word_row import rule_of

if TYPE_CHECKING:
    from docx.table import Table

_THICK = 8
"""Eighths of a point."""
_LONGEST_TITLE = 255


def set_columns(table: Table, widths: Sequence[float]) -> None:
    """Give the columns their widths in centimetres; they then stay as they are, whatever is typed."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    properties = table._tbl.tblPr
    total = _child(properties, "tblW")
    total.set(word_name("type"), "dxa")
    total.set(word_name("w"), str(Cm(sum(widths)).twips))
    margins = _child(properties, "tblCellMar")
    for side in ("left", "right"):
        margin = _child(margins, side)
        margin.set(word_name("w"), str(Cm(PADDING).twips))
        margin.set(word_name("type"), "dxa")
    look = _child(properties, "tblLook")
    for name, value in (("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"), ("lastColumn", "0")):
        look.set(word_name(name), value)
    look.set(word_name("val"), "0420")
    look.set(word_name("noHBand"), "0")
    look.set(word_name("noVBand"), "1")


def describe(table: Table, title: str, description: str) -> None:
    """Say what the table shows, for those who cannot see it."""
    properties = table._tbl.tblPr
    for name, text in (("tblCaption", title[:_LONGEST_TITLE]), ("tblDescription", description)):
        if text:
            _child(properties, name).set(word_name("val"), text)


def add_rules(table: Table) -> None:
    """Draw the rules above and below a printed table; the third one is that of its headings."""
    borders = _child(table._tbl.tblPr, "tblBorders")
    for side in ("top", "bottom"):
        rule = _child(borders, side)
        for name, value in rule_of(_THICK).items():
            rule.set(name, value)


# The schema's order of what stands in these properties, as far as anybody writes it.
_TABLE_ORDER = [
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW"),
    *("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    *("tblCaption", "tblDescription"),
]


def _child(parent: Any, name: str) -> Any:
    """Return a part of an element, made where it is missing in the place the schema gives it."""
    from docx.oxml.parser import OxmlElement

    found = parent.find(word_name(name))
    if found is not None:
        return found
    made = OxmlElement(f"w:{name}")
    later = set(_TABLE_ORDER[_TABLE_ORDER.index(name) + 1 :]) if name in _TABLE_ORDER else set()
    following = next((each for each in parent if each.tag.rpartition("}")[2] in later), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)
    return made
