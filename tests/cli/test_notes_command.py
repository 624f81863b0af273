"""Notes and flags of everybody from the command line: listed, written, waiting, dealt with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.notes import NotedOn
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from tests.builders import SmallProject, act, small_project

Q = "hva_skal_til"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


def run(project: SmallProject, *arguments: str, coder: str = "kari", stdin: str | None = None) -> Result:
    target = str(project.engine.url.database)
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, *arguments], input=stdin)


def listed(project: SmallProject, *arguments: str, coder: str = "kari") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(project, *arguments, "--json", coder=coder).stdout)
    return found


def note(project: SmallProject, on: NotedOn, on_id: int, coder: int, text: str = "Sjå her") -> None:
    act(project.engine, coder, "write_note", lambda work: write_note(work, on, on_id, coder, text))


def flag(project: SmallProject, answer: int, coder: int) -> None:
    act(project.engine, coder, "set_flag", lambda work: set_flag(work, answer, coder, flagged=True))


@pytest.mark.slow
def test_a_note_is_written_answered_and_dealt_with(project: SmallProject) -> None:
    assert run(project, "notes", Q, "r2", "--write", "Folk eller tid?", "--waits", coder="ola").exit_code == 0
    assert listed(project, "notes", "--waiting") == [
        {
            "question": Q,
            "on": "answer",
            "respondent_id": "r2",
            "wave": None,
            "code": None,
            "coder": "ola",
            "text": "Folk eller tid?",
            "waits": True,
        }
    ]
    result = run(project, "notes", Q, "r2", "--write", "-", "--dealt-with", stdin="Begge deler.\n")
    assert (result.exit_code, result.stderr) == (0, "1 note waits no longer.\n")
    assert listed(project, "notes", "--waiting") == []
    assert [(each["coder"], each["text"]) for each in listed(project, "notes", Q, "r2")] == [
        ("ola", "Folk eller tid?"),
        ("kari", "Begge deler."),
    ]
    run(project, "undo")
    assert [each["coder"] for each in listed(project, "notes", Q, "--waiting")] == ["ola"]


def test_notes_on_questions_and_codes_stand_before_those_on_answers(project: SmallProject) -> None:
    note(project, NotedOn.ANSWER, project.answers[0], project.ola)
    note(project, NotedOn.CODE, project.codes[1], project.ola)
    note(project, NotedOn.QUESTION, project.question_id, project.ola)
    found = [(each["on"], each["respondent_id"], each["code"]) for each in listed(project, "notes")]
    assert found == [("question", None, None), ("code", None, "Ressurser"), ("answer", "r1", None)]
    lines = run(project, "notes", Q).stdout.splitlines()
    assert [line.split()[1] for line in lines[1:]] == ["the", "Ressurser", "r1"]


def test_everybodys_flags_are_listed_or_one_coders(project: SmallProject) -> None:
    flag(project, project.answers[2], project.kari)
    flag(project, project.answers[0], project.ola)
    flag(project, project.answers[2], project.ola)
    found = [(each["respondent_id"], each["coder"]) for each in listed(project, "flags", Q)]
    assert found == [("r1", "ola"), ("r3", "kari"), ("r3", "ola")]
    assert [each["respondent_id"] for each in listed(project, "flags", "--of", "kari")] == ["r3"]


@pytest.mark.slow
def test_who_codes_blind_sees_no_notes_and_flags_of_others_on_the_sample(project: SmallProject) -> None:
    for respondent in ("r1", "r2", "r3"):
        run(project, "done", Q, respondent)
    assert run(project, "sample", Q, "--for", "ola", "--size", "3").exit_code == 0
    note(project, NotedOn.ANSWER, project.answers[0], project.kari, "Hemmeleg meining")
    flag(project, project.answers[0], project.kari)
    for command in ("notes", "flags"):
        blind = run(project, command, Q, coder="ola")
        assert "1 of others on answers that you code blind is not shown." in blind.stderr
        assert "kari" not in blind.stdout
        assert "Hemmeleg" not in blind.output
        assert len(listed(project, command, Q, coder="kari")) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["notes", Q, "--write", "Utan svar"],
        ["notes", Q, "r1", "--waits"],
        ["notes", Q, "r1", "--write", "x", "--waits", "--dealt-with"],
        ["notes", "finst_ikkje"],
        ["flags", "--of", "ukjend"],
    ],
)
def test_what_cannot_be_meant_is_refused(project: SmallProject, arguments: list[str]) -> None:
    assert run(project, *arguments).exit_code == 2


@pytest.mark.slow
def test_a_question_is_approved_and_says_so_until_it_changes(project: SmallProject) -> None:
    assert run(project, "questions", "approve", Q).exit_code == 3
    run(project, "done", Q, "r1")
    result = run(project, "questions", "approve", Q, coder="ola")
    assert result.exit_code == 0
    assert "4 of 5 answers are not settled." in result.stderr
    [question] = listed(project, "questions")
    assert question["approved"]["by"] == "ola"
    assert question["approved"]["changed_since"] is False
    run(project, "assign", Q, "r1", "Ressurser")
    [question] = listed(project, "questions")
    assert question["approved"]["changed_since"] is True
    assert "changed since" in run(project, "questions").stdout
    assert run(project, "questions", "approve", Q, "--withdraw").exit_code == 0
    assert listed(project, "questions")[0]["approved"] is None
    assert run(project, "questions", "approve", Q, "--withdraw").exit_code == 3


def test_an_empty_list_says_that_it_is_empty_beside_what_is_piped(project: SmallProject) -> None:
    for what in (("notes",), ("coders", "links"), ("project", "tag")):
        found = run(project, *what)
        assert (found.exit_code, found.stderr) == (0, "There are none.\n")
        assert len(found.stdout.splitlines()) == 1
    assert listed(project, "notes") == []
