from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, coded_survey


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    """A project with 30 answers, 24 of them coded."""
    path = str(tmp_path / "a.sqlite")
    survey = coded_survey(path, "NAV", "NAV > Møter", "Bil")
    survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.add_answers([f"b{n}" for n in range(10)], level="stor")
    survey.code({answer: ["NAV > Møter", "Bil"] for answer in survey.answers[:6]})
    survey.code({answer: ["Bil"] for answer in survey.answers[6:24]})
    survey.engine.dispose()
    return path


def run(target: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", *arguments])


def table(target: str, *arguments: str) -> Result:
    return run(target, "table", QUESTION, *arguments)


def test_codes_together_are_listed(target: str) -> None:
    done = table(target, "--together", "--caption", "Koder sammen")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:4] == [
        "Koder sammen. N=24",
        "",
        "Code  Together with  Count  Expected  Lift",
        "Bil   Møter              6       6.0  1.00",
    ]


def test_as_csv_and_json_they_have_stable_names(target: str) -> None:
    [line] = csv.DictReader(io.StringIO(table(target, "--together", "--format", "csv").stdout))
    assert (line["code"], line["with"], line["count"], line["expected"]) == ("Bil", "Møter", "6", "6.0")
    values = json.loads(table(target, "--together", "--json").stdout)
    assert (values["base"], values["pairs"][0]["count"], values["pairs"][0]["lift"]) == (24, 6, 1)
    assert values["provenance"]["kind"] == "together"


def test_as_a_matrix_they_are_numbered(target: str) -> None:
    lines = table(target, "--together", "--matrix").stdout.splitlines()
    assert [line.split() for line in lines[2:5]] == [["1", "2"], ["1", "Bil", "24"], ["2", "Møter", "6", "6"]]


def test_progress_is_a_table_with_the_response_rate(target: str) -> None:
    text = table(target, "--progress", "--by", SIZE).stdout
    assert f"Response rate by {SIZE}" in text
    values = json.loads(table(target, "--progress", "--json").stdout)
    assert values["settled"] == {"count": 24, "of": 30, "percent": 80}


@pytest.mark.parametrize(
    "flags",
    [
        ["--together", "--progress"],
        ["--matrix"],
        ["--pairs", "3"],
        ["--together", "--matrix", "--pairs", "3"],
        ["--together", "--by", SIZE],
        ["--progress", "--min-cell", "5"],
        ["--together", "--pairs", "0"],
        ["--together", "--turn"],
        ["--progress", "--show", "all"],
    ],
)
def test_what_does_not_go_together_is_wrong_use(flags: list[str], target: str) -> None:
    done = table(target, *flags)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_a_question_must_be_named(target: str) -> None:
    done = run(target, "table")
    assert done.exit_code == 2
    assert "Which question?" in done.stderr


@pytest.mark.slow
def test_a_table_made_again_says_that_it_is_equal_and_what_would_differ_today(
    target: str, tmp_path: Path
) -> None:
    file = tmp_path / "t.docx"
    assert table(target, "-o", str(file)).exit_code == 0
    same = run(target, "table", "--from", str(file))
    assert same.exit_code == 0
    assert same.stdout.splitlines()[1:] == ["Today's data give the same table."]
    assert run(target, "assign", QUESTION, "b9", "Bil").exit_code == 0
    assert run(target, "done", QUESTION, "b9").exit_code == 0
    later = run(target, "table", "--from", str(file))
    assert later.exit_code == 0
    assert "comes out equal." in later.stdout
    assert "  Bil · Count: 24 → 25" in later.stdout.splitlines()


