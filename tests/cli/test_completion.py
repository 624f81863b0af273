"""Completion: what a shell is told, and three shells that put it in."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.completion import SHELLS, VARIABLE, completion_script
from coder.cli.group import COMMANDS, cli
from tests import outside
from tests.builders import add_coder, add_codes, add_question, new_project
from tests.tui.terminal import Terminal, terminal

HOSTILE = 'Pris $(touch HACKED) `touch HACKED`; "x", *'
BEGUN = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
READ = {
    "bash": "source <(coder completion bash)",
    "zsh": "autoload -U compinit; compinit -u -D; source <(coder completion zsh)",
    "fish": "coder completion fish | source",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("completion") / "coder.sqlite"
    engine = new_project(file)
    first = add_question(engine, "hva_skal_til")
    add_codes(engine, first, "Oppfølging > Tett oppfølging over tid", "Oppfølging > Jobbspesialist", HOSTILE)
    add_codes(engine, first, "Pris\x1b[31m")
    add_codes(engine, add_question(engine, "forventninger"), "Forventning")
    add_coder(engine, "Kari Nordmann")
    engine.dispose()
    return file


def completed(project: Path, written: str) -> list[str]:
    """Return the values a shell would offer where a line that is being typed ends."""
    environment = {
        VARIABLE: "bash_complete",
        "COMP_WORDS": written,
        "COMP_CWORD": str(len(written.split(" ")) - 1),
        "CODER_PROJECT": str(project),
    }
    printed = CliRunner().invoke(cli, prog_name="coder", env=environment).stdout
    return [row.split("\t")[1] for row in printed.splitlines() if row]


def test_commands_come_in_the_order_of_the_work(project: Path) -> None:
    assert completed(project, "coder ") == list(COMMANDS)


def test_options_and_choices_are_completed(project: Path) -> None:
    assert "--min-cell" in completed(project, "coder table hva_skal_til --mi")
    assert completed(project, "coder table hva_skal_til --level ") == ["code", "theme", "both"]


def test_questions_codes_and_coders_are_the_projects_own(project: Path) -> None:
    assert completed(project, "coder table ") == ["hva_skal_til", "forventninger"]
    assert completed(project, "coder assign hva_skal_til k001 tett") == ["Tett oppfølging over tid"]
    assert completed(project, "coder codebook forventninger define ") == ["Forventning"]
    assert completed(project, "coder --coder Ka") == ["Kari Nordmann"]


def test_a_theme_is_named_where_rows_are_and_not_where_codes_are_set(project: Path) -> None:
    assert completed(project, "coder layer hva_skal_til label Rapport Opp") == ["Oppfølging"]
    assert "Oppfølging > Tett oppfølging over tid" not in completed(
        project, "coder assign hva_skal_til k001 "
    )


def test_a_name_that_commands_a_terminal_is_not_offered(project: Path) -> None:
    assert completed(project, "coder assign hva_skal_til k001 Pris") == [HOSTILE]


def test_where_no_project_can_be_read_nothing_is_offered_and_nothing_made(tmp_path: Path) -> None:
    (tmp_path / "other.sqlite").write_bytes(b"not a project")
    assert completed(tmp_path / "none.sqlite", "coder table ") == []
    assert completed(tmp_path / "other.sqlite", "coder table ") == []
    assert [file.name for file in tmp_path.iterdir()] == ["other.sqlite"]


def test_reading_names_leaves_the_project_as_it_is(project: Path) -> None:
    before = (project.read_bytes(), project.stat().st_mtime_ns)
    completed(project, "coder assign hva_skal_til k001 ")
    assert (project.read_bytes(), project.stat().st_mtime_ns) == before
    assert [file.name for file in project.parent.iterdir()] == [project.name]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(shell: str) -> None:
    assert CliRunner().invoke(cli, ["completion", shell]).stdout == completion_script(shell)


@pytest.fixture(params=SHELLS)
def line(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A shell that has read its script, in an empty folder."""
    shell = outside.program(request.param)
    program = tmp_path / "bin" / "coder"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m coder "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    copy = shutil.copy(project, tmp_path / "copy.sqlite")
    with terminal(BEGUN[request.param], width=200, program=(shell,)) as run:
        run.press(
            f"export PATH={program.parent}:{os.environ['PATH']} CODER_PROJECT={copy} LC_ALL=C.UTF-8 PS1=; "
            f"cd {tmp_path}; {READ[request.param]}; clear; echo re''ady\r"
        )
        run.wait_for("ready")
        yield run


@pytest.mark.slow
def test_a_shell_puts_in_a_name_as_one_word_that_runs_nothing(line: Terminal, tmp_path: Path) -> None:
    line.press("coder codebook hva_skal_til rename Pri\t")
    line.wait_for(r"\*")
    line.press(" Dyrt; coder codebook hva_skal_til show\r")
    line.wait_for("Jobbspesialist")
    assert "Dyrt" in line.text
    assert "$(touch" not in line.text.rpartition("Jobbspesialist")[2]
    assert not (tmp_path / "HACKED").exists()
