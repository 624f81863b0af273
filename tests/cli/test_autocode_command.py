from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.autocode_command import expectation
from coder.cli.group import cli
from coder.domain.intervals import Estimate
from coder.messages import set_language
from coder.store import schema
from coder.store.coders import coder_named
from coder.store.project import open_project
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.suggesting.autocode import Expected
from coder.usecases.suggesting.proposals import decide, open_proposals
from tests.builders import SmallProject, act, ask, count, question, small_project
from tests.made_once import made_once

Q = "hva_skal_til"
CODES = ("Samarbeid", "Ressurser", "Oppfølging")
WORDS = {"Samarbeid": "samarbeid med Nav", "Ressurser": "fleire folk", "Oppfølging": "tett oppfølging"}
ANSWERS, CODED = 50, 40


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    """Make a project whose answers name their code; Kari has coded most of them."""
    path = str(tmp_path / "a.sqlite")
    names = [CODES[number % 3] for number in range(ANSWERS)]
    texts = [f"Vi treng {WORDS[name]}, svar {number}." for number, name in enumerate(names)]
    project = small_project(path, texts=texts, codes=CODES)
    act(project.engine, project.kari, "import_codings", lambda work: code_first(work, project, CODED))
    project.engine.dispose()
    return path


def code_first(work: Writing, project: SmallProject, answers: int) -> None:
    """Let Kari give the first answers the code they name."""
    for place in range(answers):
        set_code(work, project.answers[place], project.codes[place % 3], project.kari)
        mark_done(work, project.answers[place], project.kari)


def run(target: str, *arguments: str, coder: str = "kari") -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, "--lang", "en", *arguments])


def proposed(target: str, *arguments: str, coder: str = "kari") -> dict[str, Any]:
    done = run(target, "autocode", Q, "--min-confidence", "0.5", "--json", *arguments, coder=coder)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(target: str, table: Any) -> int:
    engine = open_project(target)
    try:
        return count(engine, table)
    finally:
        engine.dispose()


@pytest.mark.slow
def test_codes_are_proposed_for_what_is_not_coded_and_nothing_else_changes(target: str) -> None:
    before = (rows(target, schema.coding), rows(target, schema.coded), rows(target, schema.entry))
    counted = run(target, "table", Q, "--json").stdout
    found = proposed(target)
    assert found["uncoded"] == ANSWERS - CODED
    assert {(each["respondent_id"], each["path"]) for each in found["proposals"]} == {
        (f"r{number + 1}", CODES[number % 3]) for number in range(CODED, ANSWERS)
    }
    assert all(each["score"] >= 0.5 for each in found["proposals"])
    assert (found["written"], found["new"]) == (True, ANSWERS - CODED)
    after = (rows(target, schema.coding), rows(target, schema.coded), rows(target, schema.entry))
    assert after == (before[0], before[1], before[2] + 1)
    assert json.loads(run(target, "table", Q, "--json").stdout)["rows"] == json.loads(counted)["rows"]


@pytest.mark.slow
def test_what_to_expect_is_said_before_anything_is_written(target: str) -> None:
    found = proposed(target, "--dry-run")
    assert found["expected"]["answers"] == CODED // 2
    assert found["expected"]["precision"]["value"] == 1
    assert found["expected"]["share"]["value"] == 1
    assert found["expected"]["saves_little"] is False
    low, high = found["expected"]["precision"]["interval"]
    assert 0.7 < low < 1 == high


@pytest.mark.slow
def test_a_dry_run_writes_nothing_not_even_who_tried(target: str) -> None:
    before = rows(target, schema.entry)
    assert proposed(target, "--dry-run", coder="nykomen")["written"] is False
    assert (rows(target, schema.entry), rows(target, schema.proposal)) == (before, 0)


@pytest.mark.slow
def test_proposing_is_taken_back_in_one_step(target: str) -> None:
    proposed(target)
    assert run(target, "undo").exit_code == 0
    assert rows(target, schema.proposal) == 0


@pytest.mark.slow
def test_again_nothing_new_is_proposed(target: str) -> None:
    proposed(target)
    assert proposed(target)["new"] == 0


