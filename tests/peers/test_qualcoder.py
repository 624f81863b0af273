"""QualCoder takes in what we write, and we take in what it then writes: the same codings by the same people.

Needs `make peers`, and QUALCODER_SOURCE naming a checkout of QualCoder; it is run, never copied.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coder.domain.exchange_formats import Profile
from coder.domain.portable import PortableProject
from coder.exchange.bridges import write_bridges
from coder.exchange.refi.qdc_reader import read_qdc
from coder.exchange.refi.qdc_writer import write_qdc
from coder.exchange.refi.qdpx_reader import read_qdpx
from coder.exchange.refi.qdpx_writer import write_qdpx
from tests.exchange.refi.odd_project import CONSENSUS, KARI, MARKS, OLA, TEXTS, codebook, odd_project
from tests.peers.programs import answer_of, checkout, peer

pytestmark = [pytest.mark.slow, pytest.mark.peers]

FIRST = TEXTS["R001", "2022"]
LAST = TEXTS["R003", "2024"].replace("\x0b", "")
CODINGS = Counter(
    [
        (KARI, "Penger", "tid 😀"),
        (KARI, "Penger", "Og flere folk"),
        (OLA, "Penger", FIRST),
        (OLA, "Annet (Tilgang)", FIRST),
        (KARI, "Annet (Ressurser)", "ikke "),
        (KARI, "Gammel kode", LAST),
        (KARI, "Tilgang", "linje to"),
        (CONSENSUS, "Tilgang", LAST),
    ]
)
"""Who gave which words which code, by the names QualCoder has."""
ANSWERS = {
    "R001 (2022)": FIRST,
    "R002 (2022)": TEXTS["R002", "2022"],
    "R001 (2024)": "linje én\nlinje to",
    "R003 (2024)": LAST,
}


@pytest.fixture(scope="module")
def python() -> Path:
    """QualCoder's environment."""
    return peer("qualcoder")


@pytest.fixture(scope="module")
def source() -> Path:
    """A checkout of QualCoder."""
    return checkout("QualCoder", "QUALCODER_SOURCE")