@pytest.mark.slow
def test_a_guarded_table_made_again_is_equal(target: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    assert table(target, "--caption", "=1+1", "--formula-guard", "-o", str(file)).exit_code == 0
    assert ",'=1+1" in file.read_text("utf-8")
    assert table(target, "--from", str(file)).exit_code == 0
    told = table(target, "--formula-guard").stderr
    assert "--formula-guard changes nothing without --format csv." in told


def test_a_table_made_again_takes_no_options_of_another(target: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    assert table(target, "-o", str(file)).exit_code == 0
    other = run(target, "table", "--from", str(file), "--by", SIZE, "-o", str(tmp_path / "ny.csv"))
    assert (other.exit_code, other.stdout) == (2, "")
    assert "--by, --output" in other.stderr
    assert not (tmp_path / "ny.csv").exists()


@pytest.mark.slow
def test_a_file_that_was_typed_over_is_found_with_exit_code_1(target: str, tmp_path: Path) -> None:
    file = tmp_path / "t.md"
    table(target, "-o", str(file))
    file.write_text(file.read_text("utf-8").replace("| 24 |", "| 23 |"), "utf-8")
    done = run(target, "table", "--from", str(file))
    assert done.exit_code == 1
    assert "does not come out equal" in done.stdout
    assert "  Bil: 23 → 24" in done.stdout.splitlines()
    values = json.loads(run(target, "table", "--from", str(file), "--json").stdout)
    assert values["equal"] is False
    assert values["differs_from_file"] == [{"where": "Bil", "before": "23", "after": "24"}]
    assert values["today"] == []


@pytest.mark.slow
def test_the_question_may_be_named_and_must_be_the_tables(target: str, tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    table(target, "-o", str(file))
    assert table(target, "--from", str(file)).exit_code == 0
    assert run(target, "table", "annet", "--from", str(file)).exit_code == 2


def test_a_file_that_is_no_table_of_ours_cannot_be_taken(target: str, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("kode,antall\nBil,24\n", "utf-8")
    assert run(target, "table", "--from", str(file)).exit_code == 3
    assert run(target, "table", "--from", str(tmp_path / "ingen.csv")).exit_code == 2


def test_other_tables_leave_the_project_as_exports_too(target: str, tmp_path: Path) -> None:
    from coder.store.exports import exports_of
    from coder.store.project import open_project
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading

    assert table(target, "--together", "-o", str(tmp_path / "sammen.xlsx")).exit_code == 0
    engine = open_project(target)
    with reading(engine) as work:
        [export] = exports_of(work, question_named(work, QUESTION).id)
    engine.dispose()
    assert (export.what, export.format, export.file) == ("together", "xlsx", "sammen.xlsx")


@pytest.mark.slow
def test_why_there_is_no_such_table_today_stands_on_lines_of_its_own(target: str, tmp_path: Path) -> None:
    file, shown = tmp_path / "skjult.csv", tmp_path / "alt.csv"
    assert table(target, "--by", SIZE, "--min-cell", "5", "-o", str(file)).exit_code == 0
    assert table(target, "--by", SIZE, "--show", "count", "-o", str(shown)).exit_code == 0
    told = table(target, "--from", str(file)).stdout
    assert "no such table today" in told
    assert "\n  " in told.partition("no such table today")[2]
    assert "⏎" not in told


@pytest.mark.slow
def test_a_table_that_hides_waits_for_a_file_of_codes_together(target: str, tmp_path: Path) -> None:
    hiding = ("--by", SIZE, "--min-cell", "7", "-o", str(tmp_path / "t.csv"))
    assert table(target, "--together", "--matrix", "-o", str(tmp_path / "m.csv")).exit_code == 0
    refused = table(target, *hiding)
    assert refused.exit_code == 1
    assert "m.csv" in refused.stderr
    assert not (tmp_path / "t.csv").exists()
    assert table(target, "--by", SIZE, "--min-cell", "2").exit_code == 0
    assert run(target, "exports", "withdraw", "1", "--reason", "prøve").exit_code == 0
    assert table(target, *hiding).exit_code == 0


@pytest.mark.slow
def test_codes_together_in_a_file_tell_of_earlier_files_that_hide(target: str, tmp_path: Path) -> None:
    assert table(target, "--min-cell", "7", "-o", str(tmp_path / "t.csv")).exit_code == 0
    assert "t.csv" in table(target, "--together", "-o", str(tmp_path / "m.csv")).stderr
    assert "t.csv" not in table(target, "--progress", "-o", str(tmp_path / "p.csv")).stderr
