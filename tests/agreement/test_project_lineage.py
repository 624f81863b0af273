"""What becomes of codes after a round changes no number of it; what people do afterwards neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from coder.cli.group import cli
from coder.domain.sample import Purpose
from coder.store.codes import codes_of
from coder.store.project import open_project
from coder.store.samples import sample_answers, samples_of
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import remove_code, reopen, set_code
from coder.usecases.second_coder.sample_wanted import NoRoundToJoinError
from tests.builders import act, ask, question, undo
from tests.made_once import made_once
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

KARI = ["l", "ls", "", "u", "l", "k"]
OLA = dict(enumerate(["l", "l", "l", "u", "", "k"]))
PAY = "Pengar > Løn"


@pytest.fixture
@made_once
def project(tmp_path: Path) -> DoubleCoded:
    """Kari has done six answers when a code comes late; then Ola codes them blind."""
    made = double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": [None] * 6, "leder": [None] * 6})
    do(made, "kari", "add_code", lambda work: add_code(work, question(made.engine).codebook_id, "Seint"))
    draw(made, "ola")
    code_blind(made, made.people["ola"], OLA)
    close(made, 1)
    return made


def do(project: DoubleCoded, name: str, operation: str, what: Callable[[Writing], Any]) -> Any:
    return act(project.engine, project.people[name], operation, what)


def code_id(project: DoubleCoded, name: str) -> int:
    codes = ask(project.engine, lambda work: codes_of(work, question(project.engine).codebook_id))
    return next(code.id for code in codes if code.name == name)


def told(engine: Engine, *options: str, command: str = "agreement") -> Any:
    words = ["--project", str(engine.url.database), "--coder", "leder", "--lang", "en", command]
    done = CliRunner().invoke(cli, [*words, *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def agreement(project: DoubleCoded, asked: str = "1") -> dict[str, Any]:
    found: dict[str, Any] = told(project.engine, QUESTION, "--round", asked, "--replicates", "0", "--json")
    return found


def of_code(project: DoubleCoded, path: str) -> dict[str, float | None]:
    return {
        each["metric"]: each["value"]
        for each in agreement(project)["results"]
        if (each["scope"], each["code"]) == ("pair_code", path)
    }


@pytest.mark.slow
def test_merging_codes_in_either_direction_leaves_what_was_given(project: DoubleCoded) -> None:
    pay = project.codes["l"]
    before = of_code(project, PAY)
    assert [before[cell] for cell in "abcd"] == [2, 1, 1, 2]
    late = code_id(project, "Seint")
    do(project, "kari", "merge_codes", lambda work: merge_codes(work, [late], pay))
    assert of_code(project, PAY) == before
    book = question(project.engine).codebook_id
    new = do(project, "kari", "add_code", lambda work: add_code(work, book, "Løn og pensjon"))
    do(project, "kari", "merge_codes", lambda work: merge_codes(work, [pay], new))
    assert of_code(project, "Løn og pensjon") == before


@pytest.mark.slow
def test_a_code_may_be_merged_into_its_own_part(project: DoubleCoded) -> None:
    pay = project.codes["l"]
    before = of_code(project, PAY)
    decisions = [Decision(project.answers[0], "Lokal")]
    parts = do(
        project, "kari", "split_code", lambda work: split_code(work, pay, ["Lokal", "Sentral"], decisions)
    ).parts
    assert of_code(project, PAY) == before
    do(project, "kari", "merge_codes", lambda work: merge_codes(work, [pay], parts["Lokal"]))
    assert of_code(project, "Pengar > Lokal") == before
    assert of_code(project, "Pengar > Sentral")["d"] == 0


@pytest.mark.slow
def test_settling_coding_anew_and_undo_change_no_round(project: DoubleCoded) -> None:
    before = agreement(project)
    kari, ola = project.people["kari"], project.people["ola"]
    first = project.answers[0]
    told(project.engine, QUESTION, "--union", "--json", command="settle")
    assert agreement(project) == before | {"settled_before": 0}
    do(project, "kari", "remove_code", lambda work: remove_code(work, first, project.codes["l"], kari))
    do(project, "ola", "set_code", lambda work: set_code(work, first, project.codes["a"], ola))
    do(project, "ola", "reopen", lambda work: reopen(work, project.answers[1], ola))
    assert agreement(project) == before
    for coder in ("leder", "kari", "ola", "ola"):
        undone = CliRunner().invoke(
            cli, ["--project", str(project.engine.url.database), "--coder", coder, "undo"]
        )
        assert undone.exit_code == 0, undone.output
        assert agreement(project) == before


@pytest.mark.slow
def test_rounds_taken_together_are_said_to_be(project: DoubleCoded) -> None:
    words = ["--project", str(project.engine.url.database), "--coder", "leder", "--lang", "en", "agreement"]
    one = CliRunner().invoke(cli, [*words, QUESTION, "--round", "all", "--replicates", "0"])
    assert "taken together" not in one.output
    target = Path(str(project.engine.url.database)).with_name("two.sqlite")
    two = double_coded(target, {"kari": [*KARI, "l", "u"], "ola": [None] * 8, "leder": [None] * 8})
    for number in (1, 2):
        drawn = draw(two, "ola", size=4)
        rows = ask(two.engine, lambda work, drawn=drawn: sample_answers(work, drawn.id))  # type: ignore[misc]
        code_blind(two, two.people["ola"], {two.place(row.answer_id): "l" for row in rows})
        close(two, number)
    words[1] = str(target)
    both = CliRunner().invoke(cli, [*words, QUESTION, "--round", "all", "--replicates", "0"])
    assert "Rounds 1, 2 taken together." in both.output
    assert agreement(two, "all")["rounds"] == [1, 2]


@pytest.mark.slow
def test_who_codes_own_answers_again_is_nobody_elsewhere(tmp_path: Path) -> None:
    made = double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": list(KARI), "leder": [None] * 6})
    engine = open_project(str(made.engine.url.database))
    commands = [
        ("agreement", QUESTION, "--round", "now", "--replicates", "0", "--json"),
        ("table", QUESTION, "--json"),
        ("coders", "--json"),
        ("questions", "--json"),
        ("table", QUESTION, "--progress", "--json"),
        ("disagreements", QUESTION, "--json"),
    ]
    before = [_numbers(told(engine, *rest, command=command)) for command, *rest in commands]
    draw(made, "kari", purpose=Purpose.AGAIN, after_days=0)
    [sample] = ask(engine, lambda work: samples_of(work, made.question_id))
    code_blind(made, sample.coder_id, dict.fromkeys(range(6), "a"))
    close(made, 1)
    assert [_numbers(told(engine, *rest, command=command)) for command, *rest in commands] == before
    assert agreement(made)["coders"] == ["kari", "kari (again)"]


def _numbers(told: Any) -> Any:
    """Return what is told without the moment it was told at, and what the round itself found."""
    if isinstance(told, dict):
        moment = ("entry", "made", "agreement", "provenance", "tag", "version")
        return {key: _numbers(value) for key, value in told.items() if key not in moment}
    return [_numbers(each) for each in told] if isinstance(told, list) else told


@pytest.mark.slow
def test_whose_coding_is_the_key_is_never_held_against_it(tmp_path: Path) -> None:
    made = double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": [None] * 6})
    draw(made, "ola", purpose=Purpose.TRAINING)
    undo(made.engine, made.people["kari"])
    with pytest.raises(NoRoundToJoinError):
        draw(made, "kari", purpose=Purpose.TRAINING, round_number=1)
