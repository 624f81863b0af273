"""From a path to a table: what is refused before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coder.domain.errors import UnusableInputError
from coder.exchange.table import column_letter
from coder.exchange.table_file import (
    FolderInsteadOfFileError,
    NoSuchFileError,
    UnknownFormatError,
    UnreadableFileError,
    read_table,
)

SHARED = Path(__file__).parents[3] / "shared" / "data"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFileError, match=r"There is no file .*borte\.csv"):
        read_table(tmp_path / "borte.csv")
    (tmp_path / "mappe.csv").mkdir()
    with pytest.raises(FolderInsteadOfFileError):
        read_table(tmp_path / "mappe.csv")
    (tmp_path / "fil").write_text("x")
    with pytest.raises(NoSuchFileError):
        read_table(tmp_path / "fil" / "svar.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("id\n1\n")
    path.chmod(0)
    with pytest.raises(UnreadableFileError):
        read_table(path)


def test_what_the_system_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read: "):
        read_table(tmp_path / ("x" * 300 + ".csv"))


@pytest.mark.parametrize("suffix", [".xls", ".por", ".sas7bdat", ".docx", ".pdf", ".rar", ""])
def test_other_kinds_are_refused_with_those_that_can_be_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"svar{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(UnknownFormatError, match="CSV, TSV, TXT, XLSX, XLSM, ODS, SAV or DTA") as refused:
        read_table(path)
    assert isinstance(refused.value, UnusableInputError)


@pytest.mark.parametrize("place, letters", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(place: int, letters: str) -> None:
    assert column_letter(place) == letters


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared survey files are not beside this checkout")
def test_the_same_survey_as_text_and_as_workbook_is_the_same_table() -> None:
    text, book = (read_table(SHARED / name) for name in ("arbeidstiltak.csv", "arbeidstiltak.xlsx"))
    assert (text.columns, text.rows, text.row_numbers) == (book.columns, book.rows, book.row_numbers)
    assert len(text.rows) == 37


TITLED = "Undersøkelsen 2026,,\n,,\nSvar per 1. mars,,\nid,kommune,svar\n1,Oslo,Folk.\n2,Bergen,Tid.\n"


def test_titles_above_the_header_are_left_out_and_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(TITLED, encoding="utf-8")
    table = read_table(file)
    assert table.columns == ("id", "kommune", "svar")
    assert table.rows == [("1", "Oslo", "Folk."), ("2", "Bergen", "Tid.")]
    assert table.row_numbers == [5, 6]
    assert any("row 4" in notice for notice in table.notices)
    assert table.problems == ()


@pytest.mark.parametrize("remark", ["3,,", "3,Sett hit,et notat"])
def test_a_header_of_one_name_stays_the_header_whatever_is_remarked_below(
    tmp_path: Path, remark: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"svar,,\n1,,\n2,,\n{remark}\n4,,\n", encoding="utf-8")
    table = read_table(file)
    assert table.columns == ("svar",)
    assert table.row_numbers == [2, 3, 4, 5]
