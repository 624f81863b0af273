"""The cells of a sheet as text, read where a workbook that breaks its reader does no harm (``contained``).

Everything said here is plain values, for it goes from one process to another.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from coder.documents.sparse_rows import sparse, without_blank_end
from coder.exchange.ods_content import ods_marks, with_breaks, with_spans
from coder.exchange.workbook_marks import marks_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_BYTES_UNPACKED = 1_000_000_000
"""A workbook that unpacks to more is refused: 100 000 answers of a page each stay far below."""

LOCKED, OLD, BROKEN, EMPTY, OVERSIZED, NO_SUCH_SHEET = (
    "locked", "old", "broken", "empty", "oversized", "no such sheet"
)  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXACT_BELOW = 1e15
"""Excel keeps 15 digits of a number; what a longer one said is lost."""

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


def sheet_cells(path: str, wanted: str | None) -> dict[str, Any]:
    """Read one sheet of a workbook: the one named, else the first visible one that is not empty.

    Returns:
        ``trouble`` with one of the words above (``sheets`` or ``size`` beside it where it is about them);
        else ``sheets`` (names), ``sheet`` (the one read), ``rows`` of texts (``SparseRows``),
        ``first_column`` of them from 0, ``merged`` ranges as ((top, left), (bottom, right)), ``overlong``
        numbers as (row, column), and ``marks`` as three lists of (letters, row, shown).
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    trouble = refused(path)
    if trouble:
        return trouble
    try:
        mended = with_breaks(path) if _is_ods(path) else None
        with CalamineWorkbook.from_object(path if mended is None else mended) as workbook:
            return _read(workbook, path, wanted)
    except PasswordError:
        return {"trouble": LOCKED}
    except (CalamineError, zipfile.BadZipFile, ParseError):
        return {"trouble": BROKEN}


def refused(path: str) -> dict[str, Any]:
    """Say why a file is not even looked into, as ``sheet_cells`` says trouble; empty where it is."""
    with open(path, "rb") as file:  # noqa: PTH123 - the fewest imports
        start = file.read(len(_OLE))
        if start == _OLE:
            return {"trouble": LOCKED if _ENCRYPTED in start + file.read() else OLD}
    if not start:
        return {"trouble": EMPTY}
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        return {"trouble": BROKEN}
    return {"trouble": OVERSIZED, "size": size} if size > MOST_BYTES_UNPACKED else {}


def _read(workbook: CalamineWorkbook, path: str, wanted: str | None) -> dict[str, Any]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in sheets]
    if wanted is not None and wanted not in names:
        return {"trouble": NO_SUCH_SHEET, "sheets": names}
    for one in sheets:
        if one.name == wanted or (wanted is None and one.visible == SheetVisibleEnum.Visible):
            sheet = workbook.get_sheet_by_name(one.name)
            if sheet.start is not None:
                marks = ods_marks(path, one.name) if _is_ods(path) else marks_of(path, one.name)
                grid = grid_cells(sheet, sheet.start[1])
                if _is_ods(path):
                    grid["rows"] = with_spans(grid["rows"])
                return {"sheets": names, "sheet": one.name, "marks": marks.plain(), **grid}
    return {"trouble": EMPTY}


def _is_ods(path: str) -> bool:
    return path.lower().endswith(".ods")


def grid_cells(sheet: CalamineSheet, first_column: int) -> dict[str, Any]:
    """Return ``rows``, ``first_column``, ``merged`` and ``overlong`` of a sheet, as ``sheet_cells`` does."""
    overlong: list[tuple[int, int]] = []
    each = (without_blank_end(cells) for cells in sheet.iter_rows())
    rows = sparse(
        _texts(row, cells, first_column, overlong) if cells else [] for row, cells in enumerate(each)
    )
    merged = sheet.merged_cell_ranges or []
    return {"rows": rows, "first_column": first_column, "merged": merged, "overlong": overlong}


def _texts(row: int, cells: Sequence[Cell], first_column: int, overlong: list[tuple[int, int]]) -> list[str]:
    texts = []
    for place, cell in enumerate(cells):
        if type(cell) is str:
            texts.append(cell)
            continue
        if isinstance(cell, (int, float)) and not -_EXACT_BELOW < cell < _EXACT_BELOW:
            overlong.append((row, first_column + place))
        texts.append(_as_text(cell))
    return texts


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        # Excel shows and keeps 15 digits: 0.1 + 0.2 is 0.3 there.
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
