"""Projects of other programs: which answers there are, who gave them, and what stands for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.errors import ProblemsError
from coder.exchange.refi.qdpx_reader import read_qdpx
from tests.exchange.refi.foreign_packages import (
    KARI,
    OLA,
    case,
    code,
    coded,
    coding,
    element,
    guid,
    package,
    project,
    selection,
    source,
)

SURVEY = "[R1]\nBedre hjelp til barn\n\n[R2]\n\n\n[R3]\nFlere folk\nog mer tid\n\n"
CODES = code("Hjelp") + code("Tema", code("Folk"), isCodable="false")
PEOPLE = case("R1") + case("R2") + case("R3")


def survey(folder: Path, marked: str, cases: str = PEOPLE, **more: str) -> Path:
    return package(folder, project(CODES, source("q1", marked), cases=cases, **more), {"q1": SURVEY})


def test_lines_with_respondents_part_a_text_into_answers(tmp_path: Path) -> None:
    marked = selection(5, 25, "Hjelp") + selection(5, 25, "Hjelp", user=OLA) + selection(45, 49, "Folk")
    file = read_qdpx(survey(tmp_path, marked))
    read = file.project
    assert [(each.respondent, each.text) for each in read.answers] == [
        ("R1", "Bedre hjelp til barn"),
        ("R3", "Flere folk\nog mer tid"),
    ]
    assert [each.respondent for each in read.participations] == ["R1", "R2", "R3"]
    assert [question.key for question in read.questions] == ["q1"]
    assert coded(read) == [
        ("R1", "Hjelp", "Kari", []),
        ("R1", "Hjelp", "Ola", []),
        ("R3", "Folk", "Kari", ["folk"]),
    ]
    assert read.coded == (), "the file cannot say how far anybody has come"
    assert any("unless --state says otherwise" in notice for notice in file.notices)
    assert {each.place for each in read.codings} == {"q1"}
    assert any("2 answers to «q1»" in notice for notice in file.notices)
    assert file.losses == ()


def test_an_answer_that_quotes_another_line_keeps_it(tmp_path: Path) -> None:
    text = "[R1]\nSe\n[R1]\nog [R3]\n\n[R3]\nJa\n\n"
    read = read_qdpx(package(tmp_path, project(CODES, source("q1"), cases=PEOPLE), {"q1": text})).project
    assert [each.text for each in read.answers] == ["Se\n[R1]\nog [R3]", "Ja"]


def test_a_transcript_with_speakers_in_brackets_stays_one_text(tmp_path: Path) -> None:
    text = "[Intervjuer]\nHva?\n\n[Svarer]\nDet.\n\n[Intervjuer]\nJa?"
    file = read_qdpx(package(tmp_path, project(CODES, source("Samtale 1")), {"Samtale 1": text}))
    assert [(each.respondent, each.text) for each in file.project.answers] == [("Samtale 1", text)]
    assert any("1 text was read as one respondent" in notice for notice in file.notices)


def test_a_text_for_each_respondent_takes_the_name_and_the_background_of_its_case(tmp_path: Path) -> None:
    value = element("VariableRef", targetGUID=guid("v")) + element("IntegerValue", "7")
    tied = element("VariableValue", value) + element("SourceRef", targetGUID=guid("source a"))
    named = case("Åse", element("SourceRef", targetGUID=guid("source b")))
    document = project(
        CODES,
        source("a", coding("Hjelp")) + source("b", selection(0, 2, "Hjelp")) + source("c"),
        cases=case("", tied) + named + case("Nav"),
        variables=element("Variable", guid=guid("v"), name="Alder", typeOfVariable="Integer"),
    )
    file = read_qdpx(package(tmp_path, document, {"a": "Mer tid", "b": "Ja takk", "c": ""}))
    read = file.project
    assert [(each.respondent, dict(each.background)) for each in read.participations] == [
        ("a", {"Alder": "7"}),
        ("Åse", {}),
    ]
    assert coded(read) == [("a", "Hjelp", "Kari", []), ("Åse", "Hjelp", "Kari", ["Ja"])]
    assert [question.key for question in read.questions] == ["Prosjekt"]
    assert {loss.what: loss.examples for loss in file.losses} == {
        "Texts without a word are left out.": ("c",),
        "Cases without a text of their own are left out.": ("Nav",),
    }
    again = read_qdpx(tmp_path / "fra andre.qdpx", question="q9").project
    assert [question.key for question in again.questions] == ["q9"]


@pytest.mark.parametrize("by_code", [True, False])
def test_places_tied_to_cases_are_answers(tmp_path: Path, by_code: bool) -> None:
    text = "Kari sa mer tid. Ola sa flere folk."
    first, second = guid("first"), guid("second")
    people = case("Kari", element("SelectionRef", targetGUID=first), guid=guid("case 1"))
    people += case("Ola", element("SelectionRef", targetGUID=second), guid=guid("case 2"))
    codes = CODES
    marked = selection(0, 16, guid=first) + selection(17, 35, guid=second)
    if by_code:
        codes += code("Personer", code("Kari", guid=guid("case 1")) + code("Ola", guid=guid("case 2")))
        marked = selection(0, 16, guid=first, inner=_case_coding("case 1"))
        marked += selection(17, 35, guid=second, inner=_case_coding("case 2"))
    marked += selection(24, 34, "Folk")
    read = read_qdpx(
        package(tmp_path, project(codes, source("Møte", marked), cases=people), {"Møte": text})
    ).project
    assert [(each.respondent, each.text) for each in read.answers] == [
        ("Kari", "Kari sa mer tid."),
        ("Ola", "Ola sa flere folk."),
    ]
    assert coded(read) == [("Ola", "Folk", "Kari", ["flere folk"])]
    assert "Kari" not in {each.row.path[-1] for each in read.codebooks[0].codes}


def _case_coding(of: str) -> str:
    return element("Coding", element("CodeRef", targetGUID=guid(of)), guid=guid(f"c {of}"))


def test_one_code_by_one_coder_on_several_places_is_one_coding(tmp_path: Path) -> None:
    marked = (
        selection(5, 10, "Hjelp") + selection(11, 16, "Hjelp") + selection(11, 16, "Hjelp", guid=guid("x"))
    )
    [one] = read_qdpx(survey(tmp_path, marked)).project.codings
    assert one.excerpts == ((0, 5), (6, 11))
    marked += selection(4, 26, "Hjelp")
    file = read_qdpx(survey(tmp_path, marked))
    [one] = file.project.codings
    assert one.excerpts == ()
    assert ["Excerpts within an answer" in loss.what for loss in file.losses] == [True]


def test_a_place_over_several_answers_codes_each_and_one_outside_none(tmp_path: Path) -> None:
    read = read_qdpx(survey(tmp_path, selection(17, 49, "Hjelp"))).project
    assert coded(read) == [
        ("R1", "Hjelp", "Kari", ["til barn"]),
        ("R3", "Hjelp", "Kari", ["Flere folk"]),
    ]
    marked = selection(0, 4, "Hjelp") + selection(7, 7, "Hjelp") + selection(900, 950, "Hjelp")
    file = read_qdpx(survey(tmp_path, marked), convention="standard")
    assert file.project.codings == ()
    assert sum(loss.count for loss in file.losses if "place" in loss.what) == 3


def test_a_code_on_a_whole_text_without_a_word_is_told_as_what_it_is(tmp_path: Path) -> None:
    document = project(CODES, source("tom", coding("Hjelp", of="tom")) + source("a", coding("Hjelp", of="a")))
    file = read_qdpx(package(tmp_path, document, {"tom": " \n", "a": "Bedre hjelp"}))
    assert coded(file.project) == [("a", "Hjelp", "Kari", [])]
    assert [loss.what for loss in file.losses] == [
        "Texts without a word are left out.",
        "Codings of places outside any answer are left out.",
    ]


def test_positions_that_fit_nothing_are_a_problem_until_the_convention_is_given(tmp_path: Path) -> None:
    path = survey(tmp_path, selection(7, 13, "Hjelp"))
    with pytest.raises(ProblemsError, match=r"0 of 1 marked places .* --convention standard"):
        read_qdpx(path)
    assert coded(read_qdpx(path, convention="standard").project) == [("R1", "Hjelp", "Kari", ["dre hj"])]


def test_an_unknown_user_and_none_get_a_name(tmp_path: Path) -> None:
    stranger = guid("fremmed")
    marked = selection(5, 25, "Hjelp", user=stranger)
    marked += selection(
        45, 55, inner=element("Coding", element("CodeRef", targetGUID=guid("Folk"))), user=" "
    )
    read = read_qdpx(survey(tmp_path, marked)).project
    assert [(each[0], each[2]) for each in coded(read)] == [("R1", "unknown"), ("R3", "Kari")]
    assert [coder.name for coder in read.coders] == ["Kari", "Ola", "unknown"]


def test_notes_and_comments_come_along_where_they_are_attached(tmp_path: Path) -> None:
    notes = "".join(
        element("Note", element("PlainTextContent", text), guid=guid(name), name=name, creatingUser=KARI)
        for name, text in [
            ("om svaret", "Uklart &amp; kort"),
            ("om koden", "Vid"),
            ("om q1", "Ledende"),
            ("dagbok", "x"),
        ]
    )
    refer = {name: element("NoteRef", targetGUID=guid(name)) for name in ("om svaret", "om koden", "om q1")}
    marked = selection(5, 25, "Hjelp", inner=refer["om svaret"])
    marked += selection(45, 55, inner="").replace("></", f">{element('Description', 'Viktig')}</", 1)
    document = project(
        code("Hjelp", refer["om koden"]),
        source("q1", marked + refer["om q1"]),
        cases=PEOPLE,
        more=element("Notes", notes),
    )
    file = read_qdpx(package(tmp_path, document, {"q1": SURVEY}))
    answers = {each.uid: each.respondent for each in file.project.answers}
    found = {
        (answers.get(note.answer or ""), note.code is not None, note.question is not None, note.text)
        for note in file.project.notes
    }
    assert found == {
        ("R1", False, False, "Uklart & kort"),
        (None, True, False, "Vid"),
        (None, False, True, "Ledende"),
        ("R3", False, False, "Viktig"),
    }
    [loss] = [each for each in file.losses if "Notes on other things" in each.what]
    assert loss.examples == ("dagbok",)


def test_two_notes_of_one_guid_are_not_taken_for_one(tmp_path: Path) -> None:
    notes = "".join(
        element("Note", element("PlainTextContent", text), guid=guid("n"), name=text) for text in ("En", "To")
    )
    marked = selection(0, 5, "Hjelp", inner=element("NoteRef", targetGUID=guid("n")))
    document = project(CODES, source("a", marked), more=f"<Notes>{notes}</Notes>")
    file = read_qdpx(package(tmp_path, document, {"a": "Bedre hjelp"}))
    assert [note.text for note in file.project.notes] == ["En"]
    [loss] = file.losses
    assert loss.what.startswith("Notes on other things")
    assert loss.examples == ("To",)


def test_what_is_no_text_or_lies_elsewhere_is_told_with_its_codings(tmp_path: Path) -> None:
    picture = element("PictureSource", guid=guid("p"), name="Bilde", path="internal://p.png")
    outside = source("ute", selection(0, 5, "Hjelp"), path="relative://ute.txt")
    broken = source("latin", selection(0, 5, "Hjelp"))
    more = element("Links", element("Link", guid=guid("l"))) + element(
        "Sets", element("Set", guid=guid("s"), name="G")
    )
    document = project(CODES, picture + outside + broken + source("q1"), cases=PEOPLE, more=more)
    file = read_qdpx(package(tmp_path, document, {"q1": SURVEY, "latin": "blåbær".encode("latin-1")}))
    assert {loss.what.split(" are ")[0]: loss.count for loss in file.losses} == {
        "Pictures, sound, film and PDF": 1,
        "Texts that": 2,
        "Codings of texts that could not be read": 2,
        "Links and diagrams": 1,
        "Sets of codes and texts": 1,
    }


def test_a_code_for_structure_that_was_used_can_be_used(tmp_path: Path) -> None:
    file = read_qdpx(survey(tmp_path, selection(5, 25, "Tema")))
    codes = {each.row.path[-1]: each.row.codable for each in file.project.codebooks[0].codes}
    assert codes == {"Hjelp": True, "Tema": True, "Folk": True}
    assert any("structure only" in loss.what for loss in file.losses)


def test_a_project_without_codebook_or_texts_is_read(tmp_path: Path) -> None:
    read = read_qdpx(package(tmp_path, project())).project
    assert (read.name, read.answers, read.codebooks[0].codes) == ("Prosjekt", (), ())


def test_one_question_cannot_be_named_where_there_are_several(tmp_path: Path) -> None:
    document = project(CODES, source("q1") + source("q2"), cases=PEOPLE)
    path = package(tmp_path, document, {"q1": SURVEY, "q2": SURVEY})
    assert [question.key for question in read_qdpx(path).project.questions] == ["q1", "q2"]
    with pytest.raises(ProblemsError, match="answers to 2 questions"):
        read_qdpx(path, question="q9")


def test_a_file_reads_the_same_twice(tmp_path: Path) -> None:
    path = survey(tmp_path, selection(5, 25, "Hjelp"))
    assert read_qdpx(path) == read_qdpx(path)
