"""Workbooks of plain tables: text arrives in Excel as text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from coder.documents.whole_file import CannotWriteFileError, whole_file
from coder.documents.workbook import (
    CellTooLongError,
    Sheet,
    number_pages,
    sheet_name,
    workbook,
    write_workbook,
)


def cells(path: Path) -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return list(page.iter_rows(values_only=True))


def test_texts_that_look_like_formulas_links_or_numbers_stay_text(tmp_path: Path) -> None:
    hostile = [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "http://eksempel.example",
        "007",
        "{=A1}",
        "mailto:a@b.example",
        " x ",
    ]
    path = tmp_path / "t.xlsx"
    write_workbook(path, [Sheet("ark", ["text"], [[text] for text in hostile])])
    page = openpyxl.load_workbook(path).active
    assert page is not None
    found = [page.cell(row, 1) for row in range(2, len(hostile) + 2)]
    assert [cell.value for cell in found] == hostile
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)


def test_numbers_are_numbers_and_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [Sheet("ark", ["a", "b", "c"], [[3, 0.5, None]])])
    assert cells(tmp_path / "t.xlsx") == [("a", "b", "c"), (3, 0.5, None)]


def test_characters_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [Sheet("ark", ["a"], [["x\x1b[2J\x00y\ud800z\n_x0041_"]])])
    assert cells(tmp_path / "t.xlsx")[1][0] == "x\ufffd[2J\ufffdy\ufffdz\n_x0041_"


def test_a_text_longer_than_a_cell_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_workbook(path, [Sheet("ark", ["a"], [["å" * 32_767]])])
    before = path.read_bytes()
    with pytest.raises(CellTooLongError, match=r"Sheet ark, row 2, column a: the text has 32.768 characters"):
        write_workbook(path, [Sheet("ark", ["a"], [["🙂" * 16_384]])])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [Sheet("ark", ["a"], [["æ"], ["æ"]])])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    "name, expected",
    [("a/b:c", "a b c"), ("'", "1"), ("", "1"), ("x" * 40, "x" * 31), ("to\nlinjer", "to linjer")],
)
def test_a_sheets_name_is_one_excel_takes(name: str, expected: str) -> None:
    assert sheet_name(name) == expected


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("før")

    def half() -> None:
        with whole_file(path) as new:
            new.write_text("halv")
            raise ValueError

    with pytest.raises(ValueError):
        half()
    assert path.read_text() == "før"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteFileError, match="Cannot write"), whole_file(tmp_path / "nei" / "t.csv"):
        pass


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "rør"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        read = other.submit(pipe.read_text)
        with whole_file(pipe) as new:
            new.write_text("hei")
        assert read.result(timeout=10) == "hei"
    assert pipe.is_fifo()


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "fil.csv").write_text("før")
    link = tmp_path / "lenke.csv"
    link.symlink_to("fil.csv")
    with whole_file(link) as new:
        new.write_text("nå")
    assert link.is_symlink()
    assert (tmp_path / "fil.csv").read_text() == "nå"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Only POSIX systems limit a file's size.")
def test_a_workbook_a_full_disk_cuts_short_is_one_error_and_no_file(tmp_path: Path) -> None:
    # In a process of its own, since the limit and what is thrown away late would meet other tests.
    write = (
        "import gc, pathlib, resource, sys\n"
        "from coder.documents.whole_file import CannotWriteFileError\n"
        "from coder.documents.workbook import Sheet, write_workbook\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "try:\n"
        "    write_workbook(pathlib.Path(sys.argv[1]), [Sheet('ark', ['a'], [['æ']])])\n"
        "except CannotWriteFileError as error:\n"
        "    gc.collect()\n"
        "    print(error.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", write, str(tmp_path / "t.xlsx")], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("4\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_name_of_wide_characters_is_cut_as_excel_counts_and_a_reserved_one_is_not_used() -> None:
    assert len(sheet_name("👩" * 40).encode("utf-16-le")) // 2 <= 31
    assert sheet_name("a" + "👩" * 40) == "a" + "👩" * 15
    assert sheet_name("History") == "History 1"


@pytest.mark.parametrize(
    ("header", "printed"),
    [
        ("Helse & omsorg", "Helse & omsorg"),
        ("", None),
        (" ", None),
        ("æ" * 300, "æ" * 253),
        ("&" * 300, "&" * 126),
        ("\U0001f642" * 200, "\U0001f642" * 126),
    ],
)
def test_a_printed_header_is_one_that_excel_takes(tmp_path: Path, header: str, printed: str | None) -> None:
    target = tmp_path / "a.xlsx"
    with workbook(target) as book:
        number_pages(book.add_worksheet(), header)
    with ZipFile(target) as parts:
        [page] = [parts.read(name).decode() for name in parts.namelist() if "sheet1.xml" in name]
    found = re.search("<oddHeader>&amp;L(.*?)</oddHeader>", page)
    assert (found and found[1].replace("&amp;&amp;", "&")) == printed
    assert "<oddFooter>&amp;R&amp;P / &amp;N</oddFooter>" in page
