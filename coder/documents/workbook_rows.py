"""Rows of workbooks we wrote, read where one that breaks its reader does no harm (see ``contained``)."""

from __future__ import annotations


def first_sheet_rows(path: str) -> list[list[str]]:
    """Return the cells of the first sheet as text."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def rows_of_sheet_headed(path: str, heading: str) -> list[list[str]] | None:
    """Return the first two cells of each row of the last sheet that begins with a heading; None: no such."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in reversed(book.sheet_names):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if rows and rows[0] and rows[0][0] == heading:
            return [[str(cell) for cell in row[:2]] for row in rows]
    return None
