from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import SmallProject, code_answer, finish, small_project

Q = "hva_skal_til"
CODES = ("Samarbeid", "Ressurser", "Oppfølging")
WORDS = {"Samarbeid": "samarbeid med Nav", "Ressurser": "fleire folk", "Oppfølging": "tett oppfølging"}


def coded_project(target: str, answers: int, done: int) -> SmallProject:
    """Make a project whose answers name their code, the first of them coded in file order."""
    names = [CODES[number % 3] for number in range(answers)]
    texts = [f"Vi treng {WORDS[name]}, svar {number}." for number, name in enumerate(names)]
    project = small_project(target, texts=texts, codes=CODES)
    for place in range(done):
        code_answer(project.engine, project.answers[place], project.codes[place % 3], project.kari)
        finish(project.engine, project.answers[place], project.kari)
    return project


def run(target: str, *arguments: str, coder: str = "kari") -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, "--lang", "en", *arguments])


def evaluated(target: str) -> dict[str, Any]:
    done = run(target, "evaluate", Q, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_answers_that_name_their_code_are_found_at_once(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    coded_project(target, answers=40, done=36).engine.dispose()
    found = evaluated(target)
    assert (found["answers"], found["codings"], found["measured"]) == (36, 36, 26)
    assert found["recall"] == {"1": 1.0, "3": 1.0, "5": 1.0, "9": 1.0}
    assert (found["macro_recall_5"], found["lrap"], found["known_share"]) == (1, 1, 1)
    assert found["keys_per_coding"] == 2  # a digit, and Enter for the answer
    assert sum(each["n"] for each in found["calibration"]) == 26 * 3
    assert all(each["from"] <= each["mean_score"] <= each["to"] for each in found["calibration"])


@pytest.mark.slow
def test_only_settled_answers_count_whoever_asks(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    project = coded_project(target, answers=30, done=20)
    for answer in project.answers[20:25]:
        code_answer(project.engine, answer, project.codes[0], project.ola)
    project.engine.dispose()
    found = evaluated(target)
    assert found["answers"] == 20
    assert json.loads(run(target, "evaluate", Q, "--json", coder="ola").stdout) == found


@pytest.mark.slow
def test_the_answers_are_replayed_in_the_order_they_were_done(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    texts = ["Samarbeid." for _answer in range(11)] + ["Ressurser."]
    project = small_project(target, texts=texts, codes=CODES)
    order = [11, *range(11)]
    for place in order:
        code = project.codes[1] if place == 11 else project.codes[0]
        code_answer(project.engine, project.answers[place], code, project.kari)
        finish(project.engine, project.answers[place], project.kari)
    project.engine.dispose()
    # In file order the last answer would be the one with a code not in use.
    assert evaluated(target)["known_share"] == 1


@pytest.mark.slow
def test_too_few_answers_are_said_to_be_too_few(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    coded_project(target, answers=12, done=10).engine.dispose()
    done = run(target, "evaluate", Q)
    assert done.exit_code == 0
    assert "Too few to measure" in done.stderr
    found = evaluated(target)
    assert set(found["recall"].values()) == {None}
    assert (found["answers"], found["calibration"], found["lrap"]) == (10, [], None)


def test_a_question_without_answers_or_codes_is_no_error(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    small_project(target, texts=[], codes=()).engine.dispose()
    assert evaluated(target)["answers"] == 0


@pytest.mark.parametrize(
    "arguments",
    [["evaluate", "hva"], ["evaluate", Q, "--plot", "a.pdf"], ["evaluate"], ["evaluate", Q, "--nei"]],
)
def test_wrong_use_exits_2(tmp_path: Path, arguments: list[str]) -> None:
    target = str(tmp_path / "a.sqlite")
    small_project(target).engine.dispose()
    assert run(target, *arguments).exit_code == 2


@pytest.mark.slow
def test_the_table_is_on_stdout_and_the_picture_in_its_file(tmp_path: Path) -> None:
    target = str(tmp_path / "a.sqlite")
    coded_project(target, answers=40, done=36).engine.dispose()
    done = run(target, "evaluate", Q, "--plot", str(tmp_path / "a.svg"))
    assert done.exit_code == 0
    assert "keys per coding" in done.stdout
    assert "hidden" not in done.stdout  # on no answer were they
    assert (tmp_path / "a.svg").read_text("utf-8").startswith("<?xml")
