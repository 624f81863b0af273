"""Tables as workbooks, read by openpyxl, calamine and LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coder.documents.grid import GridCell
from coder.documents.provenance_in import NoProvenanceError, provenance_in
from coder.documents.table_files import write_grid
from coder.documents.workbook import CellTooLongError
from tests.documents.grids import HOSTILE, PROVENANCE, by_size, hostile, number, themes, trend
from tests.outside import converted, pdf_text


def page_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def test_numbers_are_numbers_as_precise_as_printed_and_signs_are_text(tmp_path: Path) -> None:
    grid = by_size()
    rows = (
        replace(grid.rows[0], cells=(number(12_345), number("0.810"), number("12.5"))),
        grid.rows[6],
    )
    write_grid(replace(grid, rows=rows), tmp_path / "t.xlsx", "xlsx")
    page = page_of(tmp_path / "t.xlsx")
    assert page["A1"].value == grid.title
    assert [cell.value for cell in page[3]] == ["Innbyggere", "Med ordningen", "Alle", "Prosent"]
    assert [(cell.value, cell.number_format) for cell in page[4][1:]] == [
        (12_345, "#,##0"),
        (0.81, "0.000"),
        (12.5, "0.0"),
    ]
    assert [cell.value for cell in page[5]] == ["Bydeler i Oslo", ":", 15, ":"]
    assert page["A7"].value == grid.note


def test_a_count_in_brackets_is_a_number_that_shows_its_brackets(tmp_path: Path) -> None:
    grid = by_size()
    cells = (GridCell("(12)", 12), GridCell("(1\u00a0234)*", 1234), GridCell("[<5]"))
    write_grid(replace(grid, rows=(replace(grid.rows[0], cells=cells),)), tmp_path / "t.xlsx", "xlsx")
    found = page_of(tmp_path / "t.xlsx")[4][1:]
    assert [cell.value for cell in found] == [12, 1234, "[<5]"]
    assert [cell.number_format for cell in found[:2]] == ['"("0")"', '"("0")*"']


def test_every_text_comes_back_as_text(tmp_path: Path) -> None:
    grid = hostile("to\nlinjer")
    write_grid(grid, tmp_path / "t.xlsx", "xlsx")
    page = page_of(tmp_path / "t.xlsx")
    found = list(page.iter_rows(min_row=5, max_row=4 + len(grid.rows)))
    assert [row[0].value for row in found] == [row.label for row in grid.rows]
    assert [row[3].value for row in found] == [row.label for row in grid.rows]
    assert {cell.data_type for row in found for cell in row} == {"s", "n"}
    assert page["C3"].value == HOSTILE[3]


def test_a_text_too_long_for_a_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(CellTooLongError, match=r"row 14, column A: the text has 40,000 characters"):
        write_grid(replace(hostile("x" * 40_000), caption="", note=""), tmp_path / "t.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_characters_that_xml_cannot_hold_are_told(tmp_path: Path) -> None:
    told = write_grid(replace(themes(), note="a\x00b"), tmp_path / "t.xlsx", "xlsx")
    assert told == ("1 character that no document can hold was replaced by «\ufffd».",)


@pytest.mark.slow
def test_the_workbook_tells_what_it_was_made_from(tmp_path: Path) -> None:
    long = {**PROVENANCE, "codes": [f"kode {place}" for place in range(10_000)]}
    write_grid(replace(themes(), provenance=long), tmp_path / "t.xlsx", "xlsx")
    assert provenance_in(tmp_path / "t.xlsx") == long
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[1]
    assert str(sheet["B1"].value).startswith("What this was made from")
    assert ["entry.number", "812"] in [[row[0].value, row[1].value] for row in sheet.iter_rows(max_row=10)]


@pytest.mark.slow
def test_a_file_that_tells_nothing_is_said_to(tmp_path: Path) -> None:
    write_grid(replace(themes(), provenance={}), tmp_path / "t.xlsx", "xlsx")
    (tmp_path / "t.docx").write_text("ikke noe dokument", encoding="utf-8")
    (tmp_path / "t.pdf").touch()
    for name in ("t.xlsx", "t.docx", "t.pdf"):
        with pytest.raises(NoProvenanceError, match=name):
            provenance_in(tmp_path / name)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_grid(trend(), tmp_path / name, "xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.slow
def test_libreoffice_shows_the_table(tmp_path: Path) -> None:
    write_grid(trend(), tmp_path / "t.xlsx", "xlsx")
    shown = pdf_text(converted(tmp_path / "t.xlsx", "pdf", tmp_path))
    assert "Tabell 21.1" in shown
    assert [
        " ".join(line.split()[-10:]) for line in shown.splitlines() if line.strip().startswith("Totalt")
    ] == ["419 100 293 100 333 100 318 100 346 100"]


def test_rows_are_as_high_as_their_texts(tmp_path: Path) -> None:
    grid = trend()
    columns = tuple(
        replace(column, group=f"Samarbeid med andre om arbeid {column.group}") for column in grid.columns
    )
    long = replace(
        grid.rows[0], label="Øremerkede midler til arbeidet i kommunene også etter at planperioden er over"
    )
    write_grid(replace(grid, columns=columns, rows=(long,)), tmp_path / "t.xlsx", "xlsx")
    page = page_of(tmp_path / "t.xlsx")
    assert [page.row_dimensions[row].height for row in (3, 4, 5)] == [45, None, 30]


def test_a_table_may_be_called_as_its_other_sheet_is(tmp_path: Path) -> None:
    write_grid(replace(themes(), number="", caption="provenance"), tmp_path / "t.xlsx", "xlsx")
    assert provenance_in(tmp_path / "t.xlsx") == PROVENANCE
