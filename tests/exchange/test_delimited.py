"""CSV and its relatives: values arrive as they stand, and every trouble has its sentence."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.exchange.delimited import UnknownDelimiterError
from coder.exchange.delimited_encoding import (
    BrokenTextError,
    NotTextError,
    UnknownEncodingError,
    UnmarkedWideTextError,
    UnmistakableEncodingError,
    WrongEncodingError,
)
from coder.exchange.table import EmptyFileError, Table
from coder.exchange.table_file import read_table


def table(folder: Path, content: str | bytes, name: str = "svar.csv", **options: str) -> Table:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, **options)


def told(found: Table) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.column, problem.what) for problem in found.problems]


def test_values_stay_as_in_the_file(tmp_path: Path) -> None:
    found = table(tmp_path, "id,a,b\n007,1e5,NA\n 8 ,null,=1+1\n")
    assert found.columns == ("id", "a", "b")
    assert found.rows == [("007", "1e5", "NA"), (" 8 ", "null", "=1+1")]
    assert found.row_numbers == [2, 3]
    assert found.problems == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_encoding_are_found(
    tmp_path: Path, delimiter: str, encoding: str, line_end: str
) -> None:
    lines = ["id,alder,svar", '1,"2,5","Færre møter; fleire årsverk"', '2,"3,5","Òg | lærlingar, på sikt"']
    rows = list(csv.reader(lines))
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    found = table(tmp_path, file.getvalue().encode(encoding), "svar.txt")
    assert [list(found.columns), *map(list, found.rows)] == rows
    assert found.problems == ()


@pytest.mark.parametrize("mark, codec", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_with_its_mark_is_read(tmp_path: Path, mark: bytes, codec: str) -> None:
    assert table(tmp_path, mark + "id\tsvar\n1\tØl\n".encode(codec)).rows == [("1", "Øl")]


def test_what_was_guessed_is_told(tmp_path: Path) -> None:
    assert table(tmp_path, "id;svar\n1;ja\n").notices == ("Read as UTF-8, cells separated by semicolon.",)


def test_a_single_column_with_commas_is_one_column(tmp_path: Path) -> None:
    found = table(tmp_path, "svar\nMer tid, flere folk\nMer tid\nFolk, tid, rom\n")
    assert found.rows == [("Mer tid, flere folk",), ("Mer tid",), ("Folk, tid, rom",)]


def test_a_single_column_whose_header_has_commas_is_one_column(tmp_path: Path) -> None:
    found = table(tmp_path, "Hva er bra, og hva mangler?\nMer tid\nFolk\nTid, rom, folk\n")
    assert found.columns == ("Hva er bra, og hva mangler?",)


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=|\r\nid|svar\r\n1|a;b\r\n")
    assert (found.columns, found.rows, found.row_numbers) == (("id", "svar"), [("1", "a;b")], [2])


def test_a_record_with_line_breaks_is_one_row(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,svar\n1,"a\n\nb"\n2,c\n')
    assert found.rows == [("1", "a\n\nb"), ("2", "c")]
    assert found.row_numbers == [2, 3]


def test_blank_rows_are_left_out_and_told_except_at_the_end(tmp_path: Path) -> None:
    found = table(tmp_path, "id,svar\n\n1,a\n , \n,\n2,b\n\n\n")
    assert found.row_numbers == [3, 6]
    assert "3 blank rows left out (the first is row 2)." in found.notices


def test_a_quotation_mark_inside_an_unquoted_cell_is_text(tmp_path: Path) -> None:
    assert table(tmp_path, 'id,svar\n1,Vi sa "nei" da\n').rows == [("1", 'Vi sa "nei" da')]


def test_an_unclosed_quotation_mark_is_told_where_it_began(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,svar\n1,"a\nb"\n2,"c\n3,d\n4,e\n')
    assert found.rows == [("1", "a\nb")]
    assert told(found) == [
        (3, None, "a quotation mark is opened here (line 4 of the file) and never closed.")
    ]


def test_text_after_a_closing_quotation_mark_is_a_problem_and_later_rows_are_read(tmp_path: Path) -> None:
    found = table(tmp_path, 'id,svar\n1,"a" b\n2,c\n3\n')
    assert found.rows == [("2", "c")]
    assert [row for row, _, _ in told(found)] == [2, 4]


def test_rows_of_other_widths_are_all_told(tmp_path: Path) -> None:
    found = table(tmp_path, "id,a,b\n1,x\n2,x,y,z\n3,x,y\n4,x,y,\n")
    assert found.rows == [("3", "x", "y"), ("4", "x", "y")]
    assert [(row, what.split(",")[0]) for row, _, what in told(found)] == [
        (2, "only 2 cells"),
        (3, "4 cells"),
    ]


def test_a_column_without_header_is_dropped_if_blank_and_a_problem_if_not(tmp_path: Path) -> None:
    assert table(tmp_path, "id,,svar,\n1,,a,\n").columns == ("id", "svar")
    found = table(tmp_path, "id,,svar\n1,,a\n2,x,b\n")
    assert told(found) == [
        (1, None, "column B has no header, but holds values (first in row 3). Give it a name.")
    ]


def test_two_columns_of_one_name_are_a_problem(tmp_path: Path) -> None:
    found = table(tmp_path, "id,svar,svar\n1,a,b\n")
    assert told(found) == [(1, "svar", "two columns, B and C, are both called svar. Rename one.")]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " , \n,\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(EmptyFileError, match="is empty"):
        table(tmp_path, content)


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert table(tmp_path, "id,svar\n").rows == []


def test_nul_is_a_problem_with_its_place_and_other_control_characters_stay(tmp_path: Path) -> None:
    found = table(tmp_path, "id,svar\n1,a\0b\n2,a\x1b[2Jb\x07\n")
    assert found.rows == [("2", "a\x1b[2Jb\x07")]
    assert [(row, column) for row, column, _ in told(found)] == [(2, "svar")]
    assert "U+0000" in found.problems[0].what


def test_half_a_character_is_a_problem(tmp_path: Path) -> None:
    found = table(tmp_path, b"id,svar\n1,a\\ud800b\n2,c\n", encoding="raw_unicode_escape")
    assert found.rows == [("2", "c")]
    assert [(row, column) for row, column, _ in told(found)] == [(2, "svar")]


def test_a_megabyte_in_one_cell_is_taken_whole(tmp_path: Path) -> None:
    text = "Bedre samarbeid. " * 60_000
    assert table(tmp_path, f'id,svar\n1,"{text}"\n').rows == [("1", text)]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"%PDF-1.7", bytes(range(256)) * 4, b"\x81\x8d\n\x81,\x90"]
)
def test_what_is_not_text_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotTextError):
        table(tmp_path, content)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_refused_with_advice_that_works(tmp_path: Path, codec: str) -> None:
    content = "id,svar\n1,Færre møter\n".encode(codec)
    with pytest.raises(UnmarkedWideTextError, match=f"--encoding {codec}"):
        table(tmp_path, content)
    assert table(tmp_path, content, encoding=codec).rows == [("1", "Færre møter")]


def test_a_wrong_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongEncodingError, match="line 2"):
        table(tmp_path, "id,svar\n1,Færre\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(UnmistakableEncodingError, match="is in UTF-8"):
        table(tmp_path, "id,svar\n1,Færre\n", encoding="cp1252")
    for unknown in ("utf-9", "base64"):
        with pytest.raises(UnknownEncodingError) as refused:
            table(tmp_path, "id,svar\n", encoding=unknown)
        assert isinstance(refused.value, WrongUseError)


def test_nearly_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BrokenTextError, match="line 3"):
        table(tmp_path, "id,svar\n1,Færre møter, òg fleire årsverk\n2,f".encode() + b"\xe6rre\n")


def test_signs_of_an_earlier_wrong_encoding_are_told(tmp_path: Path) -> None:
    found = table(tmp_path, "id,svar\n1,FÃ¦rre mÃ¸ter\n")
    assert any("wrong encoding before" in notice for notice in found.notices)


def test_encoding_and_delimiter_can_be_named(tmp_path: Path) -> None:
    found = table(tmp_path, "id;a,b\n1;x,y\n".encode("cp1252"), encoding="cp1252", delimiter=",")
    assert found.columns == ("id;a", "b")
    assert table(tmp_path, "id\ta\n1\tx\n", delimiter="tab").columns == ("id", "a")
    with pytest.raises(UnknownDelimiterError):
        table(tmp_path, "id\ta\n", delimiter=";;")


storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
solid = storable.filter(lambda text: text.strip() != "")


@pytest.mark.slow
@given(
    st.lists(st.tuples(solid, storable, storable), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"])
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives(tmp_path: Path, rows: list[tuple[str, str, str]], line_end: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "svar", "mer"), *rows])
    found = table(tmp_path, file.getvalue(), delimiter=",", encoding="utf-8")
    assert found.rows == rows
    assert found.problems == ()


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_bring_the_reader_down(tmp_path: Path, content: bytes) -> None:
    with suppress(UnusableInputError):
        found = table(tmp_path, content)
        assert all(len(row) == len(found.columns) for row in found.rows)


def test_a_file_far_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(UnusableInputError, match="larger than 1000 MB"):
        read_table(path)
