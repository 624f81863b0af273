"""The project in files for SPSS, Stata and R: the coding that counts, names that are kept, and back again."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from coder.cli.group import cli
from coder.exchange.statistics.reader import read_statistics
from coder.store.coders import present_coder
from coder.store.questions import question_named
from coder.store.stable_names import stable_names
from coder.store.unit_of_work import reading, writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.exchange.portable_out import portable_project
from coder.usecases.exchange.statistics_file import counted_codings, kept_names
from tests.builders import undo
from tests.exchange.portable_projects import assert_same, read_back
from tests.usecases.small_projects import HEADER, QUESTION, codings_csv, imported, small_project

ROWS = (
    "r1,2016,Samarbeid,Tettere oppfølging,kari,0,27,done",
    "r1,2016,Samarbeid,Annet,ola,,,done",
    "r2,2016,Kapasitet,Mer tid,kari,,,done",
    "r2,2016,Kapasitet,Annet,ola,,,started",
    "r3,2016,,,kari,,,done",
    "r3,2016,,Vet ikke,ola,,,done",
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A project in which Kari leads and Ola coded too."""
    path = tmp_path / "a.sqlite"
    engine = small_project(str(path))
    imported(engine, codings_csv(tmp_path, *ROWS, header=HEADER))
    engine.dispose()
    return path


@pytest.fixture
def engine(target: Path) -> Engine:
    """The same, opened."""
    from coder.store.project import open_project

    return open_project(str(target))


def run(target: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "kari", *words])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paths(engine: Engine, coders: Collection[str] = ()) -> dict[str, set[str]]:
    """Return the names of the codes that count, by respondent."""
    with reading(engine) as work:
        project = portable_project(work, coders=tuple(coders))
        counted = counted_codings(work, project, coders)
    who = {answer.uid: answer.respondent for answer in project.answers}
    names = {code.uid: code.row.path[-1] for book in project.codebooks for code in book.codes}
    return {who[answer]: {names[code] for code in codes} for answer, codes in counted.codes.items()}


def names(engine: Engine) -> dict[str, str]:
    """Return the names of variables of codes, by path; given for good by asking."""
    with reading(engine) as work:
        project = portable_project(work)
        counted = counted_codings(work, project)
    given = kept_names(engine, present_coder(engine, "kari").id, project, counted)
    written = {code.uid: code.row.written_path for book in project.codebooks for code in book.codes}
    return {written[uid]: name for (kind, uid, _question), name in given.items() if kind == "code"}


def test_the_coding_that_counts_in_tables_counts_here(engine: Engine) -> None:
    assert paths(engine) == {"r1": {"Tettere oppfølging"}, "r2": {"Mer tid"}, "r3": set()}


def test_of_one_coder_only_that_coder_counts(engine: Engine) -> None:
    assert paths(engine, ["ola"]) == {"r1": {"Annet"}, "r3": {"Vet ikke"}}


def test_of_several_coders_whoever_counts_in_tables_counts(engine: Engine) -> None:
    assert paths(engine, ["kari", "ola"]) == paths(engine)


def test_a_code_younger_than_a_wave_is_not_in_use_there(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "a.sqlite"), waves=("2016", "2018"))
    imported(engine, codings_csv(tmp_path, "r1,2016,Kapasitet,Mer tid,kari,,,done", header=HEADER))
    kari = present_coder(engine, "kari").id
    with writing(engine, coder_id=kari, operation="add_code") as work:
        add_code(work, question_named(work, QUESTION).codebook_id, "Ny kode")
    imported(engine, codings_csv(tmp_path, "r1,2018,Kapasitet,Mer tid,kari,,,done", header=HEADER))
    with reading(engine) as work:
        project = portable_project(work)
        unused = counted_codings(work, project).not_in_use
    written = {code.uid: code.row.written_path for book in project.codebooks for code in book.codes}
    assert {(written[code], wave) for _question, code, wave in unused} == {("Ny kode", "2016")}


def test_names_stay_when_codes_are_renamed_moved_and_made(engine: Engine) -> None:
    before = names(engine)
    with reading(engine) as work:
        project = portable_project(work)
    assert before["Kapasitet > Mer tid"] == f"{QUESTION}_k004"
    with writing(engine, coder_id=present_coder(engine, "kari").id, operation="rename_code") as work:
        code = _code_id(work, project.codebooks[0].codes[1].uid)
        work.update("code", code, name="Helt nytt navn", position=99)
    after = names(engine)
    changed = after.keys() - before.keys()
    assert len(changed) == 1
    assert {after[path] for path in changed} == {before[path] for path in before.keys() - after.keys()}


def test_a_number_that_was_given_is_not_given_again_after_undo(engine: Engine, tmp_path: Path) -> None:
    new = ("r1,2016,,Ny kode,kari,,,done",)
    imported(engine, codings_csv(tmp_path, *new, header=HEADER), create_codes=True)
    assert names(engine)["Ny kode"] == f"{QUESTION}_k006"
    undo(engine, present_coder(engine, "kari").id)
    assert "Ny kode" not in names(engine)
    other = ("r1,2016,,Annen kode,kari,,,done",)
    imported(engine, codings_csv(tmp_path, *other, header=HEADER), create_codes=True)
    assert names(engine)["Annen kode"] == f"{QUESTION}_k007"


