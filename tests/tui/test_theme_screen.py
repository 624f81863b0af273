"""Reading what stands together, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.analyses import analyses_of
from coder.store.passages import passages_of
from coder.tui.app import WorkbenchApp
from coder.tui.dialogs.analysis import AnalysisDialog
from coder.tui.dialogs.shorten import ShortenDialog, toggled
from coder.tui.theme.screen import ThemeScreen
from tests.builders import SmallProject, ask, code_answer, coded_by, finish, small_project
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench

TEXTS = (
    "Vi treng meir tid. Og fleire folk.",
    "[b]Mer[/b] tid \x1b[31mtil alle.",
    "Flere folk.",
)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=("Ressurser > Tid", "Ressurser > Folk"))
    for place, code in ((0, 0), (1, 0), (2, 1)):
        code_answer(p.engine, p.answers[place], p.codes[code], p.kari)
        finish(p.engine, p.answers[place], p.kari)
    return p


async def at_themes(app: WorkbenchApp, pilot: Pilot[None]) -> ThemeScreen:
    """Go to the screen from home, and wait until all is read."""
    await pilot.press("t")
    await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and is_quiet(app))
    screen = app.screen
    assert isinstance(screen, ThemeScreen)
    return screen


def is_quiet(app: WorkbenchApp) -> bool:
    screen = app.screen
    if isinstance(screen, ThemeScreen):
        state = screen.state
        is_read = state is not None and screen.figures is not None and not state.unsaved
        return is_read and not screen.is_waiting and all(worker.is_finished for worker in app.workers)
    return all(worker.is_finished for worker in app.workers)


async def do(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    await press(app, pilot, *keys)
    await until(pilot, lambda: is_quiet(app))


def file_of(project: SmallProject) -> Path:
    return Path(str(project.engine.url.database))


@pytest.mark.slow
async def test_texts_stand_under_their_headings_and_nothing_in_them_is_obeyed(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        await at_themes(app, pilot)
        shown = seen(app, "#texts")
        assert "Ressurser › Tid" in shown
        assert "2 of 3 answers · 2 texts" in shown
        assert "[b]Mer[/b] tid" in shown
        assert "\x1b" not in shown
        assert "N=3" in seen(app, "#title")


@pytest.mark.slow
async def test_a_click_stands_on_a_text(project: SmallProject) -> None:
    async with workbench(file_of(project), None, (80, 24)) as (app, pilot):
        screen = await at_themes(app, pilot)
        for size in ((80, 24), (140, 40)):
            await pilot.resize_terminal(*size)
            rows = seen(app, "#texts").splitlines()
            line = next(number for number, each in enumerate(rows) if "meir tid" in each)
            texts = app.screen.query_one("#texts")
            await pilot.click("#texts", offset=(10, line + texts.gutter.top))
            assert screen.state is not None
            assert screen.state.answer_id == project.answers[0]
            await do(app, pilot, "home")


@pytest.mark.slow
async def test_a_star_an_order_and_their_undo(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None) as (app, pilot):
        await at_themes(app, pilot)
        await do(app, pilot, "right", "right", "down", "s")
        assert "★ r1" in seen(app, "#texts")
        await do(app, pilot, "shift+down")
        kept = ask(p.engine, lambda work: passages_of(work, p.question_id))
        assert sorted((each.answer_id, each.starred, each.position) for each in kept) == [
            (p.answers[0], True, 2),
            (p.answers[1], False, 1),
        ]
        await do(app, pilot, "ctrl+z", "ctrl+z")
        assert ask(p.engine, lambda work: passages_of(work, p.question_id)) == []
        assert "★ r1" not in seen(app, "#texts")


@pytest.mark.slow
async def test_a_text_moves_to_a_code_that_is_made_for_it(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None) as (app, pilot):
        await at_themes(app, pilot)
        await do(app, pilot, "right", "right", "down", "m")
        await do(app, pilot, *"Ressurser", "space", "greater_than_sign", "space", *"Ro", "ctrl+n")
        assert "Ressurser › Ro" in seen(app, "#texts")
        [code] = coded_by(p.engine, p.kari)[p.answers[0]]
        assert code not in p.codes


@pytest.mark.slow
async def test_words_are_left_out_in_print_and_the_text_stays(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None) as (app, pilot):
        await at_themes(app, pilot)
        await do(app, pilot, "right", "right", "down", "c")
        assert isinstance(app.screen, ShortenDialog)
        await do(app, pilot, "down", "space")
        assert "Vi treng meir tid. […]" in seen(app, "#printed")
        await do(app, pilot, "enter")
        assert "[…]" in seen(app, "#texts")
        [kept] = ask(p.engine, lambda work: passages_of(work, p.question_id))
        assert kept.cuts == ((19, 34),)


@pytest.mark.slow
async def test_a_note_with_live_figures_is_written_beside_the_texts(project: SmallProject) -> None:
    p = project
    async with workbench(file_of(p), None, (140, 40)) as (app, pilot):
        await at_themes(app, pilot)
        await do(app, pilot, "right", "right", "f2")
        assert isinstance(app.screen, AnalysisDialog)
        written = "{antall:Tid} av {N} vil ha tid; {antall:Tidd} ikke."
        await pilot.press(*written)
        await do(app, pilot, "ctrl+s")
        found = ask(p.engine, lambda work: analyses_of(work, p.question_id))
        assert found[p.codes[0]].body == written
        shown = seen(app, "#beside")
        assert "2 av 3 vil ha tid; {antall:Tidd} ikke." in shown
        assert "! {antall:Tidd}" in shown


@pytest.mark.slow
async def test_nothing_done_says_what_to_do(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite").engine.dispose()
    async with workbench(tmp_path / "p.sqlite", None, (80, 24)) as (app, pilot):
        await at_themes(app, pilot)
        assert "no answer is done" in " ".join(seen(app, "#texts").split())
        await do(app, pilot, "s", "m", "c", "f", "down", "enter")
        assert isinstance(app.screen, ThemeScreen)


def test_what_is_left_out_is_printed_again_by_the_same_key() -> None:
    assert toggled((), (4, 9), 20) == ((4, 9),)
    assert toggled(((4, 9),), (9, 12), 20) == ((4, 12),)
    assert toggled(((4, 12),), (4, 9), 20) == ((9, 12),)
