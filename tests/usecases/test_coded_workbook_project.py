"""Half-coded workbooks held against a project: its questions, texts, ids, waves and codes come first."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from sqlalchemy import select

from coder.exchange.coded_workbook.roles import Wishes
from coder.store import schema
from coder.store.check import findings
from coder.store.origins import origins_of
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.usecases.exchange.bringing_in import CodedAsked, take_coded
from coder.usecases.exchange.coded_workbook.understanding import CodesWished, ProjectHere, project_here
from tests.usecases.coded_sheets import LIST, read
from tests.usecases.small_projects import TEXTS, small_project

HEAD = ["id", "svar", "Kode 1"]


@pytest.fixture
def here(tmp_path: Path) -> ProjectHere:
    """Give what a small project has: three answers of 2016, codes in themes."""
    with reading(small_project(str(tmp_path / "p.sqlite"))) as work:
        return project_here(work)


def rows(*codes: str) -> list[list[str]]:
    return [HEAD, *([who, text, code] for (who, text), code in zip(TEXTS.items(), codes, strict=False))]


def test_the_question_is_known_by_its_texts_and_the_wave_by_its_answers(here: ProjectHere) -> None:
    found = read({"Ark1": rows("Tettere oppfølging", "mer tid", "Vet ikke")}, here=here)
    assert found.by_question() == [
        ("hva_skal_til", "r1", "Samarbeid > Tettere oppfølging"),
        ("hva_skal_til", "r2", "Kapasitet > Mer tid"),
        ("hva_skal_til", "r3", "Vet ikke"),
    ]
    assert {answer.wave for answer in found.file.project.answers} == {"2016"}
    assert found.told("«svar» is the project's question «hva_skal_til».")
    assert (found.found.placed.same, found.found.placed.new) == (3, 0)


def test_blanks_and_line_ends_make_no_other_text_but_words_do(here: ProjectHere) -> None:
    given = rows("Mer tid", "Mer tid")
    given[1][1] = f"  {TEXTS['r1']}\r\n"
    given[2][1] = "Noe helt annet enn det som står der."
    found = read({"Ark1": given}, here=here, columns=Wishes(question="hva_skal_til"))
    assert found.problems() == [
        "koding.xlsx, sheet Ark1, row 3, column B: the text of respondent «r2» differs from the one stored."
    ]
    found = read({"Ark1": given}, here=here, columns=Wishes(question="hva_skal_til"), changed="keep")
    assert found.problems() == []
    texts = {answer.respondent: answer.text for answer in found.file.project.answers}
    assert texts == {"r1": TEXTS["r1"], "r2": TEXTS["r2"]}


def test_ids_may_have_lost_their_zeros(tmp_path: Path) -> None:
    texts = {f"00{n}": text for n, text in enumerate(TEXTS.values(), 1)}
    with reading(small_project(str(tmp_path / "p.sqlite"), texts)) as work:
        here = project_here(work)
    given = [HEAD, *([str(int(who)), text, "Mer tid"] for who, text in texts.items())]
    found = read({"Ark1": given}, here=here)
    assert list(found.codes()) == ["001", "002", "003"]
    assert found.told("3 ids are taken for ones with zeros in front (1 for 001")


def test_a_sheet_without_texts_takes_those_of_the_project_and_strangers_are_problems(
    here: ProjectHere,
) -> None:
    found = read(
        {"Ark1": [["id", "Kode 1"], ["r1", "Mer tid"], ["r2", "Mer tid"], ["r9", "Mer tid"]]}, here=here
    )
    assert list(found.codes()) == ["r1", "r2"]
    (problem,) = found.problems()
    assert problem.startswith(
        "koding.xlsx, sheet Ark1, row 4, column A: there is no answer by respondent «r9»"
    )


def test_the_projects_codes_are_the_known_ones_and_the_list_gives_numbers(here: ProjectHere) -> None:
    book = [
        ["Nr", "Kode", "Definisjon"],
        ["1", "Mer tid", ""],
        ["2", "Tettere oppfølging", ""],
        ["3", "Ny i lista", ""],
    ]
    found = read({"Ark1": rows("1", "2", "3"), "Kodeliste": book}, here=here)
    assert found.codes() == {"r1": ["Kapasitet > Mer tid"], "r2": ["Samarbeid > Tettere oppfølging"]}
    assert found.unknown() == ["3"]
    taken = read({"Ark1": rows("1", "2", "3"), "Kodeliste": book}, here=here, create=True)
    assert taken.codes()["r3"] == ["Ny i lista"]


def test_codes_have_the_uids_of_the_project(here: ProjectHere) -> None:
    found = read({"Ark1": rows("mer TID")}, here=here)
    uids = {code.written_path: code.uid for code in here.codes["hva_skal_til"]}
    (coding,) = found.file.project.codings
    assert coding.code == uids["Kapasitet > Mer tid"]


def test_a_heading_of_the_project_is_no_code(here: ProjectHere) -> None:
    found = read({"Ark1": rows("Samarbeid")}, here=here)
    assert any("Ark1!C2: «Samarbeid» is only a heading" in problem for problem in found.problems())


def test_background_of_known_respondents_stays_as_it_is_unless_it_is_asked_for(here: ProjectHere) -> None:
    given = [
        ["id", "størrelse", "svar", "Kode 1"],
        ["r1", "<2000", TEXTS["r1"], "Mer tid"],
        ["r2", "<2000", TEXTS["r2"], "Mer tid"],
    ]
    found = read({"Ark1": given}, here=here)
    assert found.file.project.variables == ()
    assert found.told("Background of respondents known here is not taken: størrelse.")
    taken = read({"Ark1": given}, here=here, columns=Wishes(attributes=("størrelse",)), takes_background=True)
    assert [variable.name for variable in taken.file.project.variables] == ["størrelse"]


def test_coders_are_those_of_the_project_however_they_are_written(here: ProjectHere) -> None:
    known = ProjectHere(
        here.codes,
        here.codebooks,
        here.texts,
        here.respondents,
        {"kari nordmann": "Kari Nordmann", "kn": "Kari Nordmann"},
    )
    given = [
        ["id", "svar", "Kodet av", "Kode 1"],
        *([who, text, "KN", "Mer tid"] for who, text in TEXTS.items()),
    ]
    found = read({"Ark1": given}, here=known)
    assert [coder.name for coder in found.file.project.coders] == ["Kari Nordmann"]


def test_a_new_question_beside_those_of_the_project_is_told(here: ProjectHere) -> None:
    given = [
        ["id", "annet", "Kode 1"],
        *([who, f"Noe annet enn før, nummer {who}, som er langt nok.", "A"] for who in TEXTS),
    ]
    found = read(
        {"Ark1": given, "Kodeliste": LIST}, here=here, wished=CodesWished(create_codes=True, coder="kari")
    )
    assert found.told("«annet» is a new question; the project has: hva_skal_til.")
    assert found.found.placed.new == 3


@pytest.mark.slow
def test_the_same_workbook_again_changes_nothing_and_each_coding_says_its_cell(tmp_path: Path) -> None:
    target = str(tmp_path / "ny.sqlite")
    sheets = {
        "Kari": [HEAD, *([who, text, "Mer tid"] for who, text in TEXTS.items())],
        "Ola": [HEAD, *([who, text, "Mer tid; Kapasitet > Annet"] for who, text in TEXTS.items())],
    }
    asked = CodedAsked(create_codes=True)
    first = take_coded(target, "kari", read(sheets, create=True).file, asked)
    assert (first.new_codings, first.new_answers, first.newly_done) == (9, 3, 6)
    engine = open_project(target)
    with reading(engine) as work:
        assert findings(work) == []
        now = project_here(work)
        uids = list(work.connection.scalars(select(schema.coding.c.uid)))
        places = {each.place for each in origins_of(work, "coding", uids).values()}
    assert places == {f"{name}!C{row}" for name in ("Kari", "Ola") for row in (2, 3, 4)}
    assert set(now.coders.values()) >= {"kari", "Ola"}
    again = take_coded(target, "kari", read(sheets, here=now, create=True).file, asked)
    assert not again.changed


@pytest.mark.slow
def test_twenty_thousand_rows_are_understood_in_seconds() -> None:
    head = ["id", "svar", *[f"Kode {n}" for n in range(1, 9)]]
    codes = [f"Kode nummer {n}, noe lang" for n in range(60)]
    rows = [
        [str(n), f"Svar nummer {n} er langt nok.", *[codes[(n + k * k) % 60] for k in range(8)]]
        for n in range(20_000)
    ]
    start = time.process_time()
    found = read(
        {"Ark1": [head, *rows], "Kodeliste": [["Kode", "Definisjon"], *[[code, "x"] for code in codes]]}
    )
    assert len(found.file.project.codings) > 100_000
    assert time.process_time() - start < 30
