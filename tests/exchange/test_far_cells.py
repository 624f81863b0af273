"""Workbooks with a cell far down or far out: blanks cost next to nothing, and rows keep their numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from coder.documents.cells_in import cells_in
from coder.documents.workbook_rows import first_sheet_rows
from coder.exchange.coded_workbook.cells import every_sheet
from coder.exchange.coded_workbook.header import headed
from coder.exchange.coded_workbook.sheets import sheets_in
from coder.exchange.table_file import read_table
from coder.exchange.workbook_cells import sheet_cells

HEADER, FIRST = ["id", "svar", "kjønn"], ["7", "Bussen går for sjelden", "K"]
DOWN, OUT = 1_000_000, 16_384
"""The row of a cell far down, the columns of a sheet with a cell far out."""
MOST = 1_000
"""Characters that three rows take on their way, with room: the blank rows take millions."""


def made(folder: Path, *far: tuple[int, int, str], top: int = 1) -> Path:
    """Return a workbook of a small table, and of cells far off as (row from 1, column from 0, text)."""
    path = folder / "svar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Svar")
        for row, cells in enumerate((HEADER, FIRST), start=top - 1):
            sheet.write_row(row, 0, cells)
        for row, column, text in far:
            sheet.write_string(row - 1, column, text)
    return path


DOWN_THERE = [(DOWN, 0, "8"), (DOWN, 1, "Mer lys"), (DOWN, 2, "M")]


def one_sheet(path: str) -> dict[str, Any]:
    return sheet_cells(path, None)


@pytest.mark.slow
@pytest.mark.parametrize("read", [one_sheet, every_sheet, first_sheet_rows])
@pytest.mark.parametrize("far", [DOWN_THERE, [(2, OUT - 1, "M")]], ids=["down", "out"])
def test_blank_cells_do_not_cross_from_the_process_that_reads(
    read: Callable[[str], object], far: list[tuple[int, int, str]], tmp_path: Path
) -> None:
    crossing = json.dumps(read(str(made(tmp_path, *far))))
    assert "Bussen" in crossing
    blanks_between = 4 * OUT if far[0][1] else 0
    assert len(crossing) < MOST + blanks_between


@pytest.mark.slow
def test_a_row_far_down_keeps_its_number(tmp_path: Path) -> None:
    found = read_table(made(tmp_path, *DOWN_THERE))
    assert found.rows == [tuple(FIRST), ("8", "Mer lys", "M")]
    assert found.row_numbers == [2, DOWN]
    assert f"{DOWN - 3} blank rows" in found.notices[0]


@pytest.mark.slow
def test_a_table_that_begins_far_down_is_read_where_it_stands(tmp_path: Path) -> None:
    found = read_table(made(tmp_path, top=DOWN))
    assert (found.columns, found.rows, found.row_numbers) == (tuple(HEADER), [tuple(FIRST)], [DOWN + 1])


def test_a_column_far_out_without_a_header_is_told_with_its_letters(tmp_path: Path) -> None:
    found = read_table(made(tmp_path, (2, OUT - 1, "M")))
    assert ["XFD" in problem.what for problem in found.problems] == [True]


@pytest.mark.slow
def test_a_short_row_is_as_wide_as_the_header(tmp_path: Path) -> None:
    assert read_table(made(tmp_path, (3, 0, "8"))).rows == [tuple(FIRST), ("8", "", "")]


@pytest.mark.slow
def test_a_coded_sheet_with_a_row_far_down_is_read_where_it_stands(tmp_path: Path) -> None:
    (sheet,) = sheets_in(made(tmp_path, *DOWN_THERE))
    assert (len(sheet.rows), sheet.cell(DOWN - 1, 1), sheet.place(DOWN - 1, 1)) == (
        DOWN,
        "Mer lys",
        f"Svar!B{DOWN}",
    )
    assert list(sheet.filled_rows(1)) == [1, DOWN - 1]
    found = headed(sheet)
    assert found is not None
    assert found.rows == ((1, tuple(FIRST)), (DOWN - 1, ("8", "Mer lys", "M")))


def test_lines_of_a_written_table_are_equally_wide(tmp_path: Path) -> None:
    assert cells_in(made(tmp_path, (5, 0, "N = 2"))) == [tuple(HEADER), tuple(FIRST), ("N = 2", "", "")]
