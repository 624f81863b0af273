"""`coder revisit` lists what is open; `coder questions` counts it, and says when codes are suggested."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import small_project
from tests.made_once import made_once

Q = "hva_skal_til"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    """Kari is done with two of three answers; then the code «Tid» is made."""
    path = str(tmp_path / "a.sqlite")
    small_project(path, texts=["Flere folk.", "Bedre samarbeid.", "Vet ikke."]).engine.dispose()
    for arguments in (
        ["done", Q, "r2"],
        ["done", Q, "r1"],
        ["codebook", Q, "add", "Rammer > Tid"],
    ):
        assert run(path, *arguments).exit_code == 0
    return path


def run(target: str, *arguments: str, coder: str = "kari") -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, *arguments])


def listed(target: str, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(target, "revisit", Q, "--json", *arguments).stdout)
    return found


@pytest.mark.slow
def test_open_answers_are_listed_with_their_codes(target: str) -> None:
    first, second = listed(target)
    assert {first["respondent_id"], second["respondent_id"]} == {"r1", "r2"}
    # The likeliest first: of two answers, half are less likely than it.
    assert (first["wave"], first["codes"]) == (
        None,
        [{"path": "Rammer > Tid", "score": 0.5, "reason": "new"}],
    )
    assert second["codes"] == [{"path": "Rammer > Tid", "score": 0.0, "reason": "new"}]
    assert listed(target, "--code", "Samarbeid") == []
    assert "Nearest" in run(target, "revisit", Q, "--code", "Tidd").stderr


@pytest.mark.slow
def test_the_list_is_of_the_coding_that_counts_or_of_one_s_own(target: str) -> None:
    assert len(json.loads(run(target, "revisit", Q, "--json", coder="ola").stdout)) == 2
    assert json.loads(run(target, "revisit", Q, "--json", "--mine", coder="ola").stdout) == []


@pytest.mark.slow
def test_people_read_why_and_how_many(target: str) -> None:
    said = run(target, "revisit", Q)
    assert "Rammer > Tid (new)" in said.stdout
    assert "2 answers to read again." in said.stderr


def test_questions_tell_how_many_are_open(target: str) -> None:
    [asked] = json.loads(run(target, "questions", "--json").stdout)
    assert asked["revisit_open"] == 2
    assert "Read again" in run(target, "questions").stdout


def test_when_codes_are_suggested_is_a_setting_of_the_question(target: str) -> None:
    done = run(target, "questions", "set", Q, "--suggestions", "hidden-share", "--hidden-percent", "25")
    assert done.exit_code == 0
    [asked] = json.loads(run(target, "questions", "--json").stdout)
    assert (asked["suggestions"], asked["hidden_percent"]) == ("hidden-share", 25)
    assert run(target, "questions", "set", Q, "--hidden-percent", "0").exit_code == 2
    assert run(target, "questions", "set", Q, "--suggestions", "after-own").exit_code == 0
