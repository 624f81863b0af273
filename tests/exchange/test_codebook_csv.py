"""Codebooks read from tables and written as CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.codebook import CodeKind, CodeRow, CodeText
from coder.exchange.codebook.csv import codebook_in, write_codebook_csv
from coder.exchange.codebook.rows import CodebookFile
from coder.exchange.codebook.workbook import write_codebook_workbook
from coder.exchange.table_file import read_table

FULL = CodeRow(
    ("Tema", "Under>tema", "Kode «1»"),
    CodeKind.DONT_KNOW,
    False,
    "#aabbcc",
    True,
    CodeText(
        'Sier "vet ikke",\nover to linjer',
        "når; alltid",
        "aldri",
        ("Vet ikke.", "Usikker, egentlig"),
        ("veit ikkje", "vi"),
        {"nb": "Vet ikke", "nn": "Veit ikkje", "en": "Don't know"},
    ),
)


def read(tmp_path: Path, text: str, **where: str) -> CodebookFile:
    path = tmp_path / "liste.csv"
    path.write_text(text, encoding="utf-8")
    return codebook_in(read_table(path), where)


def problems(file: CodebookFile) -> list[tuple[int | None, str | None]]:
    return [(problem.row, problem.column) for problem in file.problems]


def test_all_columns_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    write_codebook_csv(path, [FULL])
    assert path.read_text("utf-8").splitlines()[0] == (
        "theme,code,definition,use_when,not_when,examples,aliases,kind,codable,"
        "label_nb,label_nn,label_en,colour,retired"
    )
    file = codebook_in(read_table(path))
    assert (file.rows, file.problems) == ((FULL,), ())
    assert not any("not read" in notice for notice in file.notices)


def test_a_workbook_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    rows = [CodeRow(("2016",)), CodeRow(("=1+1",)), FULL]
    write_codebook_workbook(path, rows)
    assert codebook_in(read_table(path)).rows == tuple(rows)


def test_only_code_is_needed(tmp_path: Path) -> None:
    file = read(tmp_path, "code\nPris\n Tid \n")
    assert file.rows == (CodeRow(("Pris",)), CodeRow(("Tid",)))
    assert file.rows[0].said == frozenset()


def test_a_theme_may_be_a_path(tmp_path: Path) -> None:
    file = read(tmp_path, "theme,code\nTema > Under,Kode\n,Alene\n")
    assert [row.path for row in file.rows] == [("Tema", "Under", "Kode"), ("Alene",)]


def test_a_parent_is_the_nearest_code_or_a_path(tmp_path: Path) -> None:
    file = read(tmp_path, "code,parent\nA,\nB,A\nC,B\nD,Ny\nE,A > B\n")
    paths = [row.written_path for row in file.rows]
    assert paths == ["A", "A > B", "A > B > C", "Ny > D", "A > B > E"]


def test_a_code_under_itself_is_a_problem(tmp_path: Path) -> None:
    assert problems(read(tmp_path, "code,parent\nA,B\nB,A\n")) == [(2, "parent"), (3, "parent")]


def test_other_columns_are_named(tmp_path: Path) -> None:
    file = read(tmp_path, "code,origin,note\nPris,ours,x\n")
    assert file.notices[-1] == "liste.csv: these columns are not read: «origin», «note»."


def test_a_file_without_codes_says_so(tmp_path: Path) -> None:
    file = read(tmp_path, "theme,antall\nA,B\n")
    assert problems(file) == [(None, "code")]
    assert "columns theme, code, definition; this one has theme, antall" in file.problems[0].what


def test_norwegian_headings_are_understood_and_told(tmp_path: Path) -> None:
    file = read(tmp_path, "Tema,Kode,Definisjon\nPenger,Lønn,Om lønn\nPenger,Drift,\n,Annet,Resten\n")
    assert [row.path for row in file.rows] == [("Penger", "Lønn"), ("Penger", "Drift"), ("Annet",)]
    assert [row.text.definition for row in file.rows] == ["Om lønn", "", "Resten"]
    assert file.notices[-1] == (
        "liste.csv: columns were read as: «Tema» = theme, «Kode» = code, «Definisjon» = definition."
    )


def test_a_theme_written_once_is_that_of_the_rows_below(tmp_path: Path) -> None:
    file = read(tmp_path, "Hovedtema;Undertema\nPenger;Lønn\n;Drift\nFolk;Kurs\n")
    assert [row.path for row in file.rows] == [("Penger", "Lønn"), ("Penger", "Drift"), ("Folk", "Kurs")]
    assert file.notices[-1] == "liste.csv: a theme that is written once goes on for the blank cells below it."


def test_of_numbers_and_names_the_names_are_the_codes(tmp_path: Path) -> None:
    file = read(tmp_path, "Kode;Navn;Beskrivelse\n1;Lønn;Om lønn\n2;Drift;Om drift\n")
    assert [row.path for row in file.rows] == [("Lønn",), ("Drift",)]
    assert file.rows[0].text.definition == "Om lønn"


def test_names_of_our_own_go_before_what_is_only_called_alike(tmp_path: Path) -> None:
    file = read(tmp_path, "Navn,code,Tema,definition,Beskrivelse\nx,Lønn,Penger,Om lønn,y\n")
    assert [(row.path, row.text.definition) for row in file.rows] == [(("Penger", "Lønn"), "Om lønn")]


def test_all_problems_are_reported_together_with_row_and_column(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "theme,code,kind,codable,colour,retired,definition\n"
        ",God,,,,,\n"
        "A,,,,,,ingen kode\n"
        ",Slag,rar,,,,\n"
        ",Farge,,,rød,,\n"
        ",Sett,,kanskje,,aldri,\n"
        ",God,,,,,\n"
        ",A > B,,,,,\n"
        "A > ,C,,,,,\n",
    )
    assert problems(file) == [
        (3, "code"),
        (4, "kind"),
        (5, "colour"),
        (6, "codable"),
        (6, "retired"),
        (7, "code"),
        (8, "code"),
        (9, "theme"),
    ]
    said = [str(problem) for problem in file.problems]
    assert said[1].startswith("liste.csv, row 4, column kind: «rar» is no kind of code. There is: ordinary")
    assert "«God» stands in row 2 already" in said[5]
    assert "--where COLUMN=VALUE" in said[5]
    assert file.rows[0].path == ("God",)


@pytest.mark.parametrize(("written", "codable"), [("ja", True), ("NEI", False), ("0", False), ("", True)])
def test_yes_and_no_are_read_as_people_write_them(tmp_path: Path, written: str, codable: bool) -> None:
    [row] = read(tmp_path, f"code,codable\nA,{written}\n").rows
    assert row.codable is codable


def test_rows_are_picked_from_a_file_with_several_lists(tmp_path: Path) -> None:
    text = "question_id,code\nq1,Annet\nq2,Annet\nq2,Pris\n"
    assert [row.path for row in read(tmp_path, text, question_id="q2").rows] == [("Annet",), ("Pris",)]
    without = read(tmp_path, text)
    assert problems(without) == [(None, "question_id")]
    assert "the file holds several lists: «q1», «q2». Pick one: --where question_id=q1" in str(
        without.problems[0]
    )
    assert problems(read(tmp_path, text, question_id="q3")) == [(None, "question_id")]
    assert problems(read(tmp_path, text, liste="q1")) == [(None, "liste")]


@pytest.mark.parametrize(
    ("name", "where", "codes", "themes"),
    [
        ("gold/codebook_arbeidstiltak.csv", {}, 19, True),
        ("gold/codebook_ip_ja.csv", {}, 17, False),
        ("gold/codebook_ip_nei.csv", {}, 18, False),
        ("gold/codebook_opptrappingsplan.csv", {}, 37, False),
        ("codebook_arbeidstiltak.csv", {}, 19, True),
        ("codebooks.csv", {"question_id": "q7_ja"}, 17, False),
        ("codebooks.csv", {"question_id": "q19_forventninger"}, 37, False),
    ],
)
def test_the_real_codebooks_are_read(
    shared_data: Path, name: str, where: dict[str, str], codes: int, themes: bool
) -> None:
    file = codebook_in(read_table(shared_data / name), where)
    assert file.problems == ()
    assert len(file.rows) == codes
    assert any(len(row.path) == 2 for row in file.rows) is themes


def test_the_starter_codebooks_are_read() -> None:
    from coder.usecases.codebook.files import find_codebook_file, starter_names

    for name in starter_names():
        file = codebook_in(read_table(find_codebook_file(name)))
        assert file.problems == ()
        assert {row.kind for row in file.rows} == set(CodeKind)