@pytest.fixture(scope="module")
def taken(python: Path, source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What QualCoder made of a project written for it."""
    folder = tmp_path_factory.mktemp("project")
    write_qdpx(folder / "a.qdpx", odd_project(), profile=Profile.QUALCODER, marks=MARKS)
    (folder / "run").mkdir()
    found = answer_of(python, "qualcoder_run.py", source, folder / "run", "qdpx", folder / "a.qdpx")
    assert isinstance(found, dict)
    return found


def codings_in(tables: dict[str, list[dict[str, Any]]]) -> Counter[tuple[str, str | None, str]]:
    """Return who gave which words which code in QualCoder's project."""
    names = {code["cid"]: code["name"] for code in tables["code_name"]}
    return Counter((each["owner"], names.get(each["cid"]), each["seltext"]) for each in tables["code_text"])


def test_every_coding_arrives_with_its_words_its_code_and_its_coder(taken: dict[str, Any]) -> None:
    tables = taken["tables"]
    assert codings_in(tables) == CODINGS
    texts = {each["id"]: each["fulltext"] for each in tables["source"]}
    for each in tables["code_text"]:
        assert texts[each["fid"]][each["pos0"] : each["pos1"]] == each["seltext"]


def test_the_tree_of_codes_arrives(taken: dict[str, Any]) -> None:
    tables = taken["tables"]
    categories = {each["catid"]: each["name"] for each in tables["code_cat"]}
    names = {each["cid"]: each["name"] for each in tables["code_name"]}
    above = {
        each["name"]: categories.get(each["catid"]) or names.get(each["supercid"])
        for each in tables["code_name"]
    }
    assert categories == {1: "Ressurser"}
    assert above == {
        "Penger": "Ressurser",
        "Annet (Ressurser)": "Ressurser",
        "Tilgang": None,
        "Annet (Tilgang)": "Tilgang",
        "Gammel kode": None,
    }
    memos = {each["name"]: each["memo"] for each in tables["code_name"]}
    assert "Brukes når:\nBeløp nevnes" in memos["Penger"]


def test_every_respondent_is_a_case_with_its_background_and_its_answer(taken: dict[str, Any]) -> None:
    tables = taken["tables"]
    cases = {each["caseid"]: each["name"] for each in tables["cases"]}
    texts = {each["id"]: each["fulltext"] for each in tables["source"]}
    answers = {
        cases[each["caseid"]]: texts[each["fid"]][each["pos0"] : each["pos1"]] for each in tables["case_text"]
    }
    assert answers == ANSWERS
    sizes = {cases[each["id"]]: each["value"] for each in tables["attribute"] if each["name"] == "Størrelse"}
    assert sizes == {"R001 (2022)": "Stor", "R002 (2022)": "Liten", "R003 (2024)": "Ukjent"}
    assert {each["caseOrFile"] for each in tables["attribute_type"]} == {"case"}


def test_notes_arrive_where_they_belong(taken: dict[str, Any]) -> None:
    tables = taken["tables"]
    assert [(each["memo"], each["owner"]) for each in tables["annotation"]] == [("Se også\nR003", KARI)]
    assert {(each["name"], each["jentry"]) for each in tables["journal"]} == {
        ("Penger", "Vid kode"),
        ("q12", "Uklar ordlyd"),
        ("q13/a", "Lite svar"),
    }


def test_what_qualcoder_writes_of_it_comes_back_the_same(taken: dict[str, Any]) -> None:
    (package,) = [each for each in taken["written"] if each.endswith(".qdpx")]
    read = read_qdpx(Path(package)).project
    texts = {each.uid: each.text or "" for each in read.answers}
    paths = {code.uid: code.row.path for book in read.codebooks for code in book.codes}
    found = Counter(
        (coding.coder, paths[coding.code], words)
        for coding in read.codings
        for words in _words(texts[coding.answer], coding.excerpts)
    )
    above: dict[str, tuple[str, ...]] = {
        "Penger": ("Ressurser",),
        "Annet (Ressurser)": ("Ressurser",),
        "Annet (Tilgang)": ("Tilgang",),
    }
    back = {(coder, _path(name, above), words): count for (coder, name, words), count in CODINGS.items()}
    assert found == back
    assert {coder for coder, _code, _words in found} == {KARI, OLA, CONSENSUS}
    assert {f"{each.respondent} ({each.wave})": each.text for each in read.answers} == ANSWERS
    assert {each.question for each in read.answers} == {"q12"}
    weights = {each.weight for each in read.participations}
    assert weights == {each.weight for each in odd_project().participations}


def _words(text: str, excerpts: Any) -> list[str]:
    return [text[start:end] for start, end in excerpts] or [text]


def _path(name: str, above: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    # Its name in the project stands in the description, and comes back.
    return (*above.get(name, ()), name.split(" (", maxsplit=1)[0])


def test_the_codebook_goes_there_and_back(python: Path, source: Path, tmp_path: Path) -> None:
    write_qdc(tmp_path / "a.qdc", codebook(), marks=MARKS, profile=Profile.QUALCODER)
    (tmp_path / "run").mkdir()
    taken = answer_of(python, "qualcoder_run.py", source, tmp_path / "run", "qdc", tmp_path / "a.qdc")
    names = {each["name"] for each in taken["tables"]["code_name"]}
    assert names == {"Penger", "Annet (Ressurser)", "Tilgang", "Annet (Tilgang)", "Gammel kode"}
    (written,) = taken["written"]
    back = {row.path: row for row in read_qdc(Path(written)).rows}
    ours = {code.row.path: code.row for code in codebook().codes if "\x0b" not in code.row.path[-1]}
    assert {path: row.text for path, row in back.items() if path in ours} == {
        path: row.text for path, row in ours.items()
    }
    assert {row.kind for row in back.values()} == {row.kind for row in ours.values()}


def test_a_file_of_the_standard_arrives_too_but_for_codes_of_the_same_name(
    python: Path, source: Path, tmp_path: Path
) -> None:
    write_qdpx(tmp_path / "a.qdpx", odd_project(), profile=Profile.STANDARD, marks=MARKS)
    (tmp_path / "run").mkdir()
    taken = answer_of(python, "qualcoder_run.py", source, tmp_path / "run", "qdpx", tmp_path / "a.qdpx")
    found = codings_in(taken["tables"])
    renamed = {"Annet (Ressurser)": "Annet", "Annet (Tilgang)": None}
    assert found == Counter(
        {(coder, renamed.get(name, name), words): count for (coder, name, words), count in CODINGS.items()}
    )


def test_the_list_of_codes_is_taken_in(python: Path, source: Path, tmp_path: Path) -> None:
    project: PortableProject = odd_project()
    (tmp_path / "bridges").mkdir()
    write_bridges(tmp_path / "bridges", project, marks=MARKS)
    (tmp_path / "run").mkdir()
    file = tmp_path / "bridges" / "codes_qualcoder.txt"
    tables = answer_of(python, "qualcoder_run.py", source, tmp_path / "run", "txt", file)["tables"]
    categories = {each["catid"]: each["name"] for each in tables["code_cat"]}
    assert {each["name"]: categories.get(each["catid"]) for each in tables["code_name"]} == {
        "Penger": "Ressurser",
        "Annet (Ressurser)": "Ressurser",
        "Tilgang": None,
        "Annet (Tilgang)": "Tilgang",
        "Gammel kode": None,
    }
    memos = {each["name"]: each["memo"] for each in tables["code_name"]}
    assert memos["Penger"].startswith("Nevner penger. ")
