"""`coder code`: what is refused before and behind the first screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import small_project
from tests.tui.terminal import CHECKOUT, terminal


@pytest.mark.slow
def test_without_a_terminal_one_sentence_says_what_to_use(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    done = subprocess.run(
        [sys.executable, "-m", "coder", "--project", str(tmp_path / "a.sqlite"), "code", "hva_skal_til"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: The workbench needs a terminal.")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_missing_project_is_refused(tmp_path: Path) -> None:
    with terminal(["--project", str(tmp_path / "none.sqlite"), "code", "hva_skal_til"]) as run:
        assert run.exit_code() == 2
        assert "There is no project" in run.text


@pytest.mark.slow
def test_an_unknown_question_is_told_after_the_screen_has_gone(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    with terminal(["--project", str(tmp_path / "a.sqlite"), "code", "hva_skal"], width=100) as run:
        assert run.exit_code() == 2
        assert "Error: No question «hva_skal». There is: «hva_skal_til»." in run.text


@pytest.mark.slow
def test_a_file_that_is_no_project_is_told_with_exit_code_3_or_4(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_text("dette er en tekst, ingen database, og den er lang nok")
    with terminal(["--project", str(tmp_path / "a.sqlite"), "code", "x"], width=120) as run:
        assert run.exit_code() == 3
        assert "Error: " in run.text


@pytest.mark.slow
def test_killed_at_once_everything_shown_as_saved_is_there(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    arguments = ["--project", str(tmp_path / "a.sqlite"), "--coder", "kari", "code", "hva_skal_til"]
    with terminal(arguments) as run:
        run.wait_for("Bedre samarbeid")
        run.press("opp\r")
        run.wait_for("● Oppfølging")
    with terminal(arguments) as run:
        run.wait_for("● Oppfølging")


@pytest.mark.slow
def test_it_answers_to_a_new_size(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    with terminal(["--project", str(tmp_path / "a.sqlite"), "code", "hva_skal_til"]) as run:
        assert "Codebook" not in run.wait_for("Codes")
        run.resize(140, 40)
        run.wait_for("Codebook")
