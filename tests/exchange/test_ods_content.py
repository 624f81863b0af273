"""OpenDocument sheets as they are: from LibreOffice, and with what only other programs write."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from coder.exchange.table_file import read_table
from coder.exchange.workbook import UnknownSheetError
from tests import outside

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_FORMULAS = 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
_BLANK_SHEET = (
    '<table:table table:name="Om"><table:table-row><table:table-cell/></table:table-row></table:table>'
)


def ods(path: Path, *rows: str, sheets: str = "") -> Path:
    """Write a file whose last sheet has these rows."""
    body = "".join(rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NAMES} {_FORMULAS} office:version="1.3">'
            f"<office:body><office:spreadsheet>{sheets}"
            f'<table:table table:name="Svar">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
            'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return path


def text(shown: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def value(kind: str, given: str, what: str = "value") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{what}="{given}"/>'


@pytest.mark.slow
def test_values_of_every_kind_are_read_as_they_are_meant(tmp_path: Path) -> None:
    kinds = (
        value("date", "2016-03-01", "date-value"),
        value("date", "2016-03-01T14:05:06", "date-value"),
        value("time", "PT30H05M06S", "time-value"),
        value("percentage", "0.125"),
        value("boolean", "true", "boolean-value"),
        value("currency", "1234.5"),
        value("float", "2016"),
    )
    table = read_table(ods(tmp_path / "a.ods", row(*map(text, "abcdefg")), row(*kinds)))

    assert table.rows == [
        ("2016-03-01", "2016-03-01 14:05:06", "30:05:06", "0.125", "TRUE", "1234.5", "2016")
    ]


def test_breaks_within_a_line_do_not_glue_words_together(tmp_path: Path) -> None:
    answer = text("Bedre veier<text:line-break/>og<text:tab/>kino</text:p><text:p>Nytt avsnitt")
    table = read_table(ods(tmp_path / "a.ods", row(text("id"), text("svar")), row(text("r1"), answer)))

    assert table.rows == [("r1", "Bedre veier\nog\tkino\nNytt avsnitt")]


def test_what_others_remarked_on_a_cell_is_no_answer(tmp_path: Path) -> None:
    answer = text("Svar <text:span>med <text:a>lenke</text:a></text:span>").replace(
        "<text:p>", "<office:annotation><text:p>Husk denne</text:p></office:annotation><text:p>", 1
    )
    table = read_table(ods(tmp_path / "a.ods", row(text("id"), text("svar")), row(text("r1"), answer)))

    assert table.rows == [("r1", "Svar med lenke")]


@pytest.mark.slow
def test_repeated_cells_and_rows_stand_as_often_as_they_are_said_to(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "a.ods",
        row(*map(text, "abc")),
        row(text("x"), text("likt", 2), repeated=2),
        row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1_048_573),
    )

    assert read_table(path).rows == [("x", "likt", "likt")] * 2


def test_a_formula_that_was_never_calculated_is_a_problem(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    table = read_table(ods(tmp_path / "a.ods", row(text("id"), text("sum")), row(text("r1"), formula)))

    [problem] = table.problems
    assert (problem.row, problem.column) == (2, "sum")
    assert "never calculated" in problem.what


@pytest.mark.slow
def test_libreoffice_calculates_and_we_take_the_values(tmp_path: Path) -> None:
    (tmp_path / "inn").mkdir()
    sums = [f'<table:table-cell table:formula="of:={formula}"/>' for formula in ("1+0.5", "1/0")]
    # Two rows above each other, so that the places of what is found are told.
    made = ods(
        tmp_path / "inn" / "a.ods",
        row(text("id"), text("sum")),
        row(text("r1"), sums[0]),
        row(text("r2"), sums[1]),
        sheets=_BLANK_SHEET,
    )
    table = read_table(outside.converted(made, "ods", tmp_path))

    assert table.rows == [("r1", "1.5"), ("r2", "")]
    [problem] = table.problems
    assert (problem.row, problem.column) == (3, "sum")
    assert "#DIV/0!" in problem.what
    assert "B2" in table.notices[-1]
    assert table.sheets == ("Om", "Svar")
    with pytest.raises(UnknownSheetError, match="Om, Svar"):
        read_table(tmp_path / "a.ods", sheet="Ark1")


@pytest.mark.slow
def test_a_workbook_saved_as_opendocument_says_the_same(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(book) as written:
        sheet = written.add_worksheet("Svar")
        date, percent = (written.add_format({"num_format": each}) for each in ("yyyy-mm-dd", "0.0%"))
        sheet.write_row(0, 0, ["id", "svar", "dato", "andel", "år", "lik", "lik2"])
        for row in (1, 2):
            sheet.write_row(row, 0, [f"00{row}", "Bedre veier\nog kino"])
            sheet.write_datetime(row, 2, datetime.datetime(2016, 3, row), date)  # noqa: DTZ001
            sheet.write_number(row, 3, 0.125, percent)
            sheet.write_row(row, 4, [2016, "samme", "samme"])
        written.add_worksheet("Skjult").hide()

    converted = read_table(outside.converted(book, "ods", tmp_path))

    assert converted.rows == read_table(book).rows
    assert converted.rows[0] == (
        "001",
        "Bedre veier\nog kino",
        "2016-03-01",
        "0.125",
        "2016",
        "samme",
        "samme",
    )
