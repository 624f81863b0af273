"""`coder export` and `coder import-coded`, as they are typed."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.coders import coder_named
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing, reading
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import set_code
from coder.usecases.exchange.portable_out import portable_project
from tests.builders import (
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    code_answer,
    finish,
    new_project,
)
from tests.exchange.refi.foreign_packages import case, code, package, selection, source
from tests.exchange.refi.foreign_packages import project as refi_project
from tests.made_once import made_once

TEXTS = {
    "Åse Holm": "Ring meg på 915 12 345, hilsen Åse.",
    "kommune-2": "Bedre samarbeid.",
    "kommune-3": "=1+1 er to",
}


def run(project: Path, *arguments: str | Path, coder: str = "kari") -> Result:
    return CliRunner().invoke(cli, ["--project", str(project), "--coder", coder, *map(str, arguments)])


@pytest.fixture
@made_once
def project(tmp_path: Path) -> Path:
    engine = new_project(tmp_path / "p.sqlite")
    question = add_question(engine, "hva_skal_til")
    answers = add_answers(engine, question, TEXTS, background={"Størrelse": ["små", "store", "små"]})
    codes = add_codes(engine, question, "Samarbeid", "Ressurser")
    kari, ola = add_coder(engine, "kari"), add_coder(engine, "Ola Nordmann")
    code_answer(engine, answers[0], codes[0], kari)
    code_answer(engine, answers[1], codes[0], ola)
    finish(engine, answers[0], kari)
    engine.dispose()
    return tmp_path / "p.sqlite"


def all_bytes(file: Path) -> bytes:
    """Return everything in a file, that of a zip archive unpacked."""
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(name) + name.encode() for name in archive.namelist())


@pytest.mark.slow
def test_a_project_goes_out_and_comes_into_one_that_is_made(project: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "ut.qdpx", tmp_path / "ny.sqlite"
    result = run(project, "export", "qdpx", "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 answers, 2 codings written to" in result.stderr
    assert "IKKE KONTROLLERT" in result.stderr
    result = run(new, "import-coded", file)
    assert result.exit_code == 0
    assert "3 new answers, 0 already here." in result.stderr
    assert "2 new codings, 0 new excerpts; 1 answer newly done." in result.stderr
    assert "Nothing new" in run(new, "import-coded", file).stderr


@pytest.mark.slow
@pytest.mark.parametrize("format", ["qdpx", "xlsx", "csv", "sav"])
def test_nothing_of_who_is_who_is_in_a_pseudonymous_file(project: Path, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"ut.{format}"
    result = run(project, "export", format, "-o", file, "--pseudonymous", "--without-text")
    assert result.exit_code == 0
    key = tmp_path / f"ut.{format}.key.csv"
    assert f"The key is in {key}." in " ".join(result.stderr.split("\n"))
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with key.open(encoding="utf-8", newline="") as opened:
        rows = {(row["kind"], row["original"]): row["pseudonym"] for row in csv.DictReader(opened)}
    assert sorted(name for kind, name in rows if kind == "respondent") == sorted(TEXTS)
    assert {rows["coder", "kari"], rows["coder", "Ola Nordmann"]} == {"Coder A", "Coder B"}
    left = [each for each in tmp_path.iterdir() if each.name.startswith("ut") and each != key]
    written = b"".join(all_bytes(each) for each in left)
    for secret in ("Åse", "kommune-2", "kari", "Nordmann", "samarbeid.", "p.sqlite"):
        assert secret.encode() not in written, secret


def test_a_key_that_is_there_keeps_its_numbers(project: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        run(project, "export", "csv", "-o", tmp_path / name, "--pseudonymous", "--key", tmp_path / "key.csv")
    assert (tmp_path / "a_long.csv").read_bytes() == (tmp_path / "b_long.csv").read_bytes()


@pytest.mark.parametrize("format", ["qdpx", "csv"])
def test_a_file_that_is_no_key_is_not_written_over(project: Path, tmp_path: Path, format: str) -> None:
    other = tmp_path / "key.csv"
    other.write_text("a,b\n1,2\n")
    before = everything(project)
    result = run(project, "export", format, "-o", tmp_path / f"ut.{format}", "--pseudonymous", "--key", other)
    assert result.exit_code == 3
    assert everything(project) == before
    assert "is not a key" in result.stderr
    assert other.read_text() == "a,b\n1,2\n"
    assert not list(tmp_path.glob("ut*"))


@pytest.mark.parametrize(
    ("format", "output", "key"),
    [
        ("csv", "ut.csv", "ut.csv"),
        ("csv", "ut.csv", "ut_long.csv"),
        ("qdpx", "ut.qdpx", "ut.qdpx"),
        ("bridges", "mappe", "mappe/key.csv"),
    ],
)
def test_a_key_does_not_lie_among_the_files_it_opens(
    project: Path, tmp_path: Path, format: str, output: str, key: str
) -> None:
    given = ("export", format, "-o", tmp_path / output, "--pseudonymous", "--key", tmp_path / key)
    result = run(project, *given)
    assert result.exit_code == 2
    assert "Name another place with --key" in result.stderr
    assert not (tmp_path / output).exists()


@pytest.mark.slow
def test_codings_of_what_is_only_proposed_are_told_as_lost(project: Path, tmp_path: Path) -> None:
    engine = open_project(str(project))
    with reading(engine) as work:
        kari = coder_named(work, "kari").id
        uid = next(each.uid for each in portable_project(work).answers if each.respondent == "kommune-2")
    act(engine, kari, "add_code", lambda work: _propose(work, uid, kari))
    engine.dispose()
    told = json.loads(run(project, "export", "csv", "-o", tmp_path / "ut.csv", "--json").stdout)
    [loss] = [each for each in told["losses"] if "only proposed" in each["what"]]
    assert (loss["count"], loss["examples"]) == (1, ["Nytt"])
    bridges = json.loads(run(project, "export", "bridges", "-o", tmp_path / "b", "--json").stdout)
    assert bridges["codings"] == 0
    assert not any("only proposed" in each["what"] for each in bridges["losses"])


def _propose(work: Writing, answer_uid: str, coder_id: int) -> None:
    question = question_named(work, "hva_skal_til")
    code = add_code(work, question.codebook_id, "Nytt")
    work.update("code", code, proposed_by=coder_id)
    [answer] = work.records.ids_of("answer", [answer_uid])
    set_code(work, answer, code, coder_id)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["csv", "sav"])
def test_guarded_files_hold_numbers_and_come_back_as_they_were(tmp_path: Path, format: str) -> None:
    project, file = tmp_path / "p.sqlite", tmp_path / f"ut.{format}"
    engine = new_project(project)
    question = add_question(engine, "hva_skal_til")
    answers = add_answers(engine, question, {"+47": "=1+1", "'-5": "- folk", "r3": "mer"})
    [code] = add_codes(engine, question, "-Annet")
    code_answer(engine, answers[0], code, add_coder(engine, "kari"))
    engine.dispose()
    told = json.loads(run(project, "export", format, "-o", file, "--formula-guard", "--json").stdout)
    [loss] = [each for each in told["losses"] if "look like formulas" in each["what"]]
    assert loss["count"] == (4 if format == "csv" else 2)
    assert "\n'+47," in (tmp_path / "ut_long.csv").read_text()
    if format == "csv":
        rows = list(csv.reader(file.read_text().splitlines()))
        assert [row[0] for row in rows[1:]] == ["'+47", "''-5", "r3"]
        assert {row[-1] for row in rows[1:]} == {"-98"}
    assert "Nothing new" in run(project, "import-coded", file).stderr
    back = tmp_path / "ny.sqlite"
    assert run(back, "import-coded", file).exit_code == 0
    with reading(open_project(str(back))) as work:
        found = portable_project(work)
    assert {each.respondent: each.text for each in found.answers} == {
        "+47": "=1+1",
        "'-5": "- folk",
        "r3": "mer",
    }
    assert [each.row.written_path for each in found.codebooks[0].codes] == ["-Annet"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("ut.xlsx", ("--question", "q1")),
        ("ut.xlsx", ("--codes", "Kode")),
        ("ut.qdc", ("--state", "started")),
        ("ut.qdpx", ("--sheet", "Ark1")),
    ],
)
def test_an_option_that_would_change_nothing_is_refused(
    project: Path, tmp_path: Path, name: str, option: tuple[str, str]
) -> None:
    run(project, "export", name.split(".")[1], "-o", tmp_path / name)
    result = run(project, "import-coded", tmp_path / name, *option)
    assert result.exit_code == 2
    assert f"{option[0]} means nothing for «{name}»." in result.stderr


def everything(project: Path) -> list[str]:
    """Return all that stands in a project."""
    with closing(sqlite3.connect(project)) as database:
        return list(database.iterdump())


@pytest.mark.slow
def test_what_left_is_written_down(project: Path, tmp_path: Path) -> None:
    run(project, "export", "csv", "-o", tmp_path / "ut.csv")
    run(project, "export", "qdpx", "-o", tmp_path / "ut.qdpx", "--without-text")
    listed = json.loads(run(project, "exports", "--json").stdout)
    assert [(each["what"], each["format"], each["file"]) for each in listed] == [
        ("exchange", "csv", "ut.csv"),
        ("exchange", "qdpx", "ut.qdpx"),
    ]


@pytest.mark.slow
def test_what_came_with_another_format_under_the_same_name_is_said_to_be_written_over(
    project: Path, tmp_path: Path
) -> None:
    (tmp_path / "ut").mkdir()
    assert "Written over" not in run(project, "export", "sav", "-o", tmp_path / "ut" / "data.sav").stderr
    said = run(project, "export", "csv", "-o", tmp_path / "ut" / "data.csv").stderr
    [told] = [each for each in said.splitlines() if each.startswith("Written over")]
    for name in ("data.sps", "data.R", "data_lesmeg.txt"):
        assert name in told
    assert "which came with data.sav." in told
    assert "data.do" not in told
    again = run(project, "export", "csv", "-o", tmp_path / "ut" / "annet.csv")
    assert "Written over" not in again.stderr


def test_losses_and_findings_come_as_json(project: Path, tmp_path: Path) -> None:
    result = run(project, "export", "qdpx", "-o", tmp_path / "ut.qdpx", "--json")
    told = json.loads(result.stdout)
    assert (told["answers"], told["codings"], told["unchecked"], told["key"]) == (3, 2, True, None)
    assert told["findings"]["undecided"] >= 1
    assert all({"what", "count", "examples"} == set(each) for each in told["losses"])


@pytest.mark.slow
def test_what_only_the_project_holds_is_told_with_how_much_of_it(project: Path, tmp_path: Path) -> None:
    assert run(project, "deal", "hva_skal_til", "--to", "kari").exit_code == 0
    told = json.loads(run(project, "export", "csv", "-o", tmp_path / "ut.csv", "--json").stdout)
    [stays] = [each for each in told["losses"] if "stay in the project" in each["what"]]
    assert "answers dealt to coders: 1" in stays["examples"]
    bridges = run(project, "export", "bridges", "-o", tmp_path / "bridges")
    assert "stay in the project" not in bridges.stderr


def test_a_code_list_with_examples_is_marked_since_they_may_quote_somebody(
    project: Path, tmp_path: Path
) -> None:
    marked = b"IKKE KONTROLLERT"
    assert run(project, "export", "qdc", "-o", tmp_path / "a.qdc").exit_code == 0
    assert marked not in (tmp_path / "a.qdc").read_bytes()
    run(project, "codebook", "hva_skal_til", "define", "Samarbeid", "--example", "Ring meg, hilsen Åse")
    told = run(project, "export", "qdc", "-o", tmp_path / "b.qdc")
    assert "1 code has examples that nobody has checked" in told.stderr
    assert marked in (tmp_path / "b.qdc").read_bytes()
    run(project, "export", "qdc", "-o", tmp_path / "c.qdc", "--without-text")
    assert marked not in (tmp_path / "c.qdc").read_bytes()


@pytest.mark.slow
def test_multiple_response_sets_stand_in_the_file_where_that_is_asked_for(
    project: Path, tmp_path: Path
) -> None:
    import pyreadstat

    assert run(project, "export", "sav", "-o", tmp_path / "a.sav", "--sets-in-file").exit_code == 0
    _frame, said = pyreadstat.read_sav(str(tmp_path / "a.sav"))
    [codes] = [each for name, each in said.mr_sets.items() if name == "hva_skal_til_koder"]
    assert codes["variable_list"] == ["hva_skal_til_k001", "hva_skal_til_k002"]
    refused = run(project, "export", "csv", "-o", tmp_path / "a.csv", "--sets-in-file")
    assert (refused.exit_code, "--sets-in-file" in refused.stderr) == (2, True)


@pytest.mark.parametrize("option, state", [((), "done"), (("--state", "started"), "started")])
def test_whether_codings_of_another_program_are_done_is_said_by_whoever_takes_them_in(
    tmp_path: Path, option: tuple[str, ...], state: str
) -> None:
    marked = selection(5, 25, "Hjelp")
    file = package(
        tmp_path,
        refi_project(code("Hjelp"), source("q1", marked), cases=case("R1")),
        {"q1": "[R1]\nBedre hjelp til barn\n\n"},
    )
    new = tmp_path / "ny.sqlite"
    assert run(new, "import-coded", file, *option).exit_code == 0
    with reading(open_project(str(new))) as work:
        assert [each.state.value for each in portable_project(work).coded] == [state]


@pytest.mark.slow
def test_a_workbook_for_somebody_the_project_does_not_know_says_so(project: Path, tmp_path: Path) -> None:
    told = run(project, "export", "xlsx", "-o", tmp_path / "a.xlsx", "--by-coder", "Olla")
    assert "«Olla» is new to the project" in told.stderr
    known = run(project, "export", "xlsx", "-o", tmp_path / "b.xlsx", "--by-coder", "Ola Nordmann")
    assert "new to the project" not in known.stderr


@pytest.mark.slow
def test_a_dry_run_tells_problems_with_exit_code_1_and_an_import_refuses_with_3(
    project: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "ut.qdpx", tmp_path / "annen.sqlite"
    run(project, "export", "qdpx", "-o", file)
    engine = new_project(other)
    question = add_question(engine, "hva_skal_til")
    add_answers(engine, question, {"kommune-2": "Et annet svar."})
    add_codes(engine, question, "Penger")
    engine.dispose()
    before = other.read_bytes()
    dry = run(other, "import-coded", file, "--dry-run")
    assert dry.exit_code == 1
    real = run(other, "import-coded", file, coder="ny")
    assert real.exit_code == 3
    for told in (dry.stderr, real.stderr):
        assert "No code named «Samarbeid»" in told
        assert "the text of respondent «kommune-2» differs" in told
    assert other.read_bytes() == before


def test_a_refused_file_makes_no_project(tmp_path: Path) -> None:
    file = tmp_path / "a.qdpx"
    file.write_bytes(b"no zip")
    result = run(tmp_path / "ny.sqlite", "import-coded", file)
    assert result.exit_code == 3
    assert not (tmp_path / "ny.sqlite").exists()
    assert run(tmp_path / "ny.sqlite", "import-coded", tmp_path / "mangler.qdpx").exit_code == 3
    assert run(tmp_path / "ny.sqlite", "import-coded", tmp_path / "mangler.doc").exit_code == 3


def test_a_codebook_comes_to_a_question(project: Path, tmp_path: Path) -> None:
    new = tmp_path / "ny.sqlite"
    result = run(project, "export", "qdc", "-o", tmp_path / "ut.qdc")
    assert "2 codes written to" in result.stderr
    assert run(new, "import-coded", tmp_path / "ut.qdc").exit_code == 2
    assert "2 codes added" in run(new, "import-coded", tmp_path / "ut.qdc", "--question", "q1").stderr
    assert "0 codes added" in run(new, "import-coded", tmp_path / "ut.qdc").stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ut.qdpx", "ut.sav", "ut.dta", "ut.csv"])
def test_the_same_coder_counts_in_the_tables_of_a_pseudonymous_copy(
    project: Path, tmp_path: Path, name: str
) -> None:
    key = tmp_path / "key.csv"
    key.write_text(
        f"kind,original,pseudonym\nsecret,,{'ab' * 16}\ncoder,kari,Koder Z\ncoder,Ola Nordmann,Koder A\n",
        encoding="utf-8",
    )
    file, new = tmp_path / name, tmp_path / "ny.sqlite"
    done = run(project, "export", file.suffix[1:], "-o", file, "--pseudonymous", "--key", key)
    assert done.exit_code == 0, done.stderr
    assert run(new, "import-coded", file).exit_code == 0
    with reading(open_project(str(new))) as work:
        assert portable_project(work).questions[0].lead == "Koder Z"


@pytest.mark.slow
def test_notes_and_codes_that_still_name_somebody_are_told_without_the_name(
    project: Path, tmp_path: Path
) -> None:
    definition = "Som avtalt med Ola, se kommune-2"
    assert (
        run(project, "codebook", "hva_skal_til", "define", "Ressurser", "--definition", definition).exit_code
        == 0
    )
    told = run(project, "export", "qdpx", "-o", tmp_path / "ut.qdpx", "--pseudonymous").stderr
    losses = told.partition("Codes whose texts still name a coder or a respondent.")[2]
    assert "«Ressurser»" in losses
    assert "Ola" not in told
    plain = run(project, "export", "qdpx", "-o", tmp_path / "klar.qdpx").stderr
    assert "still name" not in plain
