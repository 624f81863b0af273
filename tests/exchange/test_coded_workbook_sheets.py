"""Files as sheets of text: what Excel hides in them, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from coder.domain.errors import ProblemsError, UnusableInputError
from coder.exchange.coded_workbook.header import headed
from coder.exchange.coded_workbook.sheets import cell_problems, sheet_notices, sheets_in
from coder.exchange.delimited import UnknownDelimiterError
from coder.exchange.table import EmptyFileError


@pytest.mark.slow
def test_every_sheet_is_read_with_what_excel_hides(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "koding.xlsx")
    page = book.add_worksheet("Koding")
    page.merge_range("C1:D1", "Koder")
    page.write_row("A2", ["id", "svar", "", ""])
    page.write_formula("C2", '="Kode "&1', None, "Kode 1")
    page.write_formula("D2", '="Kode "&2', None, "Kode 2")
    page.write_row("A3", [1.0, "Bedre samarbeid", "Nav", "#N/A"])
    page.write_formula("D3", "=NA()", None, "#N/A")
    page.write_row("A4", ["2", "Fleire folk", "Folk"])
    page.set_row(3, None, None, {"hidden": True})
    page.merge_range("C5:C6", "Unge")
    book.add_worksheet("Liste").hide()
    book.add_worksheet("Tom")
    book.close()
    found = sheets_in(tmp_path / "koding.xlsx")
    assert [(sheet.name, sheet.is_hidden, bool(sheet.rows)) for sheet in found] == [
        ("Koding", False, True),
        ("Liste", True, False),
        ("Tom", False, False),
    ]
    named = headed(found[0])
    assert named is not None
    assert [(column.name, column.group) for column in named.columns] == [
        ("id", ""),
        ("svar", ""),
        ("Kode 1", "Koder"),
        ("Kode 2", "Koder"),
    ]
    assert named.rows[0] == (2, ("1", "Bedre samarbeid", "Nav", ""))
    notices = list(sheet_notices(found[0]))
    assert "2 cells hold formulas" in notices[0]
    assert "1 row is hidden" in notices[1]
    told = [str(problem) for problem in cell_problems(found[0], 2, frozenset(range(4)))]
    assert told[0].startswith("koding.xlsx, sheet Koding, row 3, column D: the cell shows the error #N/A")
    assert "cells C5:C6 are merged" in told[1]


@pytest.mark.slow
def test_a_table_that_begins_further_in_keeps_its_places(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["B3"], page["C3"], page["B4"], page["C4"] = "id", "kode 1", "r1", "Nav"
    book.save(tmp_path / "k.xlsx")
    (sheet,) = sheets_in(tmp_path / "k.xlsx")
    assert sheet.place(3, 2) == "Sheet!C4"
    assert sheet.cell(3, 2) == "Nav"


def test_a_delimited_file_is_a_sheet_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_bytes("id;svar;kode\nr1;Både «a» og b;Nav\n".encode("cp1252"))
    (sheet,) = sheets_in(tmp_path / "k.csv")
    assert (sheet.name, sheet.place(1, 2), sheet.rows[1]) == ("", "C2", ["r1", "Både «a» og b", "Nav"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["k.xlsx", "k.ods", "k.csv"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(EmptyFileError):
        sheets_in(tmp_path / name)


@pytest.mark.slow
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", os.urandom(4000).hex()])
    book.save(tmp_path / "k.xlsx")
    whole = (tmp_path / "k.xlsx").read_bytes()
    (tmp_path / "k.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnusableInputError):
        sheets_in(tmp_path / "k.xlsx")


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text('id;svar;kode\nr1;"åpen;Nav\nr2;b;Folk\n', encoding="utf-8")
    with pytest.raises(ProblemsError, match="never closed"):
        sheets_in(tmp_path / "k.csv")
    with pytest.raises(UnknownDelimiterError):
        sheets_in(tmp_path / "k.csv", delimiter="ab")
