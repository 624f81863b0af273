"""Project files for four programs: valid, exact in their positions, and honest about what is lost."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from coder.domain.codebook import CodeRow
from coder.domain.errors import UnusableInputError
from coder.domain.exchange_formats import Profile
from coder.domain.loss import Loss
from coder.domain.portable import TEXT_LEFT_OUT, PortableCode, PortableProject
from coder.exchange.refi.guids import guid_of
from coder.exchange.refi.qdpx_reader import read_qdpx
from coder.exchange.refi.qdpx_writer import write_qdpx
from coder.exchange.refi.xml_document import RefiKind, schema_of
from tests.exchange.refi.odd_project import CONSENSUS, KARI, MARKS, OLA, TEXTS, codebook, odd_project, uid
from tests.exchange.refi.written_packages import SPACE, Written, written

SCHEMA = Path(__file__).parents[3] / "coder/exchange/refi/schema/Project-mrt2019.xsd"
EVERY = pytest.mark.parametrize("profile", list(Profile))


def write(folder: Path, project: PortableProject, profile: Profile = Profile.STANDARD) -> Written:
    """Write a project and open the file."""
    write_qdpx(folder / "a.qdpx", project, profile=profile, marks=MARKS)
    return written(folder / "a.qdpx", profile)


@pytest.mark.slow
@EVERY
def test_a_file_is_valid_for_two_validators_and_says_nothing_of_this_machine(
    tmp_path: Path, profile: Profile
) -> None:
    file = write(tmp_path, odd_project(), profile)
    schema = schema_of(RefiKind.PROJECT)
    assert schema.validate(file.root), schema.error_log
    xmlschema.XMLSchema10(SCHEMA).validate(file.document.decode())
    assert b"<!DOCTYPE" not in file.document
    assert b"basePath" not in file.document
    assert b"currentPath" not in file.document
    assert str(tmp_path).encode() not in file.document


@EVERY
def test_a_project_without_anything_is_valid_too(tmp_path: Path, profile: Profile) -> None:
    file = write(tmp_path, PortableProject(name="", uid=uid("empty")), profile)
    schema = schema_of(RefiKind.PROJECT)
    assert schema.validate(file.root), schema.error_log


@EVERY
def test_the_same_project_gives_the_same_bytes(tmp_path: Path, profile: Profile) -> None:
    for name in ("a.qdpx", "b.qdpx"):
        write_qdpx(tmp_path / name, odd_project(), profile=profile, marks=MARKS)
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


@EVERY
def test_every_coding_is_on_the_very_words_it_was_given_for(tmp_path: Path, profile: Profile) -> None:
    file = write(tmp_path, odd_project(), profile)
    users = {each.get("guid"): each.get("name") for each in file.all("//p:User")}
    codes = {guid_of(code.uid): code.row.path[-1] for code in codebook().codes}
    found = Counter(
        (
            file.selected(each).replace("\r\n", "\n"),
            codes[reference.get("targetGUID", "")],
            users[each.get("creatingUser")],
            users[each.xpath("p:Coding", namespaces=SPACE)[0].get("creatingUser")],
        )
        for each in file.all("//p:PlainTextSelection")
        for reference in each.xpath("p:Coding/p:CodeRef", namespaces=SPACE)
        if reference.get("targetGUID") in codes
    )
    first = TEXTS["R001", "2022"]
    assert found == Counter(
        [
            ("tid 😀", "Penger", KARI, KARI),
            ("Og flere folk", "Penger", KARI, KARI),
            (first, "Penger", OLA, OLA),
            (first, "Annet", OLA, OLA),
            ("ikke ", "Annet", KARI, KARI),
            (TEXTS["R003", "2024"].replace("\x0b", ""), "Gammel\x0b kode", KARI, KARI),
            ("linje to", "Tilgang", KARI, KARI),
            (TEXTS["R003", "2024"].replace("\x0b", ""), "Tilgang", CONSENSUS, CONSENSUS),
        ]
    )


@EVERY
def test_every_answer_is_found_whole_from_its_respondent(tmp_path: Path, profile: Profile) -> None:
    file = write(tmp_path, odd_project(), profile)
    selections = {each.get("guid"): file.selected(each) for each in file.all("//p:PlainTextSelection")}
    sources = {
        each.get("guid"): file.texts[f"sources/{each.get('guid')}.txt"].decode()
        for each in (file.all("//p:TextSource") if profile is Profile.MAXQDA else [])
    }
    found = {
        case.get("name"): [
            (selections | sources)[each.get("targetGUID")].replace("\r\n", "\n")
            for each in case.xpath("p:SelectionRef|p:SourceRef", namespaces=SPACE)
        ]
        for case in file.all("//p:Case")
    }
    assert found == {
        "R001 (2022)": [TEXTS["R001", "2022"]],
        "R002 (2022)": [TEXTS["R002", "2022"]],
        "R003 (2022)": [],
        "R001 (2024)": ["linje én\nlinje to"],
        "R003 (2024)": [TEXTS["R003", "2024"].replace("\x0b", "")],
    }


def test_a_question_is_one_text_that_people_can_read(tmp_path: Path) -> None:
    file = write(tmp_path, replace(odd_project(), codings=(), notes=()))
    sources = file.all("//p:TextSource")
    assert [each.get("name") for each in sources] == ["q12 (2022)", "q12 (2024)"]
    first = file.texts[f"sources/{sources[0].get('guid')}.txt"].decode()
    assert first == (
        "[[R001 (2022)]]\nBedre tid 😀 til den enkelte.\nOg flere folk.\n\n"
        "[[R002 (2022)]]\n[R003 (2024)]\n\nikke slutt\n\n"
    )


@EVERY
def test_line_ends_and_marks_are_those_of_the_program(tmp_path: Path, profile: Profile) -> None:
    file = write(tmp_path, odd_project(), profile)
    texts = b"".join(content for name, content in file.texts.items())
    crlf, lf = texts.count(b"\r\n"), texts.count(b"\n")
    if profile in (Profile.NVIVO, Profile.MAXQDA):
        assert crlf == lf
    else:
        assert b"\r" not in texts
    starts = {content[:3] == b"\xef\xbb\xbf" for content in file.texts.values() if content}
    assert starts == {profile is Profile.NVIVO}
    folder = "Sources/" if profile is Profile.NVIVO else "sources/"
    assert all(name.startswith(folder) for name in file.members)


def test_no_two_codes_have_one_name_where_the_program_keeps_only_one(tmp_path: Path) -> None:
    losses = write_qdpx(tmp_path / "a.qdpx", odd_project(), profile=Profile.QUALCODER, marks=MARKS)
    file = written(tmp_path / "a.qdpx", Profile.QUALCODER)
    names = [each.get("name") for each in file.all("//p:Code")]
    assert {"Annet (Ressurser)", "Annet (Tilgang)"} <= set(names)
    assert len(set(names)) == len(names)
    assert ["Annet (Ressurser)", "Annet (Tilgang)"] in [list(loss.examples) for loss in losses]


def test_headings_are_no_codes_and_descriptions_say_all_that_is_known(tmp_path: Path) -> None:
    file = write(tmp_path, odd_project())
    codes = {each.get("name"): each for each in file.all("//p:Code")}
    assert codes["Ressurser"].get("isCodable") == "false"
    assert codes["Penger"].get("isCodable") == "true"
    assert codes["Ressurser"].get("color") == "#0072b2"
    described = codes["Penger"].findtext("p:Description", namespaces=SPACE)
    assert described is not None
    assert described.startswith("Nevner penger.\n\n\\Eksempler:\nogså budsjett\n\nBrukes når:\nBeløp nevnes")


def test_several_codebooks_stand_under_their_names(tmp_path: Path) -> None:
    other = codebook("Andre")
    mine = replace(other, codes=tuple(replace(c, uid=uid("b", c.uid), parent=None) for c in other.codes))
    file = write(tmp_path, replace(odd_project(), codebooks=(codebook(), mine)))
    assert [each.get("name") for each in file.all("//p:Codes/p:Code")] == ["Kodeliste", "Andre"]
    assert schema_of(RefiKind.PROJECT).validate(file.root)


def test_what_is_known_of_respondents_stands_in_variables(tmp_path: Path) -> None:
    file = write(tmp_path, odd_project())
    names = {each.get("guid"): each.get("name") for each in file.all("//p:Variable")}
    values = {
        names[each.xpath("p:VariableRef", namespaces=SPACE)[0].get("targetGUID")]: each[1].text
        for each in file.all("//p:Case[@name='R002 (2022)']/p:VariableValue")
    }
    assert (
        values
        == {
            "Størrelse": "Liten",
            "Vekt": "tung",
            "Respondent": "R002",
            "Måling": "2022",
            "Vekt (2)": "0.0000001",
            "Svarte": "true",
        }
        or values["Vekt (2)"] == "0.0000001"
    )


def test_all_that_other_programs_will_not_know_is_told(tmp_path: Path) -> None:
    losses = write_qdpx(tmp_path / "a.qdpx", odd_project(), profile=Profile.MAXQDA, marks=MARKS)
    told = " ".join(loss.what for loss in losses)
    for word in (
        "no XML file", "retired", "kinds", "consensus", "order of a variable", "no answer", "one code only",
        "sentence by sentence", "how far", "Line ends", "in answers",
    ):  # fmt: skip
        assert word in told, word


def test_a_name_longer_than_is_read_is_told(tmp_path: Path) -> None:
    book = codebook()
    first = replace(book.codes[0], row=replace(book.codes[0].row, path=("x" * 64,)))
    project = replace(odd_project(), codebooks=(replace(book, codes=(first, *book.codes[1:])),))
    losses = write_qdpx(tmp_path / "a.qdpx", project, profile=Profile.MAXQDA, marks=MARKS)
    assert [loss.count for loss in losses if "63" in loss.what] == [1]
    losses = write_qdpx(tmp_path / "a.qdpx", project, profile=Profile.STANDARD, marks=MARKS)
    assert not [loss for loss in losses if "63" in loss.what]


def test_codes_stay_apart_as_far_as_their_names_are_read(tmp_path: Path) -> None:
    long = "Kommunen trenger øremerkede midler til arbeidet også etter at planperioden er over"
    paths = [(f"{long} ({n})",) for n in "abc"]
    rows = [PortableCode(uid("long", path[0]), None, CodeRow(path)) for path in paths]
    project = replace(odd_project(), codebooks=(replace(codebook(), codes=(*codebook().codes, *rows)),))
    losses = write_qdpx(tmp_path / "a.qdpx", project, profile=Profile.MAXQDA, marks=MARKS)
    file = written(tmp_path / "a.qdpx", Profile.MAXQDA)
    names = [code.get("name", "") for code in file.all("/p:Project/p:CodeBook/p:Codes/p:Code")]
    assert len({name[:63] for name in names}) == len(names)
    assert [loss.count for loss in losses if "get a number" in loss.what] == [2]
    back = read_qdpx(tmp_path / "a.qdpx").project.codebooks[0]
    assert {code.row.path for code in back.codes} >= set(paths)


def test_text_nobody_has_checked_is_marked_where_it_is_seen(tmp_path: Path) -> None:
    write_qdpx(
        tmp_path / "a.qdpx", odd_project(), profile=Profile.STANDARD, marks=replace(MARKS, unchecked=True)
    )
    file = written(tmp_path / "a.qdpx", Profile.STANDARD)
    assert "IKKE KONTROLLERT" in (file.root.findtext("p:Description", namespaces=SPACE) or "")
    (reference,) = file.all("/p:Project/p:NoteRef")
    (note,) = file.all(f"//p:Note[@guid='{reference.get('targetGUID')}']")
    assert note.get("name") == "IKKE KONTROLLERT"


def test_a_text_left_out_has_its_place(tmp_path: Path) -> None:
    project = odd_project()
    bare = replace(
        project,
        answers=tuple(replace(each, text=None) for each in project.answers),
        codings=tuple(replace(each, excerpts=()) for each in project.codings),
    )
    file = write(tmp_path, bare)
    assert {file.selected(each) for each in file.all("//p:PlainTextSelection")} == {TEXT_LEFT_OUT}


def test_people_come_before_the_consensus_which_is_nobody_where_it_coded_nothing(tmp_path: Path) -> None:
    project = odd_project()
    users = write(tmp_path, project).all("//p:User")
    assert [each.get("name") for each in users] == [KARI, OLA, CONSENSUS]
    people = tuple(each for each in project.codings if each.coder != CONSENSUS)
    users = write(tmp_path, replace(project, codings=people)).all("//p:User")
    assert [each.get("name") for each in users] == [KARI, OLA]


def test_a_note_on_an_answer_stands_beside_it(tmp_path: Path) -> None:
    for profile in (Profile.STANDARD, Profile.QUALCODER):
        file = write(tmp_path, odd_project(), profile)
        note = guid_of(uid("note a"))
        (place,) = file.all(f"//p:PlainTextSelection[p:NoteRef/@targetGUID='{note}']")
        assert file.selected(place) == TEXTS["R002", "2022"]
        (found,) = file.all(f"//p:Note[@guid='{note}']")
        assert found.findtext("p:PlainTextContent", namespaces=SPACE) == "Se også\nR003"
        assert found.get("creatingUser") == guid_of(uid("kari"))


def test_halves_of_characters_are_replaced_and_told(tmp_path: Path) -> None:
    project = odd_project()
    broken = replace(project, answers=(replace(project.answers[0], text="a\ud83dbc"),), codings=(), notes=())
    losses = write_qdpx(tmp_path / "a.qdpx", broken, profile=Profile.STANDARD, marks=MARKS)
    assert any("\ufffd" in loss.what for loss in losses)
    file = written(tmp_path / "a.qdpx", Profile.STANDARD)
    assert [file.selected(each) for each in file.all("//p:PlainTextSelection")] == ["a\ufffdbc"]


def test_a_document_is_read_by_a_parser_that_knows_no_trust(tmp_path: Path) -> None:
    file = write(tmp_path, odd_project())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    assert etree.fromstring(file.document, parser) is not None


def too_large(losses: tuple[Loss, ...]) -> list[str]:
    """Return what is told of a file that does not come back."""
    return [loss.what for loss in losses if "cannot read the file again" in loss.what]


@pytest.mark.slow
def test_a_file_that_we_would_not_read_ourselves_is_told_when_it_is_written(tmp_path: Path) -> None:
    project = odd_project()
    letters = random.Random(1).randbytes(16_000_000).hex()
    long = replace(project.answers[0], text=letters)
    answer = replace(project, answers=(long, *project.answers[1:]), codings=(), notes=(), coded=())
    respondent = replace(project.participations[0], respondent=letters[:10_000_001])
    person = replace(project, participations=(respondent,), answers=(), codings=(), notes=(), coded=())
    for each, words in ((answer, "32 MB unpacked"), (person, "for this program alone takes 10 MB")):
        (told,) = too_large(write_qdpx(tmp_path / "a.qdpx", each, marks=MARKS))
        assert words in told
        with pytest.raises(UnusableInputError):
            read_qdpx(tmp_path / "a.qdpx")


@EVERY
def test_nothing_is_told_of_a_file_that_comes_back(tmp_path: Path, profile: Profile) -> None:
    losses = write_qdpx(tmp_path / "a.qdpx", odd_project(), profile=profile, marks=MARKS)
    assert too_large(losses) == []
