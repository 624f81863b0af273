"""`coder suggest`, and the suggestions of `coder next`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.messages import set_language
from tests.builders import SmallProject, act, code_answer, finish, small_project
from tests.made_once import made_once

TEXTS = (
    "Meir øyremerka midlar til tiltaka.",
    "Bedre samarbeid med Nav.",
    "Øremerkede midler til kommunen.",
)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=("Rammer > Penger", "Samhandling", "Tid"))
    for answer, code in ((0, 0), (1, 1)):
        code_answer(made.engine, made.answers[answer], made.codes[code], made.ola)
        finish(made.engine, made.answers[answer], made.ola)
    made.engine.dispose()
    return made


def run(project: SmallProject, *arguments: str) -> Result:
    target = ["--project", str(project.engine.url.database), "--coder", "kari"]
    return CliRunner().invoke(cli, [*target, *arguments])


def printed(project: SmallProject, *arguments: str) -> Any:
    done = run(project, *arguments)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def set_question(project: SmallProject, **settings: object) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: work.update("question", project.question_id, **settings),
    )


def test_an_answer_gets_the_code_of_what_is_like_it_with_the_words_that_spoke(project: SmallProject) -> None:
    found = printed(project, "suggest", "hva_skal_til", "--respondent", "r3", "--json")
    assert found[0]["path"] == "Rammer > Penger"
    assert {"id", "path", "code", "theme", "score", "words"} <= found[0].keys()
    assert (found[0]["code"], found[0]["theme"]) == ("Penger", "Rammer")
    assert set(found[0]["words"]) == {"Øremerkede", "midler"}
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_an_answer_is_not_learned_from_when_it_is_asked_about(project: SmallProject) -> None:
    of_answer = printed(project, "suggest", "hva_skal_til", "--respondent", "r2", "--json")
    of_text = printed(project, "suggest", "hva_skal_til", "--text", TEXTS[1], "--json")
    score = {each["code"]: each["score"] for each in of_answer}
    assert score["Samhandling"] < {each["code"]: each["score"] for each in of_text}["Samhandling"]


def test_so_many_codes_are_printed_as_asked_for(project: SmallProject) -> None:
    assert len(printed(project, "suggest", "hva_skal_til", "--text", "Tid", "-n", "2", "--json")) == 2


def test_scores_have_a_decimal_comma_in_norwegian(project: SmallProject) -> None:
    set_language("nb")
    done = run(project, "suggest", "hva_skal_til", "--text", "Øremerkede midler")
    first = done.stdout.splitlines()[1]
    assert re.match(r"[01],\d\d +Rammer > Penger ", first)
    assert first.endswith(("Øremerkede, midler", "midler, Øremerkede"))


def test_one_of_respondent_and_text_must_be_named(project: SmallProject) -> None:
    assert run(project, "suggest", "hva_skal_til").exit_code == 2
    assert run(project, "suggest", "hva_skal_til", "--respondent", "r1", "--text", "x").exit_code == 2
    assert run(project, "suggest", "hva_skal_til", "--respondent", "nobody").exit_code == 2
    assert run(project, "suggest", "nothing", "--text", "x").exit_code == 2


def test_a_text_of_ones_own_is_of_no_wave(project: SmallProject) -> None:
    refused = run(project, "suggest", "hva_skal_til", "--text", "x", "--wave", "2016")
    assert refused.exit_code == 2
    assert "--respondent" in refused.stderr


def test_asking_makes_nobody_a_coder(project: SmallProject) -> None:
    arguments = ["--project", str(project.engine.url.database), "--coder", "a passer-by"]
    CliRunner().invoke(cli, [*arguments, "suggest", "hva_skal_til", "--text", "x"])
    assert "a passer-by" not in run(project, "coders").output


@pytest.mark.slow
def test_the_next_answer_comes_with_suggestions_unless_they_are_withheld(project: SmallProject) -> None:
    found = printed(project, "next", "hva_skal_til", "--json")
    assert found["suggestions"][0]["path"]
    for withheld in ({"suggest": "after_own"}, {"suggest": "hidden_share", "hidden_percent": 100}):
        set_question(project, **withheld)
        assert printed(project, "next", "hva_skal_til", "--json")["suggestions"] == []
    set_question(project, suggest="hidden_share", hidden_percent=0)
    assert printed(project, "next", "hva_skal_til", "--json")["suggestions"] != []


def test_while_nothing_is_coded_codes_are_ranked_by_their_names_alone(tmp_path: Path) -> None:
    made = small_project(tmp_path / "u.sqlite", texts=TEXTS, codes=("Tid", "Samarbeid med Nav", "Penger"))
    made.engine.dispose()
    found = printed(made, "suggest", "hva_skal_til", "--respondent", "r2", "--json")
    assert found[0]["path"] == "Samarbeid med Nav"
    assert len(found) == 3
    assert all(0 <= each["score"] <= 1 and each["words"] == [] for each in found)
    assert printed(made, "next", "hva_skal_til", "--json")["suggestions"] != []