@pytest.mark.slow
def test_what_a_person_rejected_is_not_proposed_again(target: str) -> None:
    proposed(target)
    engine = open_project(target)
    kari = ask(engine, lambda work: coder_named(work, "kari").id)
    question_id = question(engine).id
    first = ask(engine, lambda work: open_proposals(work, question_id))[0]
    act(
        engine,
        kari,
        "decide_proposals",
        lambda work: decide(work, first.answer_id, kari, [], [first.code_id]),
    )
    engine.dispose()
    found = proposed(target)
    assert (len(found["proposals"]), found["decided_before"]) == (ANSWERS - CODED - 1, 1)


@pytest.mark.slow
def test_the_model_and_the_replay_do_not_learn_from_proposals(target: str) -> None:
    evaluated = run(target, "evaluate", Q, "--json").stdout
    first = proposed(target)
    assert proposed(target)["learned_from"] == first["learned_from"] == CODED
    assert run(target, "evaluate", Q, "--json").stdout == evaluated


@pytest.mark.slow
def test_a_threshold_that_finds_nothing_is_said_to_save_little(target: str) -> None:
    done = run(target, "autocode", Q, "--min-confidence", "1")
    assert done.exit_code == 0
    assert "nothing had been proposed" in done.stderr
    assert "Nothing was written" in done.stderr
    assert rows(target, schema.proposal) == 0


def test_little_is_said_in_words() -> None:
    set_language("en")
    expected = Expected(200, 25, Estimate(0.905, 0.74, 0.97), Estimate(0.09, 0.06, 0.13))
    assert expectation(expected, 0.9)[1:] == [
        "  right: 91 % (95 % interval 74–97) of the proposals",
        "  found: 9 % (95 % interval 6–13) of the codings",
        "Finds an expected 9 % of the codings: little is saved.",
    ]
    assert len(expectation(replace(expected, share=Estimate(0.6, 0.5, 0.7)), 0.9)) == 3


@pytest.mark.slow
def test_without_a_threshold_only_what_is_nearly_certain_is_proposed(tmp_path: Path) -> None:
    path = str(tmp_path / "b.sqlite")
    small_project(path).engine.dispose()
    done = run(path, "autocode", Q, "--dry-run", "--json")
    assert json.loads(done.stdout)["min_confidence"] == 0.9
    assert "with a score of 0.90 or more would be proposed" in done.stderr


def test_with_nothing_coded_nothing_is_proposed_and_that_is_no_error(tmp_path: Path) -> None:
    path = str(tmp_path / "c.sqlite")
    small_project(path).engine.dispose()
    done = run(path, "autocode", Q, "--min-confidence", "0")
    assert done.exit_code == 0
    assert "Too few coded answers" in done.stderr
    assert rows(path, schema.proposal) == 0


@pytest.mark.slow
def test_an_exclusive_codebook_gets_one_proposal_an_answer(tmp_path: Path) -> None:
    path = str(tmp_path / "d.sqlite")
    texts = [f"{WORDS[CODES[number % 3]]} {number}" for number in range(24)]
    project = small_project(path, texts=texts, codes=CODES, exclusive=True)
    act(project.engine, project.kari, "import_codings", lambda work: code_first(work, project, 20))
    project.engine.dispose()
    done = run(path, "autocode", Q, "--min-confidence", "0", "--json")
    assert len(json.loads(done.stdout)["proposals"]) == 4


@pytest.mark.slow
def test_the_threshold_may_have_a_decimal_comma(target: str) -> None:
    done = run(target, "autocode", Q, "--min-confidence", "0,5", "--dry-run", "--json")
    assert json.loads(done.stdout)["min_confidence"] == 0.5


@pytest.mark.parametrize(
    "arguments",
    [
        ["autocode", "hva", "--min-confidence", "0.9"],
        ["autocode"],
        ["autocode", Q, "--min-confidence", "9"],
        ["autocode", Q, "--min-confidence", "0,9x"],
    ],
)
def test_wrong_use_exits_2(target: str, arguments: list[str]) -> None:
    assert run(target, *arguments).exit_code == 2
    assert rows(target, schema.proposal) == 0
