"""What the program says to bad bytes, full disks and names that mean no project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from tests.builders import small_project
from tests.made_once import made_once

Q = "hva_skal_til"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    path = str(tmp_path / "a.sqlite")
    small_project(path, texts=["Flere folk.", "Bedre samarbeid."]).engine.dispose()
    return path


@pytest.mark.parametrize(
    "arguments", [["assign", Q, "\udcff", "Ressurser"], ["--coder", "\udcff", "done", Q, "r1"]]
)
def test_bytes_that_are_no_text_are_refused_in_a_sentence(target: str, arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, ["--project", target, *arguments])
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: «\ufffd»")


@pytest.mark.parametrize(
    "named", ["://", "sqlite://", ":memory:", "postgresql+psycopg://kari:hemmelig@h:x/y"]
)
def test_a_place_that_can_hold_no_project_is_refused_and_no_password_repeated(named: str) -> None:
    done = CliRunner().invoke(cli, ["--project", named, "project", "new"])
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert "hemmelig" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="Only Linux has /dev/full.")
@pytest.mark.parametrize("arguments", [["table", Q], ["history", "--json"], ["--help"], ["table", "--help"]])
def test_a_full_disk_behind_stdout_is_a_sentence_and_exit_code_4(target: str, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coder", "--project", target, *arguments],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
    assert (done.returncode, done.stderr) == (4, "Error: The system refused: the disk is full.\n")


def test_an_option_of_all_commands_after_the_command_is_told_its_place() -> None:
    done = CliRunner().invoke(cli, ["questions", "set", "--lang", "nb"], prog_name="coder")
    assert done.exit_code == 2
    assert "--lang stands before the command: coder --lang … questions set" in done.stderr
    assert "stands before" not in CliRunner().invoke(cli, ["demo", "--langt", "nb"]).stderr
