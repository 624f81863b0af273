"""`coder agreement QUESTION`: numbers, tables, words and figures of a project."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.exports import exports_of
from coder.store.project import open_project
from tests.builders import ask
from tests.made_once import made_once
from tests.usecases.double_coded import QUESTION, double_coded

KARI = ["ls", "l", "", "l", "lk", "u", "u", "", "s", "k"]
OLA = ["ls", "s", "", "ls", "sk", "u", "", "", "s", "k"]


def run(target: Path, *arguments: str, coder: str = "kari", command: str = "agreement") -> Result:
    words = ["--project", str(target), "--coder", coder, "--lang", "en", command, QUESTION, *arguments]
    return CliRunner().invoke(cli, words)


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    """Kari and Ola have done ten answers, each seeing the other's codes."""
    target = tmp_path / "a.sqlite"
    double_coded(target, {"kari": list(KARI), "ola": list(OLA)}).engine.dispose()
    return target


@pytest.fixture
@made_once
def blind(tmp_path: Path) -> Path:
    """Kari has done ten answers, Ola all of a blind sample of six, in two rounds of three."""
    target = tmp_path / "b.sqlite"
    double_coded(target, {"kari": list(KARI), "ola": [None] * 10}).engine.dispose()
    for size in (3, 3):
        assert (
            run(target, "--for", "ola", "--size", str(size), "--seed", "7", command="sample").exit_code == 0
        )
        for _answer in range(size):
            done = json.loads(run(target, "--json", coder="ola", command="next").stdout)
            run(target, done["respondent_id"], "Utstyr", coder="ola", command="assign")
            run(target, done["respondent_id"], coder="ola", command="done")
        assert run(target, coder="ola").exit_code == 0
    return target


@pytest.mark.slow
def test_numbers_come_with_intervals_and_say_what_they_are_of(target: Path) -> None:
    done = run(target, "--replicates", "200", "--json")
    found = json.loads(done.stdout)
    assert (found["coders"], found["answers"], found["blind"]) == (["kari", "ola"], 10, False)
    values = {(each["metric"], each["scope"], each["code"]): each for each in found["results"]}
    assert values["exact_match", "overall", None]["value"] == 0.6
    low, high = values["alpha_masi", "overall", None]["interval"]
    assert -1 <= low < values["alpha_masi", "overall", None]["value"] < high <= 1
    assert values["b", "pair_code", "Pengar > Løn"]["value"] == 2
    told = run(target, "--replicates", "200")
    assert "Codings as they stand: not a blind sample." in told.stderr
    assert "this is a pilot" in told.stdout


@pytest.mark.slow
def test_in_files_people_are_letters(target: Path, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    assert run(target, "--replicates", "200", "-o", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert "ola" not in text
    assert "kari" not in text
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    assert [rows["Pengar > Løn"][cell] for cell in "abcd"] == ["2", "2", "0", "6"]
    assert [rows["Folk > Stillingar"][cell] for cell in "abcd"] == ["2", "0", "3", "5"]
    assert float(rows["Pengar > Løn"]["krippendorff_alpha_low"]) < float(
        rows["Pengar > Løn"]["krippendorff_alpha"]
    )
    note = rows["Pengar > Løn"]["note"]
    assert "Anna" in rows
    assert "left out" not in note
    assert "a: " not in note
    assert "Dirichlet" in note
    engine = open_project(str(target))
    [left] = ask(engine, lambda work: exports_of(work, 1))
    assert (left.what, left.file) == ("agreement", "t.csv")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["t.docx", "t.odt", "t.xlsx", "t.html", "t.md", "t.tex", "t.json"])
def test_the_table_is_written_in_every_format(target: Path, tmp_path: Path, name: str) -> None:
    for overall in ((), ("--overall",)):
        file = tmp_path / name
        done = run(target, "--replicates", "0", *overall, "-o", str(file))
        assert done.exit_code == 0, done.output
        assert file.stat().st_size > 100


@pytest.mark.slow
def test_the_methods_paragraph_is_written_in_three_languages(target: Path) -> None:
    for language, words in (
        ("nb", "Samsvaret mellom koderne"),
        ("nn", "Samsvaret mellom kodarane"),
        ("en", "Agreement between coders"),
    ):
        text = run(target, "--replicates", "0", "--methods", language).stdout
        assert text.startswith(words)
        assert "{" not in text
        assert "kari" not in text


@pytest.mark.slow
def test_rounds_are_told_one_by_one_and_drawn(blind: Path, tmp_path: Path) -> None:
    found = json.loads(run(blind, "--rounds", "--json").stdout)
    assert [(each["round"], each["answers"], each["closed"]) for each in found["rounds"]] == [
        (1, 3, True),
        (2, 3, True),
    ]
    told = run(blind)
    assert "This is round 2, the newest" in told.stderr
    assert json.loads(run(blind, "--round", "all", "--json").stdout)["answers"] == 6
    assert json.loads(run(blind, "--round", "1", "--json").stdout)["rounds"] == [1]
    picture = tmp_path / "r.svg"
    assert run(blind, "--rounds", "-o", str(picture)).exit_code == 0
    assert "N=3" in picture.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_methods_paragraph_of_a_blind_round_says_how_it_was_drawn(blind: Path) -> None:
    text = run(blind, "--methods", "nb", "--replicates", "100").stdout
    for words in (
        "interkoderreliabilitet",
        "startverdi 7",
        "Koder B kodet uavhengig",
        "før uenigheter ble avgjort",
    ):
        assert words in text


def test_who_codes_blind_sees_no_agreement(target: Path) -> None:
    double = run(target, "--for", "per", "--size", "3", command="sample")
    assert double.exit_code == 0, double.output
    done = run(target, coder="per")
    assert done.exit_code == 3
    assert "blind sample" in done.stderr


def test_what_is_no_round_is_refused(target: Path) -> None:
    assert run(target, "--round", "siste").exit_code == 2
    assert run(target, "--round", "4").exit_code == 2
    assert run(target, "--rounds").exit_code == 2


@pytest.mark.slow
def test_a_sample_that_is_done_and_not_closed_is_told(target: Path) -> None:
    assert run(target, "--for", "per", "--size", "2", command="sample").exit_code == 0
    for _answer in range(2):
        assert "not closed" not in run(target).stderr
        following = json.loads(run(target, "--json", coder="per", command="next").stdout)
        run(target, following["respondent_id"], coder="per", command="done")
    told = run(target).stderr
    assert f"per is done with round 1, which is not closed: coder sample {QUESTION} --close 1" in told
