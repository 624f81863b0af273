from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.exports import exports_of
from coder.store.project import open_project
from tests.builders import ask, small_project
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, coded_survey


def run(target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--lang", "en", "saturation", *arguments])


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    """A project coded one answer at a time, backwards."""
    target = tmp_path / "a.sqlite"
    survey = coded_survey(str(target), "Nav", "Nav > Samarbeid", "Folk", "Penger", answers=12)
    survey.add_codes("Vet ikke", kind="don't know")
    for place, answer in enumerate(reversed(survey.answers)):
        codes = {0: ["Folk"], 1: ["Folk", "Penger"], 11: ["Nav > Samarbeid"]}.get(place, ["Vet ikke"])
        survey.code({answer: codes})
    survey.engine.dispose()
    return target


def in_json(target: Path, *arguments: str) -> dict[str, Any]:
    done = run(target, QUESTION, "--json", *arguments)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_new_codes_are_told_in_the_order_answers_were_coded(target: Path) -> None:
    found = in_json(target)
    assert [(each["from"], each["to"], each["codes"]) for each in found["blocks"]] == [
        (1, 10, ["Folk", "Penger"]),
        (11, 12, ["Nav > Samarbeid"]),
    ]
    assert (found["answers"], found["codes"], found["last_new"], found["done_at_once"]) == (12, 3, 12, 0)
    (theme,) = found["themes"]
    assert (theme["theme"], theme["last_new"]) == ("Nav", 12)


def test_it_is_said_in_a_table_and_in_words(target: Path) -> None:
    told = run(target, QUESTION, "--per", "6").stdout
    assert "1–6" in told
    assert "3 codes in use in 12 answers; half of them had been met by answer 2, the last by 12." in told
    assert "Nav" in run(target, QUESTION, "--by-theme").stdout


def test_answers_done_in_one_act_are_said_to_have_no_known_order(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Folk", answers=3)
    survey.code({answer: ["Folk"] for answer in survey.answers})
    survey.engine.dispose()
    assert "3 answers were done in one act" in run(tmp_path / "a.sqlite", QUESTION).stdout


def test_it_is_written_in_the_format_of_the_file(target: Path, tmp_path: Path) -> None:
    file = tmp_path / "metning.csv"
    assert run(target, QUESTION, "-o", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("answers,new,known,caption,note,provenance\n1–10,2,2,")
    refused = run(target, QUESTION, "-o", str(tmp_path / "metning.doc"))
    assert refused.exit_code == 2
    assert ".docx" in refused.stderr


@pytest.mark.slow
def test_the_curve_is_drawn_and_the_file_written_down(target: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="Figures need matplotlib.")
    figure = tmp_path / "metning.svg"
    assert run(target, QUESTION, "-o", str(figure)).exit_code == 0
    assert "Codes met so far" in figure.read_text(encoding="utf-8")
    (export,) = ask(open_project(str(target)), exports_of)
    assert (export.what, export.format, export.file) == ("saturation", "svg", "metning.svg")
    assert run(target, QUESTION, "--by-theme", "-o", str(figure)).exit_code == 2


def test_nothing_coded_is_no_error(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    done = run(tmp_path / "a.sqlite", "hva_skal_til")
    assert done.exit_code == 0
    assert "No code is in use" in done.stdout
