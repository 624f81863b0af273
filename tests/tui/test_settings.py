"""The settings file on the screens: theme and keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.config import Config, read_config
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.themes import DARK, LIGHT, MONOCHROME
from coder.usecases.session import Session
from tests.builders import small_project
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path, texts=["Flere folk.", "Bedre samarbeid."]).engine.dispose()
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def _app(config: Config) -> WorkbenchApp:
    return WorkbenchApp(Session("nowhere.sqlite", "kari"), config=config)


def _said(app: WorkbenchApp) -> list[str]:
    return [each.message for each in app._notifications]


@pytest.mark.slow
async def test_f12_goes_on_to_the_next_theme_says_it_and_keeps_it(target: Path, file: Path) -> None:
    file.write_text("# mine\n")
    async with workbench(target, None, config=read_config(file)) as (app, pilot):
        assert app.theme == DARK.name
        await pilot.press("f12")
        await until(pilot, lambda: app.theme == LIGHT.name)
        assert "Theme: light" in _said(app)
    assert file.read_text() == '# mine\ntheme = "light"\n'


@pytest.mark.slow
async def test_a_theme_that_cannot_be_kept_is_shown_all_the_same(target: Path, file: Path) -> None:
    file.write_text("theme = \n")
    async with workbench(target, None, config=read_config(file)) as (app, pilot):
        assert any("not valid TOML in line 1" in said for said in _said(app))
        await pilot.press("f12")
        await until(pilot, lambda: any("could not be kept" in said for said in _said(app)))
        assert app.theme == LIGHT.name


def test_the_kept_theme_is_there_at_the_next_start() -> None:
    assert _app(Config(theme="light")).theme == LIGHT.name


@pytest.mark.slow
async def test_an_unknown_theme_is_told_with_those_there_are(target: Path) -> None:
    async with workbench(target, None, config=Config(theme="pink [/b]")) as (app, _pilot):
        assert app.theme == DARK.name
        assert any("pink [/b]" in said and "high-contrast" in said for said in _said(app))


def test_who_wants_no_colours_anywhere_gets_none_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert _app(Config(theme="light")).theme == MONOCHROME.name


@pytest.mark.slow
async def test_a_chosen_key_does_it_and_footer_and_help_show_it(target: Path) -> None:
    chosen = Config(keys={"coding.done": ("f11",), "coding.undo": ("ctrl+u",), "app.help": ("f10",)})
    async with workbench(target, config=chosen) as (app, pilot):
        assert "F11 done" in seen(app, "KeysFooter")
        assert "F10 help" in seen(app, "KeysFooter")
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        before = screen.desk_state.answer_id
        await press(app, pilot, "enter")
        assert screen.desk_state.answer_id == before
        await press(app, pilot, "f11")
        assert screen.desk_state.answer_id != before
        await press(app, pilot, "ctrl+z")
        assert screen.desk_state.answer_id != before
        await press(app, pilot, "ctrl+u")
        assert screen.desk_state.answer_id == before
        await pilot.press("f10")
        assert "^u" in seen(app, "HelpScreen LineList")
        assert "^z" not in seen(app, "HelpScreen LineList")


@pytest.mark.slow
async def test_what_of_the_key_map_cannot_be_used_is_told(target: Path) -> None:
    async with workbench(target, config=Config(keys={"coding.undo": ("ctrl+y",)})) as (app, _pilot):
        assert any("«coding.undo» keeps its key" in said for said in _said(app))
