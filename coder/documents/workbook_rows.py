"""Rows of workbooks we wrote, read where one that breaks its reader does no harm (see ``contained``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coder.documents.sparse_rows import without_blank_end

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def first_sheet_rows(path: str) -> list[list[str]]:
    """Return the cells of the first sheet as text, its blank rows and the blank ends of rows left out."""
    from python_calamine import CalamineWorkbook

    return list(_filled_rows(CalamineWorkbook.from_path(path).get_sheet_by_index(0)))


def rows_of_sheet_headed(path: str, heading: str) -> list[list[str]] | None:
    """Return the first two cells of each filled row of the last sheet headed so in A1; None: no such."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in reversed(book.sheet_names):
        sheet = book.get_sheet_by_name(name)
        if sheet.start == (0, 0) and next(_filled_rows(sheet), [""])[0] == heading:
            return [[*cells, ""][:2] for cells in _filled_rows(sheet)]
    return None


def _filled_rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    for cells in sheet.iter_rows():
        if filled := without_blank_end(cells):
            yield [str(cell) for cell in filled]
