"""What left is listed, and an export that was never handed on binds no later one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.tables.coded_survey import QUESTION, SIZE
from tests.usecases.cross_tables import by_size


@pytest.fixture
def target(tmp_path: Path) -> str:
    """A survey in which three big ones and twelve small ones said Bil."""
    path = str(tmp_path / "a.sqlite")
    by_size(path).engine.dispose()
    return path


def run(target: str, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", *words])


def export(target: str, file: Path, *options: str) -> Result:
    return run(target, "table", QUESTION, "--by", SIZE, "--show", "count", *options, "-o", str(file))


def listed(target: str, *options: str) -> Any:
    done = run(target, "exports", *options, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.slow
def test_what_left_is_listed_with_its_file_its_k_and_its_question(target: str, tmp_path: Path) -> None:
    assert run(target, "exports").stderr == "Nothing has been exported yet.\n"
    export(target, tmp_path / "alt.csv")
    export(target, tmp_path / "skjult.csv", "--min-cell", "3", "--level", "code", "--where", f"{SIZE}=liten")
    found = listed(target)
    assert [(each["number"], each["file"], each["min_cell"], each["question"]) for each in found] == [
        (1, "alt.csv", None, QUESTION),
        (2, "skjult.csv", 3, QUESTION),
    ]
    printed = run(target, "exports", "--question", QUESTION).stdout
    assert "alt.csv" in printed
    assert "kari" in printed
    assert run(target, "exports", "--question", "nei").exit_code == 2


@pytest.mark.slow
def test_a_withdrawn_export_gives_nothing_away_and_the_next_table_says_how_many_were(
    target: str, tmp_path: Path
) -> None:
    export(target, tmp_path / "prøve.csv")
    refused = export(target, tmp_path / "tabell.json", "--min-cell", "3")
    assert refused.exit_code == 1
    assert "prøve.csv" in refused.stderr
    assert run(target, "exports", "withdraw", "1", "--reason", "prøvetrykk, slettet").exit_code == 0
    done = export(target, tmp_path / "tabell.json", "--min-cell", "3")
    assert done.exit_code == 0, done.output
    made_from = json.loads((tmp_path / "tabell.json").read_text("utf-8"))["provenance"]
    assert made_from["withdrawn"] == 1
    taken = listed(target)[0]["withdrawn"]
    assert (taken["coder"], taken["reason"]) == ("kari", "prøvetrykk, slettet")
    assert listed(target)[1]["withdrawn"] is None


@pytest.mark.slow
def test_a_table_made_before_a_withdrawal_comes_out_equal_after_it(target: str, tmp_path: Path) -> None:
    file = tmp_path / "tabell.json"
    export(target, tmp_path / "stor.csv", "--min-cell", "9")
    assert export(target, file, "--min-cell", "3").exit_code == 0
    run(target, "exports", "withdraw", "1", "--reason", "for høy K")
    assert run(target, "table", "--from", str(file)).exit_code == 0


@pytest.mark.parametrize("words", [["2", "--reason", "x"], ["1", "--reason", " "], ["1"]])
def test_what_cannot_be_withdrawn_is_wrong_use(target: str, tmp_path: Path, words: list[str]) -> None:
    assert run(target, "exports", "withdraw", "1", "--reason", "x").exit_code == 2
    export(target, tmp_path / "a.csv")
    assert run(target, "exports", "withdraw", *words).exit_code == 2
    assert [each["withdrawn"] for each in listed(target)] == [None]


def test_an_export_is_withdrawn_once(target: str, tmp_path: Path) -> None:
    export(target, tmp_path / "a.csv")
    assert run(target, "exports", "withdraw", "1", "--reason", "feil").exit_code == 0
    again = run(target, "exports", "withdraw", "1", "--reason", "igjen")
    assert again.exit_code == 2
    assert "feil" in again.stderr
