"""The command palette: what can be done now, found by typing; names in it are text."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.home.screen import HomeScreen
from coder.tui.palette import Palette
from coder.tui.themes import MONOCHROME
from tests.builders import add_answers, add_question, new_project, small_project
from tests.made_once import made_once
from tests.tui.desks import seen, until, workbench

pytestmark = pytest.mark.slow

HOSTILE = "spm [bold]x[/bold] [/b] \x1b[2J\x9b \u202e[@click=app.quit]"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path, texts=["Flere folk.", "Bedre samarbeid."]).engine.dispose()
    return path


def _is_there(app: WorkbenchApp, words: str) -> bool:
    return isinstance(app.screen, Palette) and words in seen(app, "Palette LineList")


@pytest.mark.slow
async def test_what_a_key_does_now_is_found_by_its_words_and_done(target: Path) -> None:
    async with workbench(target, None) as (app, pilot):
        await pilot.press("ctrl+p", *"where you left", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)


@pytest.mark.slow
async def test_a_theme_is_chosen_by_name(target: Path) -> None:
    async with workbench(target, None) as (app, pilot):
        await pilot.press("ctrl+p", *"without", "enter")
        await until(pilot, lambda: app.theme == MONOCHROME.name)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.slow
async def test_from_a_question_one_goes_to_another_and_back_to_the_list(tmp_path: Path) -> None:
    engine = new_project(tmp_path / "a.sqlite", "p")
    for key in ("hva_skal_til", f"{HOSTILE} to"):
        add_answers(engine, add_question(engine, key), {f"r {key}": "Flere folk."})
    engine.dispose()
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        first = app.screen
        await pilot.press("ctrl+p", *"spm")
        await until(pilot, lambda: _is_there(app, "«spm [bold]x[/bold] [/b]"))
        shown = seen(app, "Palette LineList")
        assert not {"\x1b", "\x9b", "\u202e"} & set(shown)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen is not first)
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.slow
async def test_what_is_not_there_is_told_and_escape_leaves(target: Path) -> None:
    async with workbench(target) as (app, pilot):
        coding = app.screen
        await pilot.press("ctrl+p", *"qqqq")
        await until(pilot, lambda: _is_there(app, "Nothing here is called that."))
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.screen is coding)
        assert app.focused is not None
        assert app.focused.id == "line"
