"""`coder export xlsx`, coded in Excel, `coder import-coded`: what people see of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.usecases.double_coded import QUESTION, double_coded
from tests.usecases.workbooks_of_method import CODES, Hand, coded_project, edited


def run(project: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(cli, ["--project", str(project), "--coder", "Kari", *map(str, words)])


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    project = tmp_path / "p.sqlite"
    coded_project(project).engine.dispose()
    path = tmp_path / "k.xlsx"
    done = run(project, "export", "xlsx", "-o", path)
    assert done.exit_code == 0, done.output
    return path


@pytest.mark.slow
def test_a_workbook_goes_out_is_coded_and_comes_back(workbook: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"

    def code(hand: Hand) -> None:
        hand.page = hand.book[hand.book.sheetnames[0]]
        top = 2 if hand.page["A2"].value == "resp_id" else 1
        places = {cell.value: cell.column for cell in hand.page[top]}
        hand.page.cell(top + 4, places["code_1"]).value = CODES[2]
        hand.page.cell(top + 5, places["code_1"]).value = "Noe nytt"

    edited(workbook, code)
    tried = run(project, "import-coded", workbook, "--dry-run")
    assert tried.exit_code == 1, tried.output
    assert "«Noe nytt»" in tried.stderr
    assert "1 new coding" in tried.stderr
    assert "Nothing was written" in tried.stderr
    done = run(project, "import-coded", workbook, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["new_codings"], told["removed_codings"], told["left"]) == (1, 0, True)
    assert [each["kind"] for each in told["found"]] == ["unknown code"]
    assert run(project, "undo").exit_code == 0


@pytest.mark.slow
def test_a_workbook_becomes_a_project_where_its_own_is_not(workbook: Path, tmp_path: Path) -> None:
    new = tmp_path / "ny.sqlite"
    done = run(new, "import-coded", workbook)
    assert done.exit_code == 0, done.output
    assert "another project" in done.stderr
    listed = json.loads(run(new, "questions", "--json").stdout)
    assert [(each["answers"], each["codings"]) for each in listed] == [(6, 3)], "of the answers that are done"


def test_a_workbook_is_for_one_coder_who_may_be_new(workbook: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"
    several = run(project, "export", "xlsx", "-o", workbook, "--by-coder", "Kari", "--by-coder", "Ola")
    assert several.exit_code == 2
    done = run(project, "export", "xlsx", "-o", workbook, "--by-coder", "Siri")
    assert done.exit_code == 0, done.output
    assert "0 codings" in done.stderr


@pytest.mark.slow
def test_a_dry_run_foresees_that_a_cell_cannot_be_read(workbook: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"

    def spoil(hand: Hand) -> None:
        hand.page = hand.book[hand.book.sheetnames[0]]
        top = 2 if hand.page["A2"].value == "resp_id" else 1
        places = {cell.value: cell.column for cell in hand.page[top]}
        cell = hand.page.cell(top + 4, places["code_1"])
        cell.value, cell.data_type = "#REF!", "e"

    edited(workbook, spoil)
    tried, done = run(project, "import-coded", workbook, "--dry-run"), run(project, "import-coded", workbook)
    assert (tried.exit_code, done.exit_code) == (1, 3)
    assert "Nothing was written" in tried.stderr


@pytest.mark.slow
def test_who_codes_blind_is_not_told_what_another_gave(workbook: Path, tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"

    def code(hand: Hand) -> None:
        hand.page = hand.book[hand.book.sheetnames[0]]
        top = 2 if hand.page["A2"].value == "resp_id" else 1
        places = {cell.value: cell.column for cell in hand.page[top]}
        hand.page.cell(top + 6, places["code_1"]).value = CODES[4]
        hand.page.cell(top + 6, places["coder"]).value = "Ola"

    edited(workbook, code)
    seen = run(project, "import-coded", workbook, "--dry-run")
    assert f"in the workbook «{CODES[4]}»; in the project «{CODES[1]}»" in seen.stderr
    drawn = run(project, "sample", "hva_skal_til", "--for", "Kari", "--against", "Ola", "--size", "1")
    assert drawn.exit_code == 0, drawn.output
    for more in (("--dry-run",), ("--dry-run", "--json"), ()):
        blind = run(project, "import-coded", workbook, *more)
        assert f"{CODES[4]}" in blind.output
        assert CODES[1] not in blind.output


@pytest.mark.slow
def test_who_codes_a_sample_blind_in_a_workbook_gets_the_sample_and_it_counts(tmp_path: Path) -> None:
    project, file = tmp_path / "p.sqlite", tmp_path / "ola.xlsx"
    double_coded(project, {"Kari": list("luskalus"), "ola": [None] * 8}).engine.dispose()
    drawn = run(
        project, "sample", QUESTION, "--for", "ola", "--against", "Kari", "--size", "3", "--seed", "1"
    )
    assert drawn.exit_code == 0, drawn.output
    left = run(project, "export", "xlsx", "-o", file, "--by-coder", "ola")
    assert left.exit_code == 0, left.output
    assert "only the 3 answers of the blind sample that ola codes" in left.stderr
    listed: list[str] = []

    def code(hand: Hand) -> None:
        hand.page = hand.book[hand.book.sheetnames[0]]
        top = 2 if hand.page["A2"].value == "resp_id" else 1
        places = {cell.value: cell.column for cell in hand.page[top]}
        for row in range(top + 1, hand.page.max_row + 1):
            listed.append(str(hand.page.cell(row, places["resp_id"]).value))
            hand.page.cell(row, places["code_1"]).value = "Pengar > Løn"

    edited(file, code)
    assert run(project, "import-coded", file).exit_code == 0
    [sample] = json.loads(run(project, "sample", QUESTION, "--json").stdout)
    assert len(set(listed)) == sample["answers"] == sample["done"] == 3
