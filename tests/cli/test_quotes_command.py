"""`coder quotes` writes the document of a question's text, or says what stands in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from coder.cli.group import cli
from tests.made_once import made_once
from tests.usecases.quoted_project import QUESTION, quoted_project, star_words


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    project = quoted_project(tmp_path)
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    project.engine.dispose()
    return str(tmp_path / "p.sqlite")


def run(target: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", "quotes", *arguments])


@pytest.mark.slow
def test_everything_is_written_and_counted(target: str, tmp_path: Path) -> None:
    done = run(target, QUESTION, "--internal", "-o", str(tmp_path / "alt.docx"))
    assert done.exit_code == 0
    file = tmp_path / "alt.docx"
    parts = "10 excerpts under 4 headings, 1 text without a code, 1 answer not settled yet"
    assert f"12 texts written to {file}: {parts}." in done.stderr
    assert done.stdout == ""
    paragraphs = Document(str(file)).paragraphs
    assert any(each.text.endswith(f"{parts}.") for each in paragraphs)
    styles = [each.style.name for each in paragraphs if each.style]
    assert styles.count("Quote") == 12


def test_who_is_quoted_is_told_on_stderr_or_as_json(target: str, tmp_path: Path) -> None:
    done = run(target, QUESTION, "--report", "-o", str(tmp_path / "a.md"))
    assert "storrelse" in done.stderr
    done = run(target, QUESTION, "--report", "--json", "-o", str(tmp_path / "a.md"))
    found = json.loads(done.stdout)
    assert found["document"]["quotations"] == 1
    assert found["quoted"]["respondents"] == [{"respondent_id": "r2", "quotations": 1}]
    assert found["quoted"]["background"][0] == {
        "variable": "storrelse",
        "level": "<2000",
        "quotations": 1,
        "quoted": 1,
        "respondents": 6,
    }


def test_a_report_says_nothing_of_who_and_everything_of_the_rest(target: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert run(target, QUESTION, "--report", "--title", "Kapittel 4", "-o", str(path)).exit_code == 0
    written = path.read_text(encoding="utf-8")
    assert "# Kapittel 4" in written
    assert "Vi treng fleire folk." in written
    assert "municipality with under 2000 inhabitants" in written
    assert "r2" not in written.split("coder-provenance")[0]


def test_what_nobody_decided_on_keeps_a_report_back(target: str, tmp_path: Path) -> None:
    done = run(target, QUESTION, "--report", "--per-code", "2", "-o", str(tmp_path / "a.docx"))
    assert done.exit_code == 1
    assert "coder disclose hva_skal_til" in done.stderr
    assert "Lillevik" not in done.stderr
    assert not (tmp_path / "a.docx").exists()


def test_own_names_are_looked_for_too(target: str, tmp_path: Path) -> None:
    (tmp_path / "navn.txt").write_text("fleire folk\n", encoding="utf-8")
    done = run(
        target, QUESTION, "--report", "--names", str(tmp_path / "navn.txt"), "-o", str(tmp_path / "a.md")
    )
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Choose one"),
        (("--internal", "--report"), "Choose one"),
        (("--internal", "--code", "Lagar"), "No code named"),
        (("--internal", "--wave", "1999"), "No wave"),
        (("--internal", "--layer", "x"), "no reporting layer"),
        (("--report", "--attribution", "i {fylke}"), "No background variable «fylke»"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_written(
    target: str, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(target, QUESTION, *arguments, "-o", str(tmp_path / "a.docx"))
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "a.docx").exists()


def test_a_name_that_promises_nothing_is_refused_before_the_work(target: str, tmp_path: Path) -> None:
    done = run(target, QUESTION, "--internal", "-o", str(tmp_path / "a.pdf"))
    assert done.exit_code == 2
    assert ".docx" in done.stderr


def test_a_template_that_is_none_is_refused(target: str, tmp_path: Path) -> None:
    (tmp_path / "mal.docx").write_text("ikke word", encoding="utf-8")
    arguments = ("--internal", "--template", str(tmp_path / "mal.docx"), "-o", str(tmp_path / "a.docx"))
    assert run(target, QUESTION, *arguments).exit_code == 3


@pytest.mark.slow
def test_characters_no_document_holds_are_told(tmp_path: Path) -> None:
    project = quoted_project(tmp_path)
    project.engine.dispose()
    done = run(
        str(tmp_path / "p.sqlite"),
        QUESTION,
        "--internal",
        "--title",
        "a\x01b",
        "-o",
        str(tmp_path / "a.docx"),
    )
    assert "1 character that no document can hold was replaced" in done.stderr
