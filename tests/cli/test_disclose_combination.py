"""`coder disclose` and the gate of a report: how many of those asked share what a reader sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.domain.passages import PassageKey
from coder.store.check import findings as breaches
from coder.usecases.report.passages import star
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    ask,
    code_answer,
    finish,
    new_project,
)
from tests.made_once import made_once

Q = "hva_skal_til"
BOKMAL = "Vi trenger flere folk og mer tid til hver enkelt."
NYNORSK = "Vi treng fleire folk og meir tid, og det hastar."
NAMED = "Vi i Trøndelag trenger flere folk."
WRITTEN = [NAMED, NYNORSK, NYNORSK, NYNORSK, *[BOKMAL] * 6]
SMALL, LARGE = "<2000", "50000 og større"


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Twelve were asked in 2016, of four large ones; three wrote in nynorsk, two did not answer."""
    engine = new_project(tmp_path / "p.sqlite")
    question = add_question(engine, Q)
    counties = ["Trøndelag", *["Nordland"] * 7, "Trøndelag", "Trøndelag", "Nordland", "Nordland"]
    sizes = [SMALL] * 8 + [LARGE] * 4
    background = {"storrelse": sizes, "fylke": counties}
    answers = add_answers(
        engine, question, WRITTEN, wave="2016", background={k: v[:10] for k, v in background.items()}
    )
    # Two who were asked and answered nothing here.
    add_answers(
        engine,
        add_question(engine, "anna"),
        {"r11": BOKMAL, "r12": BOKMAL},
        wave="2016",
        background={k: v[10:] for k, v in background.items()},
    )
    [code] = add_codes(engine, question, "Folk")
    kari = add_coder(engine, "kari")
    for answer in answers:
        code_answer(engine, answer, code, kari)
        finish(engine, answer, kari)
    return SmallProject(engine, question, answers, [code], kari, kari)


def run(project: SmallProject, *arguments: str) -> Result:
    target = str(project.engine.url.database)
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", *arguments])


def combinations(project: SmallProject, *arguments: str) -> dict[str, dict[str, Any]]:
    found = json.loads(run(project, "disclose", Q, "--kind", "combination", "--json", *arguments).stdout)
    return {each["respondent_id"]: each for each in found}


def star_answer(project: SmallProject, words: str) -> None:
    key = PassageKey(project.answers[WRITTEN.index(words)], project.codes[0], None)
    act(project.engine, project.kari, "star_passage", lambda work: star(work, [key]))


@pytest.mark.slow
def test_what_too_few_share_is_a_finding_about_the_whole_answer(project: SmallProject) -> None:
    found = combinations(project, "--beside", "storrelse")
    # Four large ones were asked, of whom two answered this; three of the small ones write nynorsk; one of
    # them alone is in the county that it names.
    assert set(found) == {"r1", "r2", "r3", "r4", "r9", "r10"}
    assert found["r1"]["grade"] == "high"
    of_large = found["r9"]
    assert (of_large["start"], of_large["end"], of_large["mention"]) == (None, None, None)
    assert (of_large["kind"], of_large["grade"], of_large["decision"]) == ("combination", "medium", None)
    assert "4" in of_large["why"]
    assert "3" in found["r2"]["why"]


@pytest.mark.slow
def test_what_a_report_would_not_print_beside_is_not_counted(project: SmallProject) -> None:
    # Large ones get no attribution, as too few share it; so only nynorsk and the county in the text are seen.
    assert set(combinations(project)) == {"r1", "r2", "r3", "r4"}


@pytest.mark.slow
def test_an_area_named_in_the_text_counts_until_it_is_masked(project: SmallProject) -> None:
    assert "r1" in combinations(project)
    run(project, "disclose", Q, "--mention", "Trøndelag", "--mask", "--with", "fylke")
    assert "r1" not in combinations(project)
    assert "r1" in combinations(project, "--beside", "fylke")


@pytest.mark.slow
def test_fewer_or_more_may_be_asked_for(project: SmallProject) -> None:
    assert set(combinations(project, "--beside", "storrelse", "--fewest", "4")) == {"r1", "r2", "r3", "r4"}
    assert len(combinations(project, "--attribution", "", "--fewest", "13")) == 10


@pytest.mark.slow
def test_what_is_kept_is_kept_for_what_stood_beside_it(project: SmallProject) -> None:
    decided = run(
        project, "disclose", Q, "--kind", "combination", "--respondent", "r2", "--keep", "hun sa ja"
    )
    assert "1 mention decided on" in decided.stderr
    assert combinations(project)["r2"]["decision"] == "keep"
    # With the county beside it, fewer share it: that is another question.
    assert combinations(project, "--beside", "fylke")["r2"]["decision"] is None
    assert not list(ask(project.engine, breaches))


@pytest.mark.slow
def test_what_is_dropped_is_dropped_whatever_stands_beside(project: SmallProject) -> None:
    run(project, "disclose", Q, "--kind", "combination", "--respondent", "r2", "--drop")
    assert combinations(project)["r2"]["decision"] == "drop"
    assert combinations(project, "--beside", "fylke")["r2"]["decision"] == "drop"


@pytest.mark.slow
def test_a_whole_answer_is_not_masked(project: SmallProject) -> None:
    refused = run(project, "disclose", Q, "--kind", "combination", "--mask")
    assert refused.exit_code == 2
    assert "as a whole" in refused.stderr
    assert combinations(project)["r2"]["decision"] is None


def test_a_variable_that_is_not_there_is_named(project: SmallProject) -> None:
    refused = run(project, "disclose", Q, "--beside", "region")
    assert (refused.exit_code, "region" in refused.stderr) == (2, True)
    assert run(project, "disclose", Q, "--beside", "fylke", "--attribution", "x").exit_code == 2


@pytest.mark.slow
def test_a_report_waits_until_it_is_decided(project: SmallProject, tmp_path: Path) -> None:
    star_answer(project, NYNORSK)
    report = ("quotes", Q, "--report", "-o", str(tmp_path / "a.md"))
    refused = run(project, *report)
    assert refused.exit_code == 1
    assert "coder disclose hva_skal_til" in refused.stderr
    run(project, "disclose", Q, "--kind", "combination", "--keep", "known to all")
    assert run(project, *report).exit_code == 0, run(project, *report).stderr


@pytest.mark.slow
def test_the_gate_looks_at_the_attribution_that_is_printed(project: SmallProject, tmp_path: Path) -> None:
    star_answer(project, BOKMAL)
    report = ("quotes", Q, "--report", "-o", str(tmp_path / "a.md"))
    assert run(project, *report, "--attribution", "kommune i Nordland").exit_code == 0
    refused = run(project, *report, "--attribution", "kommune i Trøndelag")
    assert refused.exit_code == 1
    assert "--attribution 'kommune i Trøndelag'" in refused.stderr
    assert combinations(project, "--attribution", "kommune i Trøndelag")["r5"]["decision"] is None
