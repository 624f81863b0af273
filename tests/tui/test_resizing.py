"""Terminals that change their size."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.keys.help_screen import HelpScreen
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.too_small import TooSmall, too_small_lines
from tests.builders import small_project
from tests.made_once import made_once
from tests.tui.desks import press, seen, shown, until, workbench

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (60, 15), (140, 40), (30, 8), (60, 15), (140, 40)]
LONG = "Vi trenger flere ansatte på tjenestene våre, og bedre opplæring. " * 12


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path, texts=[LONG, "Bedre samarbeid."]).engine.dispose()
    return path


async def _resize(app: WorkbenchApp, pilot: Pilot[None], size: tuple[int, int]) -> None:
    await pilot.resize_terminal(*size)
    await until(pilot, lambda: app.screen.size == size)


def _says_how_much_is_below(app: WorkbenchApp) -> bool:
    text = app.screen.query_one("#text", AnswerText)
    below = len(text.lines) - text.size.height
    return seen(app, "#more") == (f" ▾ {below} more lines · PgDn".strip() if below > 0 else "")


@pytest.mark.slow
async def test_coding_goes_on_in_any_size_with_the_focus_where_it_was(target: Path) -> None:
    async with workbench(target, size=(140, 40)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        for size in SIZES:
            await _resize(app, pilot, size)
            assert app.focused is screen.line
            if size[0] >= 60:
                assert not screen.query(TooSmall)
                assert screen.line.region.bottom == size[1] - 1
                assert screen.query_one(KeysFooter).region.bottom == size[1]
                await press(app, pilot, *"ress")
                assert screen.query_one("#list").region.height >= 1
                assert "Ressurser" in seen(app, "#list")
                await press(app, pilot, "escape")


@pytest.mark.slow
async def test_how_much_of_the_text_stands_below_is_right_after_resizing(target: Path) -> None:
    async with workbench(target, size=(140, 40)) as (app, pilot):
        for size in ((60, 15), (140, 40), (60, 15)):
            await _resize(app, pilot, size)
            await until(pilot, lambda: _says_how_much_is_below(app))


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["f1", "ctrl+p"])
async def test_what_stands_over_a_screen_follows_too(target: Path, keys: str) -> None:
    async with workbench(target, None, size=(140, 40)) as (app, pilot):
        await pilot.press(keys)
        await until(pilot, lambda: isinstance(app.screen, (Dialog, HelpScreen)))
        for size in SIZES:
            await _resize(app, pilot, size)
        await pilot.press("escape")
        await until(pilot, lambda: bool(app.screen.query("#questions")))


@pytest.mark.slow
async def test_a_window_that_is_too_small_says_so_and_goes_on_when_it_grows(target: Path) -> None:
    async with workbench(target, None) as (app, pilot):
        await _resize(app, pilot, (40, 20))
        assert "The window is 40 × 20 characters; 60" in seen(app, "TooSmall").replace("\n", " ")
        await _resize(app, pilot, (80, 24))
        await until(pilot, lambda: not app.screen.query(TooSmall))
        assert "hva_skal_til" in seen(app, "#questions")


def test_what_is_said_in_a_small_window_fits_into_it() -> None:
    assert not any("…" in text for text in shown(too_small_lines(24, 6), 24))
