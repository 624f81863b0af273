"""Small files for other programs, as those programs read them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.codebook import CodeRow
from coder.domain.loss import Loss, Losses
from coder.domain.portable import PortableProject
from coder.exchange.bridges import write_bridges
from coder.exchange.bridges.taguette_codes import write_taguette_codes
from coder.exchange.table_file import read_table
from tests.exchange.refi.odd_project import MARKS, TEXTS, codebook, odd_project

FILES = [
    "codes_maxqda.xlsx",
    "codes_qualcoder.txt",
    "codes_taguette.csv",
    "om_filene.txt",
    "survey_atlasti.xlsx",
]


def bridges(folder: Path, project: PortableProject, *, guard: bool = False) -> tuple[Loss, ...]:
    """Write them into a new folder."""
    folder.mkdir()
    losses = write_bridges(folder, project, marks=replace(MARKS, unchecked=True), formula_guard=guard)
    assert sorted(each.name for each in folder.iterdir()) == FILES
    return losses


def sheet(path: Path) -> list[list[str]]:
    """Return a sheet's rows, the header first."""
    table = read_table(path, sheet={"codes_maxqda.xlsx": "Codes"}.get(path.name, "Survey"))
    return [list(table.columns), *(list(row) for row in table.rows)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bridges of the odd project."""
    made = tmp_path_factory.mktemp("bridges") / "out"
    bridges(made, odd_project())
    return made


@pytest.mark.slow
def test_maxqda_gets_paths_and_memos(folder: Path) -> None:
    rows = sheet(folder / "codes_maxqda.xlsx")
    assert rows[0] == ["Code", "Memo"]
    assert [row[0] for row in rows[1:6]] == [
        "Ressurser",
        "Ressurser > Penger",
        "Ressurser > Annet",
        "Tilgang",
        "Tilgang > Annet",
    ]
    assert "Brukes når:\nBeløp nevnes" in rows[2][1]


def test_qualcoder_gets_a_line_for_each_code_and_no_name_twice(folder: Path) -> None:
    lines = (folder / "codes_qualcoder.txt").read_text("utf-8").split("\n")
    names = [line.split("\t")[0] for line in lines if line]
    assert names == [
        "Ressurser>>Penger",
        "Ressurser>>Annet (Ressurser)",
        "Tilgang",
        "Tilgang>>Annet (Tilgang)",
        "Gammel kode",
    ]
    assert lines[0].split("\t")[1].startswith("Nevner penger. \\Eksempler: også budsjett Brukes når: Beløp")


def test_taguette_gets_comma_separated_paths(folder: Path) -> None:
    with (folder / "codes_taguette.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["path"] for row in rows][:4] == [
        "Ressurser.Penger",
        "Ressurser.Annet",
        "Tilgang",
        "Tilgang.Annet",
    ]
    assert rows[0]["description"].startswith("Nevner penger.\n")


@pytest.mark.slow
def test_atlasti_gets_the_survey_with_signs_before_its_columns(folder: Path) -> None:
    rows = sheet(folder / "survey_atlasti.xlsx")
    assert rows[0] == [
        "!Respondent",
        ":Måling",
        ":Størrelse",
        ":Vekt",
        "q12::Hva trengs?",
        "q13/a::Noe mer?",
    ]
    assert rows[1] == ["R001 (2022)", "2022", "Stor", "", TEXTS["R001", "2022"], ""]
    assert len(rows) == 6


@pytest.mark.slow
def test_the_files_say_that_nobody_has_checked_them(folder: Path) -> None:
    assert (folder / "om_filene.txt").read_text("utf-8").startswith("IKKE KONTROLLERT\n")
    table = read_table(folder / "survey_atlasti.xlsx", sheet="Om filen")
    assert any("IKKE KONTROLLERT" in cell for row in table.rows for cell in row)


def test_the_same_project_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    bridges(tmp_path / "again", odd_project())
    for name in FILES:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_what_these_files_cannot_hold_is_told(tmp_path: Path) -> None:
    losses = {loss.what: loss for loss in bridges(tmp_path / "out", odd_project())}
    assert losses["None of these files holds codings."].count == 7
    assert losses["None of these files holds notes."].count == 4
    assert "survey_atlasti.xlsx: weights have no column." in losses


@pytest.mark.slow
def test_names_too_long_or_divided_by_signs_are_made_fit_and_told(tmp_path: Path) -> None:
    book = codebook()
    names = ["x" * 70, "x" * 63 + "y", "a\\b", "a >> b", '"sitat"']
    codes = tuple(
        replace(code, parent=None, row=CodeRow((name,)))
        for code, name in zip(book.codes, names, strict=False)
    )
    project = replace(odd_project(), codebooks=(replace(book, codes=codes),), codings=(), notes=())
    told = " ".join(loss.what for loss in bridges(tmp_path / "out", project))
    assert "cut to 63 characters" in told
    found = [row[0] for row in sheet(tmp_path / "out" / "codes_maxqda.xlsx")[1:]]
    assert found[2] == "a/b"
    assert found[:2] == ["x" * 63, "x" * 59 + " (2)"]
    assert len(set(found)) == len(found)
    lines = (tmp_path / "out" / "codes_qualcoder.txt").read_text("utf-8").splitlines()
    assert not [line for line in lines if ">>" in line or line.startswith('"')]


def test_taguette_gets_no_tag_that_is_too_long(tmp_path: Path) -> None:
    book = codebook()
    names = ["x" * 200, "x" * 201, "x" * 300]
    codes = [
        replace(code, parent=None, row=CodeRow((name,)))
        for code, name in zip(book.codes, names, strict=False)
    ]
    write_taguette_codes(tmp_path, codes, Losses(), formula_guard=False)
    with (tmp_path / "codes_taguette.csv").open(encoding="utf-8-sig", newline="") as file:
        paths = [row["path"] for row in csv.DictReader(file)]
    assert paths == ["x" * 200, "x" * 196 + " (2)", "x" * 196 + " (3)"]


@pytest.mark.slow
def test_formulas_are_guarded_on_request(tmp_path: Path) -> None:
    project = odd_project()
    answers = (replace(project.answers[0], text="=1+1"), *project.answers[1:])
    losses = bridges(tmp_path / "out", replace(project, answers=answers), guard=True)
    assert any("looks like a formula" in loss.what for loss in losses)
    assert sheet(tmp_path / "out" / "survey_atlasti.xlsx")[1][4] == "'=1+1"
    bridges(tmp_path / "plain", replace(project, answers=answers))
    assert sheet(tmp_path / "plain" / "survey_atlasti.xlsx")[1][4] == "=1+1"
