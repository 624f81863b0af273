"""Rules, widths, repeated rows and descriptions of Word tables: what the library has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder.documents.column_widths import PADDING

if TYPE_CHECKING:
    from docx.table import Table, _Cell, _Row

_THICK, _THIN = 8, 4
"""Eighths of a point."""
_LONGEST_TITLE = 255


def set_columns(table: Table, widths: Sequence[float]) -> None:
    """Give the columns their widths in centimetres; they then stay as they are, whatever is typed."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Cm(width)
    properties = table._tbl.tblPr
    total = _child(properties, "w:tblW")
    total.set(_named("w:type"), "dxa")
    total.set(_named("w:w"), str(int(Cm(sum(widths)).twips)))
    margins = _child(properties, "w:tblCellMar")
    for side in ("left", "right"):
        margin = _child(margins, f"w:{side}")
        margin.set(_named("w:w"), str(int(Cm(PADDING).twips)))
        margin.set(_named("w:type"), "dxa")
    look = _child(properties, "w:tblLook")
    for name, value in (("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"), ("lastColumn", "0")):
        look.set(_named(f"w:{name}"), value)
    look.set(_named("w:val"), "0420")
    look.set(_named("w:noHBand"), "0")
    look.set(_named("w:noVBand"), "1")


def describe(table: Table, title: str, description: str) -> None:
    """Say what the table shows, for those who cannot see it."""
    properties = table._tbl.tblPr
    for name, text in (("w:tblCaption", title[:_LONGEST_TITLE]), ("w:tblDescription", description)):
        if text:
            _child(properties, name).set(_named("w:val"), text)


def repeat_row(row: _Row) -> None:
    """Repeat a row on every page the table goes over."""
    _child(row._tr.get_or_add_trPr(), "w:tblHeader")


def keep_row_whole(row: _Row) -> None:
    """Do not break a row over two pages."""
    _child(row._tr.get_or_add_trPr(), "w:cantSplit")


def add_rules(table: Table, heads: int) -> None:
    """Draw the three rules of a printed table: above, under the headings, below."""
    borders = _child(table._tbl.tblPr, "w:tblBorders")
    _rule(borders, "top", _THICK)
    _rule(borders, "bottom", _THICK)
    for cell in table._tbl.tr_lst[heads - 1].tc_lst:
        _underline(cell)


def underline_cell(cell: _Cell) -> None:
    """Draw a thin rule under a cell."""
    _underline(cell._tc)


def _underline(cell: Any) -> None:
    _rule(_child(cell.get_or_add_tcPr(), "w:tcBorders"), "bottom", _THIN)


def _rule(borders: Any, side: str, eighths: int) -> None:
    rule = _child(borders, f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "auto")):
        rule.set(_named(f"w:{name}"), value)


# The schema's order of what stands in these elements, as far as anybody writes it.
_TABLE_ORDER = [
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW"),
    *("jc", "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
    *("tblCaption", "tblDescription"),
]
_CELL_ORDER = ["cnfStyle", "tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]
_ROW_ORDER = ["cnfStyle", "gridBefore", "gridAfter", "cantSplit", "trHeight", "tblHeader", "jc"]
_ORDERS = {"tblPr": _TABLE_ORDER, "tcPr": _CELL_ORDER, "trPr": _ROW_ORDER}


def _child(parent: Any, name: str) -> Any:
    """Return a part of an element, made where it is missing in the place the schema gives it."""
    from docx.oxml.parser import OxmlElement

    found = parent.find(_named(name))
    if found is not None:
        return found
    made = OxmlElement(name)
    order = _ORDERS.get(parent.tag.rpartition("}")[2], [])
    own = name.removeprefix("w:")
    later = set(order[order.index(own) + 1 :]) if own in order else set()
    following = next((each for each in parent if each.tag.rpartition("}")[2] in later), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)
    return made


def _named(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)