def test_names_are_facts_and_no_entry(engine: Engine) -> None:
    from coder.store.history import last_number

    with reading(engine) as work:
        before = last_number(work)
    names(engine)
    with reading(engine) as work:
        assert last_number(work) == before
        assert len(stable_names(work)) == 1 + 5 + 2


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["sav", "dta", "csv", "parquet"])
def test_out_and_into_an_empty_project(target: Path, engine: Engine, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / "ut" / f"fil.{suffix}"
    file.parent.mkdir()
    done = run(target, "export", suffix, "-o", str(file))
    assert done.exit_code == 0, done.output
    again = tmp_path / "b.sqlite"
    taken = run(again, "import-coded", str(file))
    assert taken.exit_code == 0, taken.output
    from coder.store.project import open_project

    other = open_project(str(again))
    assert_same(read_back(engine), read_back(other), but=["uids"])
    codes = [{code.uid for code in read_back(each).codebooks[0].codes} for each in (engine, other)]
    assert codes[0] == codes[1]
    twice = run(again, "import-coded", str(file), "--json")
    assert twice.exit_code == 0, twice.output


@pytest.mark.slow
def test_the_numbers_are_those_of_the_table(target: Path, tmp_path: Path) -> None:
    done = run(target, "export", "csv", "-o", str(tmp_path / "ut.csv"))
    assert done.exit_code == 0, done.output
    table = json.loads(run(target, "table", QUESTION, "--json").stdout)
    printed = {(each["level"], each["path"]): each["count"] for each in table["rows"]}
    numbers = rows(tmp_path / "ut.csv")
    found = {
        (each["role"], each["path"]): sum(row[each["variable"]] == "1" for row in numbers)
        for each in rows(tmp_path / "ut_variabler.csv")
        if each["role"] in ("code", "theme")
    }
    assert {key: count for key, count in found.items() if count} == {
        key: count for key, count in printed.items() if count
    }
    assert sum(row[f"{QUESTION}_status"] == "1" for row in numbers) == table["base"] == 3


@pytest.mark.slow
def test_pseudonymous_files_keep_the_names_and_nobody_is_in_them(target: Path, tmp_path: Path) -> None:
    for folder, more in (("åpen", ()), ("skjult", ("--pseudonymous", "--key", str(tmp_path / "nøkkel.csv")))):
        (tmp_path / folder).mkdir()
        done = run(target, "export", "csv", "-o", str(tmp_path / folder / "ut.csv"), *more)
        assert done.exit_code == 0, done.output
    openly, hidden = (rows(tmp_path / folder / "ut_variabler.csv") for folder in ("åpen", "skjult"))
    named = [[(each["variable"], each["path"]) for each in found] for found in (openly, hidden)]
    assert named[0] == named[1]
    assert not {each["uid"] for each in openly} & {each["uid"] for each in hidden} - {""}
    for file in (tmp_path / "skjult").iterdir():
        text = file.read_text(encoding="utf-8")
        assert "kari" not in text
        assert "r1," not in text
    counted = [
        sorted(each[f"{QUESTION}_k001"] for each in rows(tmp_path / f / "ut.csv")) for f in ("åpen", "skjult")
    ]
    assert counted[0] == counted[1] == ["0", "0", "1"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["sav", "csv"])
def test_without_text_nothing_anybody_answered_leaves(target: Path, tmp_path: Path, suffix: str) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    done = run(target, "export", suffix, "-o", str(folder / f"ut.{suffix}"), "--without-text")
    assert done.exit_code == 0, done.output
    assert not (folder / "ut_svar.csv").exists()
    for file in folder.iterdir():
        assert b"bedrifter" not in file.read_bytes()
        assert b"kvar brukar" not in file.read_bytes()


@pytest.mark.slow
def test_texts_of_an_earlier_export_do_not_lie_beside_a_later_one(target: Path, tmp_path: Path) -> None:
    (tmp_path / "ut").mkdir()
    for suffix, more in (("csv", ()), ("dta", ("--without-text",))):
        done = run(target, "export", suffix, "-o", str(tmp_path / "ut" / f"ut.{suffix}"), *more)
        assert done.exit_code == 0, done.output
    assert (tmp_path / "ut" / "ut_svar.csv").read_text(
        encoding="utf-8"
    ) == "respondent_id,wave,question,text\n"
    found = read_statistics(tmp_path / "ut" / "ut.dta").project
    assert [each.text for each in found.answers] == [None, None, None]


def test_a_name_that_ends_otherwise_is_refused(target: Path, tmp_path: Path) -> None:
    done = run(target, "export", "sav", "-o", str(tmp_path / "ut.sps"))
    assert done.exit_code == 2
    assert "end the name in .sav" in done.output


def test_a_file_without_its_list_is_said_to_be_a_survey(target: Path, tmp_path: Path) -> None:
    file = tmp_path / "fremmed.sav"
    file.write_bytes(b"$FL2@(#) SPSS DATA FILE")
    done = run(target, "import-coded", str(file))
    assert done.exit_code == 3
    assert "coder import fremmed.sav" in done.output


def _code_id(work: object, uid: str) -> int:
    from sqlalchemy import select

    from coder.store import schema
    from coder.store.unit_of_work import Reading

    assert isinstance(work, Reading)
    return int(work.connection.scalar(select(schema.code.c.id).where(schema.code.c.uid == uid)) or 0)
