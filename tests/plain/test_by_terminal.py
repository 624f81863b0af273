"""A survey coded through a real terminal by nothing but its stream of text, as a screen reader gets it."""

from __future__ import annotations

import os
import signal
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.store.states import states_of
from tests.builders import ask, coded_by, small_project
from tests.plain.talking import talked
from tests.tui.hostile_project import CODER, hostile_project
from tests.tui.terminal import Terminal, terminal

TEXTS = [
    "Bedre samarbeid med Nav lokalt.",
    "Vi manglar folk. Det tek for lang tid.",
    "Vet ikke",
    "\x1b[31mRødt\x1b[0m ┌──┐ \x1b]0;tittel\x07 ⣾ slutt",
]
WIDTH, HEIGHT = 160, 400
"""Room for all that is said, so that it can be waited for."""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_survey_is_coded_and_its_table_read_by_text_alone(tmp_path: Path, language: str) -> None:
    path = tmp_path / "p.sqlite"
    project = small_project(path, texts=TEXTS)
    undo = {"en": ".undo", "nb": ".angre"}[language]
    lines = ["sam", "", "1", "ress", undo, "", "0", "Farger", {"en": "yes", "nb": "ja"}[language], ""]
    arguments = ["--plain", "--lang", language, "--project", str(path), "--coder", "kari"]
    with terminal([*arguments, "code", "hva_skal_til"], WIDTH, HEIGHT) as run:
        for line in lines:
            typed(run, line)
        typed(run, ".table")
        typed(run, "")
        typed(run, ".quit", waits=False)
        assert run.exit_code() == 0
    said = run.written.decode()
    assert is_plain(said)
    assert "N=4" in said
    assert "1: Samarbeid. " in said
    states = ask(project.engine, lambda work: states_of(work, project.question_id, project.kari))
    assert set(states.values()) == {CodedState.DONE}
    assert len(states) == len(TEXTS)
    given = coded_by(project.engine, project.kari)
    assert set(given[project.answers[0]]) == set(given[project.answers[1]]) == {project.codes[0]}
    assert project.answers[2] not in given


@pytest.mark.slow
def test_what_was_said_to_be_set_is_there_after_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    project = small_project(path, texts=TEXTS)
    with terminal(["--plain", "--project", str(path), "--coder", "kari", "code", "hva_skal_til"]) as run:
        run.wait_for("code:")
        run.press("2\n")
        run.wait_for("Set: Ressurser.")
        os.kill(run.pid, signal.SIGKILL)
    assert set(coded_by(project.engine, project.kari)[project.answers[0]]) == {project.codes[1]}


@pytest.mark.slow
def test_nothing_anybody_wrote_commands_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    hostile_project(path, "sentence")
    rooms = ("answers", "list", "revisit", "review", "settle", "table")
    lines = ["1", ".go 2", "1", ".note", ".history", ".respondent", ".codes", ".define 1", "beta", "1", ""]
    lines += [line for room in rooms for line in (f".{room}", "1", "", "?", ".back")]
    said = talked(path, *lines, coder=CODER, question=None)
    assert "KAPRET" in said
    assert is_plain(said)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "is_talk"),
    [({"CODER_PLAIN": "1"}, True), ({"TERM": "dumb"}, True), ({"ACCESSIBLE": "0"}, False)],
)
def test_plain_lines_come_as_asked_for_or_where_nothing_else_can_be_drawn(
    tmp_path: Path, environment: dict[str, str], is_talk: bool
) -> None:
    path = tmp_path / "p.sqlite"
    small_project(path)
    set_there = [f"{name}={value}" for name, value in environment.items()]
    program = ("/usr/bin/env", *set_there, sys.executable, "-m", "coder")
    arguments = ["--project", str(path), "--coder", "kari", "code", "hva_skal_til"]
    with terminal(arguments, program=program) as run:
        run.wait_for("Bedre samarbeid")
        assert (b"\x1b" not in run.written) == is_talk


def typed(run: Terminal, line: str, *, waits: bool = True) -> None:
    """Type a line when it is asked for, and wait until the next one is."""
    wait(run, lambda: run.written.endswith(b": "))
    before = len(run.written) + len(line)
    run.press(f"{line}\n")
    if waits:
        wait(run, lambda: len(run.written) > before + 2 and run.written.endswith(b": "))


def wait(run: Terminal, is_so: Callable[[], bool]) -> None:
    for _turn in range(300):
        run.read(0.1)
        if is_so():
            return
    raise AssertionError(run.written.decode()[-2000:])


def is_plain(said: str) -> bool:
    """Tell whether a stream is text and line ends, and nothing that moves, colours or draws."""
    own = said.replace("\r\n", "\n")
    drawn = [sign for sign in own if "\u2500" <= sign <= "\u257f" and sign not in "".join(TEXTS)]
    controls = [sign for sign in own if unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n"]
    return not drawn and not controls
