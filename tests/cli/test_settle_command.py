"""`coder disagreements`, `coder settle` and `coder consensus`: from differences to what tables count."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from coder.cli.group import cli
from coder.domain.sample import Purpose
from coder.store.project import open_project
from tests.builders import act
from tests.made_once import made_once
from tests.usecases.blind_rounds import draw
from tests.usecases.double_coded import QUESTION, double_coded


def run(target: Path, *arguments: str, coder: str = "kari") -> Result:
    words = ["--project", str(target), "--coder", coder, "--lang", "en", *arguments]
    return CliRunner().invoke(cli, words)


def in_json(target: Path, *arguments: str, coder: str = "kari") -> Any:
    done = run(target, *arguments, "--json", coder=coder)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    """Kari and Ola have done five answers; two of them alike."""
    target = tmp_path / "a.sqlite"
    given = {"kari": ["ls", "l", "", "l", "lk"], "ola": ["ls", "s", "", "ls", "sk"]}
    double_coded(target, given).engine.dispose()
    return target


def test_differences_are_listed_the_worst_first(target: Path) -> None:
    found = in_json(target, "disagreements", QUESTION)
    assert [each["respondent_id"] for each in found] == ["r2", "r5", "r4"]
    assert found[1]["both"] == ["Folk > Kurs"]
    assert [each["only"] for each in found[1]["coders"]] == [["Pengar > Løn"], ["Folk > Stillingar"]]
    told = run(target, "disagreements", QUESTION)
    assert "only ola: Folk > Stillingar" in told.stdout
    assert "3 answers differ and wait." in told.stderr
    assert "1 differs only in «Folk > Stillingar»." in told.stderr


@pytest.mark.slow
def test_differences_go_to_a_file_that_is_an_export_with_text_and_says_whether_it_is_checked(
    target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ulikt.csv"
    done = run(target, "disagreements", QUESTION, "-o", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "3 answers differ and wait." in done.stderr
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    listed = in_json(target, "disagreements", QUESTION)
    assert [(row["Respondent"], row["Answer"]) for row in rows] == [
        (each["respondent_id"], each["text"]) for each in listed
    ]
    assert rows[1]["only ola"] == "Folk > Stillingar"
    [export] = in_json(target, "exports")
    assert (export["what"], export["has_text"]) == ("disagreements", True)
    text = "=Ring Kari Nordmann på 41 23 45 67."
    project = open_project(str(target))
    act(project, None, "import_answers", lambda work: work.update("answer", 2, text=text))
    project.dispose()
    marked = run(target, "disagreements", QUESTION, "-o", str(tmp_path / "b.xlsx"))
    assert "IKKE KONTROLLERT" in marked.stderr
    sheet = load_workbook(tmp_path / "b.xlsx").worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert [cell.data_type for cell in cells if cell.value == text] == ["s"]
    assert any(str(cell.value).startswith("IKKE KONTROLLERT · ") for cell in cells)
    assert run(target, "disagreements", QUESTION, "--groups", "-o", str(file)).exit_code == 2
    assert run(target, "disagreements", QUESTION, "-o", str(tmp_path / "a.png")).exit_code == 2


@pytest.mark.slow
def test_settled_differences_are_listed_with_what_became_of_them(target: Path, tmp_path: Path) -> None:
    run(target, "coders", coder="per")
    run(target, "next", QUESTION, coder="per")
    run(target, "settle", QUESTION, "--answer", "r2", "--take", "ola")
    run(target, "settle", QUESTION, "--answer", "r4", "--park", "per", coder="ola")
    listed = {each["respondent_id"]: each for each in in_json(target, "disagreements", QUESTION, "--all")}
    assert [(each, listed[each]["how"], listed[each]["by"]) for each in ("r2", "r4", "r5")] == [
        ("r2", "as ola", "kari"),
        ("r4", "waits for per", "ola"),
        ("r5", None, None),
    ]
    assert listed["r2"]["settled_on"] == ["Folk > Stillingar"]
    told = run(target, "disagreements", QUESTION, "--all")
    assert "r2 · distance 1.00 · as ola, by kari" in told.stdout
    assert "1 answer differs and waits. 1 is settled. 2 are coded alike. 1 waits for another coder." in (
        told.stderr
    )
    per = run(target, "disagreements", QUESTION, coder="per")
    assert "2 answers differ and wait. 1 of them for you." in per.stderr
    file = tmp_path / "alle.csv"
    run(target, "disagreements", QUESTION, "--all", "-o", str(file))
    rows = {
        row["Respondent"]: (row["Final codes"], row["How it was settled"], row["Decided by"])
        for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    }
    assert rows == {
        "r2": ("Folk > Stillingar", "as ola", "kari"),
        "r4": ("", "waits for per", "ola"),
        "r5": ("", "", ""),
    }


def test_differences_are_grouped(target: Path) -> None:
    found = in_json(target, "disagreements", QUESTION, "--groups")
    assert [(each["code"], each["answers"]) for each in found["only"]] == [("Folk > Stillingar", 1)]
    assert [(each["code"], each["against"], each["answers"]) for each in found["against"]] == [
        ("Pengar > Løn", "Folk > Stillingar", 2)
    ]
    assert "Stillingar" in run(target, "disagreements", QUESTION, "--groups").stdout


def test_a_code_or_theme_narrows_the_list(target: Path) -> None:
    found = in_json(target, "disagreements", QUESTION, "--code", "Løn")
    assert [each["respondent_id"] for each in found] == ["r2", "r5"]
    assert len(in_json(target, "disagreements", QUESTION, "--theme", "Folk")) == 3


def test_a_trial_run_changes_nothing(target: Path) -> None:
    plan = in_json(target, "settle", QUESTION, "--take", "ola", "--dry-run")
    assert (plan["settled"], plan["changes"]) == (3, {"Folk > Stillingar": 3, "Pengar > Løn": -2})
    assert len(in_json(target, "disagreements", QUESTION)) == 3


@pytest.mark.slow
def test_a_group_is_settled_in_one_act_and_taken_back_by_undo(target: Path) -> None:
    done = run(target, "settle", QUESTION, "--take", "ola", "--where-only", "Stillingar")
    assert "2 answers coded alike are settled." in done.stderr
    assert "1 answer settled." in done.stderr
    assert '--carry "Folk > Stillingar"' in done.stderr
    assert [each["respondent_id"] for each in in_json(target, "disagreements", QUESTION)] == ["r2", "r5"]
    between = ("--between", "Løn", "Stillingar")
    assert in_json(target, "settle", QUESTION, "--take", "kari", *between)["settled"] == 2
    assert in_json(target, "disagreements", QUESTION) == []
    assert run(target, "undo").exit_code == 0
    assert len(in_json(target, "disagreements", QUESTION)) == 2


@pytest.mark.slow
def test_one_answer_is_settled_with_chosen_codes_and_a_note(target: Path) -> None:
    words = ("--answer", "r2", "--codes", "Utstyr", "--codes", "Kurs", "--note", "Drøfta med Ola.")
    assert run(target, "settle", QUESTION, *words).exit_code == 0
    settled = [each for each in in_json(target, "disagreements", QUESTION, "--all") if each["settled"]]
    assert [(each["respondent_id"], each["settled"]) for each in settled] == [("r2", "chosen")]
    rows = json.loads(run(target, "history", "--json").stdout)
    assert rows[-1]["operation"] == "settle"


@pytest.mark.slow
def test_a_parked_answer_waits_for_the_third_alone(target: Path) -> None:
    run(target, "coders", coder="per")
    run(target, "next", QUESTION, coder="per")
    assert run(target, "settle", QUESTION, "--answer", "r2", "--park", "per").exit_code == 0
    assert [each["respondent_id"] for each in in_json(target, "disagreements", QUESTION)] == ["r5", "r4"]
    found = in_json(target, "disagreements", QUESTION, coder="per")
    assert (found[0]["respondent_id"], found[0]["parked"]) == ("r2", True)


def test_even_votes_are_left_to_a_person(target: Path) -> None:
    done = run(target, "settle", QUESTION, "--vote", "--dry-run")
    assert done.exit_code == 1
    assert "3 answers are left to a person" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--take", "ola", "--union"),
        ("--codes", "Kurs"),
        ("--take", "per"),
        ("--take", "ola", "--where-only", "Anna"),
        ("--park", "ola"),
    ],
)
def test_what_makes_no_sense_is_refused(target: Path, words: tuple[str, ...]) -> None:
    assert run(target, "settle", QUESTION, *words).exit_code == 2


@pytest.mark.slow
def test_what_the_consensus_changes_is_said_before_tables_count_it(target: Path) -> None:
    run(target, "settle", QUESTION, "--take", "ola")
    found = in_json(target, "consensus", QUESTION)
    assert (found["counts"], found["answers"]) == ("responsible", 5)
    assert found["changes"] == [
        {"path": "Folk > Stillingar", "change": 3},
        {"path": "Pengar > Løn", "change": -2},
    ]
    of_kari = {
        each["path"]: each["positive_agreement"] for each in found["overruled"] if each["coder"] == "kari"
    }
    assert of_kari["Folk > Stillingar"] == 0.4
    assert "no reliability" in run(target, "consensus", QUESTION).stderr
    before = json.loads(run(target, "table", QUESTION, "--json").stdout)
    run(target, "consensus", QUESTION, "--counts", "consensus")
    after = json.loads(run(target, "table", QUESTION, "--json").stdout)
    counts = [
        {row["path"]: row["count"] for row in table["rows"] if row["level"] == "code"}
        for table in (before, after)
    ]
    assert [each["Folk > Stillingar"] for each in counts] == [1, 4]


@pytest.mark.slow
def test_nothing_settled_and_nothing_changed_are_said_plainly(target: Path) -> None:
    assert "Nothing has been settled yet." in run(target, "consensus", QUESTION).stderr
    run(target, "settle", QUESTION)
    told = run(target, "consensus", QUESTION)
    assert told.stdout == ""
    assert "No code would have more or fewer answers." in told.stderr
    assert "No coder's code was taken away, and none was added." in told.stderr


@pytest.mark.slow
def test_codes_of_which_nothing_was_taken_away_or_added_are_shown_on_request(target: Path) -> None:
    run(target, "settle", QUESTION, "--take", "ola")
    assert "Kurs" not in run(target, "consensus", QUESTION).stdout
    assert "Kurs" in run(target, "consensus", QUESTION, "--all").stdout


@pytest.mark.slow
def test_a_settled_code_is_put_forward_for_other_answers(tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    double_coded(target, {"kari": ["l", "l", "l", "u"], "ola": ["ls", "ls", None, None]}).engine.dispose()
    run(target, "settle", QUESTION, "--take", "ola")
    done = run(target, "consensus", QUESTION, "--carry", "Stillingar", "--beside", "Løn")
    assert "1 answer of 1 is put forward" in done.stderr
    assert run(target, "consensus", QUESTION, "--beside", "Løn").exit_code == 2


@pytest.mark.parametrize("command", ["agreement", "disagreements", "settle", "consensus"])
def test_a_mistyped_question_leaves_no_coder_behind(target: Path, command: str) -> None:
    assert run(target, command, "hva_skal_till", coder="nokon").exit_code == 2
    assert "nokon" not in run(target, "coders").stdout


@pytest.mark.slow
def test_own_answers_coded_again_are_settled_without_naming_the_round(tmp_path: Path) -> None:
    target = tmp_path / "c.sqlite"
    project = double_coded(target, {"kari": ["l", "s"]})
    draw(project, "kari", purpose=Purpose.AGAIN, after_days=0)
    project.engine.dispose()
    for respondent, code in (("r1", "Løn"), ("r2", "Utstyr")):
        assert run(target, "assign", QUESTION, respondent, code).exit_code == 0
        assert run(target, "done", QUESTION, respondent).exit_code == 0
    [found] = in_json(target, "disagreements", QUESTION)
    assert [each["coder"] for each in found["coders"]] == ["kari", "kari (again)"]
    assert in_json(target, "settle", QUESTION, "--take", "B")["settled"] == 1


@pytest.mark.slow
def test_what_is_mistyped_settles_nothing_not_even_what_is_alike(target: Path) -> None:
    before = run(target, "history", "--json").stdout
    assert run(target, "settle", QUESTION, "--take", "Olaf").exit_code == 2
    assert run(target, "settle", QUESTION, "--take", "ola", "--where-only", "Lønn").exit_code == 2
    assert run(target, "settle", QUESTION, "--park", "Olaf", "--answer", "r2").exit_code == 2
    assert "--answer" in run(target, "settle", QUESTION, "--union", "--wave", "2024").stderr
    assert run(target, "history", "--json").stdout == before


def test_a_trial_of_parking_changes_nothing_and_says_so(target: Path) -> None:
    told = run(target, "settle", QUESTION, "--park", "ola", "--answer", "r2", "--dry-run")
    assert "The answer would wait for ola." in told.stderr
    assert in_json(target, "settle", QUESTION, "--park", "ola", "--answer", "r2") == {
        "parked_for": "ola",
        "dry_run": False,
    }


@pytest.mark.slow
@pytest.mark.parametrize("way", [("--union",), ("--codes", "Løn", "--codes", "Stillingar")])
def test_no_answer_gets_two_codes_where_one_is_allowed(way: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "d.sqlite"
    given: dict[str, list[str | None]] = {"kari": ["l", "", "l"], "ola": ["s", "s", "l"]}
    double_coded(target, given, exclusive=True).engine.dispose()
    refused = run(target, "settle", QUESTION, *way, "--answer", "r1")
    assert (refused.exit_code, "one code only" in refused.stderr) == (3, True)
    trial = run(target, "settle", QUESTION, *way, "--answer", "r1", "--dry-run")
    assert trial.exit_code == 3
    if way == ("--union",):
        assert in_json(target, "settle", QUESTION, *way) == {
            "settled": 1,
            "left": 1,
            "changes": {"Folk > Stillingar": 1},
            "dry_run": False,
        }
    assert len(in_json(target, "disagreements", QUESTION)) in (1, 2)


@pytest.mark.slow
def test_a_very_long_answer_is_cut_on_the_terminal_and_whole_as_json(tmp_path: Path) -> None:
    target = tmp_path / "e.sqlite"
    project = double_coded(target, {"kari": ["l"], "ola": ["s"]})
    text = "Meir folk. " * 90_000
    act(
        project.engine,
        None,
        "import_answers",
        lambda work: work.update("answer", project.answers[0], text=text),
    )
    project.engine.dispose()
    told = run(target, "disagreements", QUESTION)
    assert len(told.stdout) < 4_000
    assert "more characters" in told.stdout
    assert in_json(target, "disagreements", QUESTION)[0]["text"] == text
