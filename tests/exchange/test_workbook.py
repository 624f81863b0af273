"""Workbooks: cells as text, and every trouble met in Excel files."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from coder.exchange import workbook_cells
from coder.exchange.table import EmptyFileError, Table
from coder.exchange.table_file import read_table
from coder.exchange.workbook import (
    BrokenWorkbookError,
    LockedWorkbookError,
    OldWorkbookError,
    OversizedWorkbookError,
    UnknownSheetError,
)


def made(folder: Path, fill: Callable[[Worksheet], None], name: str = "svar.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    book.save(folder / name)
    return folder / name


def rows(*cells: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in cells:
            sheet.append(row)

    return fill


def told(found: Table) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.column, problem.what) for problem in found.problems]


def test_cells_become_the_text_they_show(tmp_path: Path) -> None:
    day, moment = datetime.date(2016, 3, 1), datetime.datetime(2016, 3, 1, 12, 30)  # noqa: DTZ001 - Excel knows no zones
    path = made(
        tmp_path,
        rows(
            ["id", "aar", "vekt", "dato", "tid", "ja", "svar"],
            ["007", 2016.0, 0.1 + 0.2, day, moment, True, " a \n b "],
            ["1e5", 2016, 1.5, day, moment, False, "NA"],
        ),
    )
    found = read_table(path)
    assert found.rows == [
        ("007", "2016", "0.3", "2016-03-01", "2016-03-01 12:30:00", "TRUE", " a \n b "),
        ("1e5", "2016", "1.5", "2016-03-01", "2016-03-01 12:30:00", "FALSE", "NA"),
    ]
    assert found.problems == ()
    assert found.notices == ()


def test_rows_are_numbered_as_excel_shows_them_wherever_the_table_begins(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"] = "id", "svar"
        sheet["B4"], sheet["C4"] = 1, "a"
        sheet["B6"], sheet["C6"] = 2, "b"

    found = read_table(made(tmp_path, fill))
    assert (found.columns, found.rows, found.row_numbers) == (
        ("id", "svar"),
        [("1", "a"), ("2", "b")],
        [4, 6],
    )
    assert found.notices == ("1 blank row left out (row 5).",)


def test_macros_do_not_matter(tmp_path: Path) -> None:
    assert read_table(made(tmp_path, rows(["id"], [1]), "svar.xlsm")).rows == [("1",)]


def test_a_number_too_long_for_excel_is_a_problem(tmp_path: Path) -> None:
    found = read_table(
        made(tmp_path, rows(["id", "svar"], [1234567890123456789, "a"], [123456789012345, "b"]))
    )
    assert [(row, column) for row, column, _ in told(found)] == [(2, "id")]
    assert found.rows[1][0] == "123456789012345"


def test_calculated_formulas_are_taken_and_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "svar.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "sum", "tekst"])
    sheet.write(1, 0, "1")
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_formula(1, 2, '="x"', None, "x")
    sheet.write_string(2, 0, "=2")
    book.close()
    found = read_table(tmp_path / "svar.xlsx")
    assert found.rows[0][:2] == ("1", "2")
    assert found.rows[1][0] == "=2"
    assert any("formulas" in notice and "B2" in notice for notice in found.notices)


def test_a_formula_never_calculated_is_a_problem(tmp_path: Path) -> None:
    found = read_table(made(tmp_path, rows(["id", "svar"], ["1", "=A2"], ["2", "b"])))
    assert told(found) == [
        (2, "svar", "the formula was never calculated. Open the workbook in Excel and save it.")
    ]


def test_a_formula_whose_result_is_an_empty_text_was_calculated(tmp_path: Path) -> None:
    path = made(tmp_path, rows(["id", "svar"], ["1", '=""']))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="B2">', b'<c r="B2" t="str">')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = read_table(path)
    assert (found.rows, found.problems) == ([("1", "")], ())


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["id", "svar"], ["1", "x"])(sheet)
        sheet["B2"] = "=meir tid"
        sheet["B2"].data_type = "s"

    found = read_table(made(tmp_path, fill))
    assert (found.rows, found.problems) == ([("1", "=meir tid")], ())


def test_error_cells_are_problems_but_their_text_is_not(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["id", "svar"], ["1", "#N/A"], ["2", "#REF!"], ["3", "x"])(sheet)
        sheet["B4"] = "#N/A"
        sheet["B4"].data_type = "s"

    found = read_table(made(tmp_path, fill))
    assert [(row, column) for row, column, _ in told(found)] == [(2, "svar"), (3, "svar")]
    assert found.rows[2] == ("3", "#N/A")


def test_merged_cells_are_problems_in_header_and_body(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["id", "svar", "b", "c"], ["1", "a", "x", "y"], ["2", "b", "x", "y"])(sheet)
        sheet.merge_cells("C1:D1")
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("H8:I9")

    found = read_table(made(tmp_path, fill))
    merged = [what for _, _, what in told(found) if "merged" in what]
    assert [what.split(" are")[0] for what in merged] == ["cells C1:D1 in the header", "cells B2:B3"]


@pytest.mark.slow
def test_the_first_visible_sheet_with_cells_is_read_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Skjult")
    hidden.append(["x"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Svar").append(["id"])
    book["Svar"].append([1])
    book.create_sheet("Koder").append(["kode"])
    path = tmp_path / "svar.xlsx"
    book.save(path)
    found = read_table(path)
    assert found.columns == ("id",)
    assert found.notices == ("Sheet Svar was read. The workbook has: Sheet, Skjult, Svar, Koder.",)
    assert read_table(path, sheet="Koder").columns == ("kode",)
    with pytest.raises(UnknownSheetError, match=r"has no sheet Nei\. It has: Sheet, Skjult, Svar, Koder"):
        read_table(path, sheet="Nei")
    with pytest.raises(EmptyFileError):
        read_table(path, sheet="Sheet")


def test_escaped_control_characters_are_unescaped_and_kept(tmp_path: Path) -> None:
    found = read_table(made(tmp_path, rows(["id", "svar"], ["1", "a_x000D_b_x0007_"])))
    assert found.rows == [("1", "a\rb\x07")]


@pytest.mark.parametrize("cut", [10, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, cut: float) -> None:
    path = made(tmp_path, rows(["id"], [1]))
    content = path.read_bytes()
    path.write_bytes(content[: int(cut if cut > 1 else cut * len(content))])
    with pytest.raises(BrokenWorkbookError, match="not a whole workbook"):
        read_table(path)


@pytest.mark.parametrize("content", [b"id,svar\n1,a\n", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(content)
    with pytest.raises(BrokenWorkbookError):
        read_table(path)


def test_another_kind_of_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(BrokenWorkbookError):
        read_table(path)


def test_damaged_bytes_inside_are_refused(tmp_path: Path) -> None:
    path = made(tmp_path, rows(["id", "svar"], *[[number, "Meir tid " * 9] for number in range(200)]))
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    content = bytearray(path.read_bytes())
    content[place : place + 300] = bytes(300)
    path.write_bytes(content)
    with pytest.raises(BrokenWorkbookError):
        read_table(path)


@pytest.mark.slow
def test_an_empty_file_and_an_empty_sheet_are_refused(tmp_path: Path) -> None:
    (tmp_path / "tom.xlsx").write_bytes(b"")
    for path in (tmp_path / "tom.xlsx", made(tmp_path, rows())):
        with pytest.raises(EmptyFileError):
            read_table(path)


@pytest.mark.slow
def test_old_and_protected_workbooks_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    path.write_bytes(ole)
    with pytest.raises(OldWorkbookError, match="save it as XLSX"):
        read_table(path)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(LockedWorkbookError, match="password"):
        read_table(path)


@pytest.mark.slow
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    block = bytes(10_000_000)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(workbook_cells.MOST_BYTES_UNPACKED // len(block) + 1):
            part.write(block)
    with pytest.raises(OversizedWorkbookError, match="at most 1000 MB"):
        read_table(path)


def test_an_opendocument_sheet_is_read_the_same_way(tmp_path: Path) -> None:
    cells = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    header = row.format(cells.format("string", "", "id") + cells.format("string", "", "svar"))
    body = row.format(
        cells.format("float", 'office:value="2016"', "2016") + cells.format("string", "", "Mer tid")
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Svar">{header}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "svar.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
        archive.writestr("content.xml", content)
    found = read_table(path)
    assert (found.columns, found.rows, found.problems) == (("id", "svar"), [("2016", "Mer tid")], ())
