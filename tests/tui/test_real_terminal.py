"""What only a real terminal shows: no colours where none are wanted, and a megabyte pasted."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import small_project
from tests.made_once import made_once
from tests.tui.terminal import PROGRAM, UNTOLD, terminal

_COLOURS = re.compile(rb"\x1b\[[0-9;]*?[34]8;2;(\d+);(\d+);(\d+)")


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path, texts=["Flere folk.", "Bedre samarbeid."]).engine.dispose()
    return path


@pytest.mark.slow
@pytest.mark.parametrize("asked", [True, False])
def test_who_asks_for_no_colours_sees_none(
    target: Path, monkeypatch: pytest.MonkeyPatch, asked: bool
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    if asked:
        monkeypatch.setenv("NO_COLOR", "1")
    with terminal(["--project", str(target), "--coder", "kari", "code", "hva_skal_til"]) as run:
        run.wait_for("Flere folk.")
        run.press("ress")
        run.wait_for("matches for")
        run.press("\x11")
        assert run.exit_code() == 0
    hues = {colour for colour in _COLOURS.findall(run.written) if len(set(colour)) > 1}
    assert bool(hues) is not asked


@pytest.mark.slow
def test_a_megabyte_pasted_stops_nothing(target: Path) -> None:
    with terminal(["--project", str(target), "--coder", "kari", "code", "hva_skal_til"]) as run:
        run.wait_for("Flere folk.")
        begun = time.monotonic()
        run.paste("æøå [/b]\n" * 80_000)
        run.wait_for("code ▸ æøå [/b] æøå")
        assert time.monotonic() - begun < 15
        run.press("\x1b")
        run.wait_for("done without code")
        run.press("\x03")
        run.wait_for("Nothing is selected")
        run.press("\x11")
        assert run.exit_code() == 0


@pytest.mark.slow
@pytest.mark.parametrize("program", [PROGRAM, UNTOLD])
def test_without_its_window_it_ends_and_has_kept_what_was_set(target: Path, program: tuple[str, ...]) -> None:
    with terminal(
        ["--project", str(target), "--coder", "kari", "code", "hva_skal_til"], program=program
    ) as run:
        run.wait_for("Flere folk.")
        run.press("1")
        run.wait_for("● Samarbeid")
        run.hang_up()
    with closing(sqlite3.connect(target)) as project:
        assert project.execute("SELECT count(*) FROM coding").fetchone() == (1,)
