"""Every sheet of a workbook at once, read where a workbook that breaks its reader does no harm."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from coder.exchange.workbook_cells import BROKEN, EMPTY, LOCKED, grid_cells, refused
from coder.exchange.workbook_marks import content_of, marks_in

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_SHEETS = 200
"""A workbook with more is no coded survey; the rest is left unread, and that is told."""

_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*\bhidden=["'](?:1|true)["']""")


def every_sheet(path: str) -> dict[str, Any]:
    """Read all sheets of a workbook as plain values.

    Returns:
        ``trouble`` as ``sheet_cells`` says it; else ``sheets``, each with ``name``, ``hidden``, ``rows`` of
        texts (``SparseRows``), ``first_column`` of them from 0, ``merged``, ``overlong``, ``marks``, and how
        many ``hidden_rows`` it has.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    trouble = refused(path)
    if trouble:
        return trouble
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = _sheets(workbook, path)
    except PasswordError:
        return {"trouble": LOCKED}
    except (CalamineError, zipfile.BadZipFile, ParseError):
        return {"trouble": BROKEN}
    return {"sheets": sheets} if any(sheet["rows"] for sheet in sheets) else {"trouble": EMPTY}


def _sheets(workbook: CalamineWorkbook, path: str) -> list[dict[str, Any]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found: list[dict[str, Any]] = []
    for one in workbook.sheets_metadata[:MOST_SHEETS]:
        if one.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(one.name)
        said: dict[str, Any] = {"name": one.name, "hidden": one.visible != SheetVisibleEnum.Visible}
        if sheet.start is None:
            found.append({**said, **_NOTHING})
            continue
        content = b"" if path.lower().endswith(".ods") else content_of(path, one.name)
        said |= grid_cells(sheet, sheet.start[1])
        said |= {"marks": marks_in(content).plain(), "hidden_rows": len(_HIDDEN_ROW.findall(content))}
        found.append(said)
    return found


_NOTHING: dict[str, Any] = {
    "rows": [],
    "first_column": 0,
    "merged": [],
    "overlong": [],
    "marks": [[], [], []],
    "hidden_rows": 0,
}
