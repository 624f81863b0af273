"""`coder agreement` on projects is what a recount from the rules says, whatever people did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from tests.agreement.project_recount import Recount, Recounted
from tests.agreement.random_rounds import LOOKS_ON, RandomRounds
from tests.agreement.recounted_numbers import Key, numbers
from tests.usecases.double_coded import QUESTION

STEPS = 60


def told(target: Path, asked: str) -> dict[str, Any] | None:
    """Return what the command says of a round; None where there is nothing to compare."""
    words = ["--project", str(target), "--coder", LOOKS_ON, "agreement", QUESTION, "--replicates", "0"]
    done = CliRunner().invoke(cli, [*words, "--round", asked, "--json"])
    assert done.exit_code in (0, 2), done.output
    return None if done.exit_code else json.loads(done.stdout)


def expected(recount: Recount, answers: Mapping[str, Recounted]) -> dict[Key, float | None]:
    """Return the numbers there ought to be, by the codes' paths."""
    listed = list(recount.listed(answers))
    return {
        (metric, scope, None if code is None else recount.path(code), pair): value
        for (metric, scope, code, pair), value in numbers(answers.values(), listed)
    }


def compare(found: dict[str, Any], wanted: dict[Key, float | None]) -> None:
    values = {
        (each["metric"], each["scope"], each["code"], each["pair"] and tuple(each["pair"])): each["value"]
        for each in found["results"]
    }
    assert {key[2] for key in values} == {key[2] for key in wanted}
    differing = {
        key: (values[key], value) for key, value in wanted.items() if values[key] != pytest.approx(value)
    }
    assert differing == {}


def hold_against_the_recount(target: Path, seed: int, steps: int = STEPS) -> int:
    """Let people do things; return how many rounds were compared."""
    rounds = RandomRounds(target, seed)
    for _step in range(steps):
        rounds.step()
    recount, compared = rounds.recount, 0
    recount.note_unseen()
    drawn = sorted({each["round"] for each in recount.samples()})
    asked = {str(number): recount.of_round(number) for number in drawn}
    asked["now"] = recount.as_it_stands()
    if drawn:
        asked["all"] = recount.of_all()
    for which, answers in asked.items():
        found = told(target, which)
        assert (found is None) == (not answers), which
        if found is not None:
            assert found["coders"] == sorted({name for each in answers.values() for name in each.given})
            assert found["answers"] == len(answers)
            compare(found, expected(recount, answers))
            compared += 1
    return compared


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_random_project_agrees_as_the_rules_say(tmp_path: Path, seed: int) -> None:
    assert hold_against_the_recount(tmp_path / "p.sqlite", seed), "nothing was compared"


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 200))
def test_many_random_projects_agree_as_the_rules_say(tmp_path: Path, seed: int) -> None:
    assert hold_against_the_recount(tmp_path / "p.sqlite", seed, 3 * STEPS), "nothing was compared"
