"""`coder layer`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, coded_survey


def run(target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["--project", str(target), "--coder", "kari", "--lang", "en", "layer", QUESTION, *arguments]
    )


def done(target: Path, *arguments: str) -> str:
    result = run(target, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    """A project with a theme and three codes beside it."""
    target = tmp_path / "a.sqlite"
    survey = coded_survey(str(target), "Nav", "Nav > Samarbeid", "Støy", "Utstyr", "Pris", answers=3)
    survey.code({answer: ["Pris"] for answer in survey.answers})
    survey.engine.dispose()
    return target


@pytest.mark.slow
def test_a_layer_is_built_command_by_command_and_shown(target: Path) -> None:
    done(target, "fold", "Rapport", "Støy", "Utstyr", "--into", "Ramme")
    done(target, "label", "Rapport", "Ramme", "--nn", "Rammer")
    done(target, "drop", "Rapport", "Samarbeid")
    done(target, "order", "Rapport", "Ramme", "Pris", "--other-by-count")
    done(target, "rare", "Rapport", "--under", "5")
    shown = done(target, "show", "Rapport")
    for part in ("Ramme", "Støy, Utstyr", "nn: Rammer", "Nav > Samarbeid", "Ramme, Pris", "under 5 answers"):
        assert part in shown
    assert "Rapport" in done(target, "list")


@pytest.mark.slow
def test_a_rare_code_that_the_table_is_asked_for_by_name_keeps_its_row(target: Path) -> None:
    done(target, "rare", "Rapport", "--under", "5")
    asked = ["--project", str(target), "table", QUESTION, "--layer", "Rapport", "--json"]

    def rows(*arguments: str) -> list[str]:
        made = CliRunner().invoke(cli, [*asked, *arguments])
        return [row["path"] for row in json.loads(made.stdout)["rows"]]

    assert "Støy" not in rows()
    assert rows("--code", "Støy") == ["Støy"]


def test_json_holds_the_layer_with_the_names_of_its_codes(target: Path) -> None:
    done(target, "fold", "Rapport", "Støy", "Utstyr", "--into", "Ramme")
    found = json.loads(done(target, "show", "Rapport", "--json"))
    assert [found["paths"][uid] for uid in found["folds"][0]["codes"]] == ["Støy", "Utstyr"]
    assert [each["name"] for each in json.loads(done(target, "list", "--json"))] == ["Rapport"]


@pytest.mark.slow
def test_what_was_folded_and_dropped_comes_back(target: Path) -> None:
    done(target, "fold", "Rapport", "Støy", "Utstyr")
    done(target, "drop", "Rapport", "Pris")
    done(target, "unfold", "Rapport", "Støy", "Utstyr")
    done(target, "keep", "Rapport", "Pris")
    found = json.loads(done(target, "show", "Rapport", "--json"))
    assert (found["folds"], found["dropped"]) == ([], [])


def test_a_folded_row_is_left_out_and_comes_back(target: Path) -> None:
    done(target, "fold", "Rapport", "Pris", "Utstyr", "--into", "Ramme")
    done(target, "drop", "Rapport", "Ramme", "Støy")
    assert "Ramme, Støy" in done(target, "show", "Rapport")
    left_out = json.loads(done(target, "show", "Rapport", "--json"))["dropped"]
    assert left_out[0] == "fold:Ramme"
    done(target, "keep", "Rapport", "Ramme", "Støy")
    assert json.loads(done(target, "show", "Rapport", "--json"))["dropped"] == []


def test_a_layer_is_taken_away(target: Path) -> None:
    done(target, "drop", "Rapport", "Pris")
    done(target, "delete", "Rapport")
    assert json.loads(done(target, "list", "--json")) == []


def test_rare_codes_are_proposed(target: Path) -> None:
    found = json.loads(done(target, "suggest", "--under", "3", "--json"))
    assert {each["path"] for each in found} == {"Nav > Samarbeid", "Støy", "Utstyr"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "Finnes ikke"),
        ("fold", "Rapport", "Finnes ikke"),
        ("rare", "Rapport"),
        ("label", "Rapport", "Pris"),
    ],
)
def test_wrong_use_is_refused(target: Path, arguments: tuple[str, ...]) -> None:
    assert run(target, *arguments).exit_code == 2


def test_a_limit_that_is_none_is_refused(target: Path) -> None:
    assert run(target, "rare", "Rapport", "--under-percent", "0").exit_code == 3
