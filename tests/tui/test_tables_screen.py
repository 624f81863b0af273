"""Tables and what is behind their numbers, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.exports import exports_of
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.typed_questions import TextDialog
from coder.tui.pieces.text_line import TextLine
from coder.tui.tables.screen import TablesScreen
from tests.builders import (
    add_answers,
    add_coder,
    add_codes,
    add_question,
    code_answer,
    finish,
    new_project,
    small_project,
)
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench

TEXTS = [
    "Vi treng [b]meir[/b] tid.",
    "Fleire folk \x1b[31mog tid.",
    *["Betre bemanning i tenestene."] * 20,
    "Vet ikkje.",
]


@pytest.fixture
@made_once
def file(tmp_path: Path) -> Path:
    """Of 23 answers 2 say Tid and 21 Folk; all but the last are done."""
    engine = new_project(tmp_path / "a.sqlite", "Prøve")
    question = add_question(engine, "hva_skal_til")
    sizes = {"størrelse": ["liten"] * 12 + ["stor"] * 11}
    answers = add_answers(engine, question, TEXTS, background=sizes)
    kari = add_coder(engine, "kari")
    time, people = add_codes(engine, question, "Ressurser > Tid", "Ressurser > Folk")
    for place, answer in enumerate(answers[:-1]):
        code_answer(engine, answer, time if place < 2 else people, kari)
        finish(engine, answer, kari)
    engine.dispose()
    return tmp_path / "a.sqlite"


def is_quiet(app: WorkbenchApp) -> bool:
    screen = app.screen
    is_idle = all(worker.is_finished for worker in app.workers)
    if isinstance(screen, TablesScreen):
        state = screen.state
        return is_idle and state is not None and state.is_up_to_date
    return is_idle


async def do(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await press(app, pilot, key)
        await until(pilot, lambda: is_quiet(app))


async def at_tables(app: WorkbenchApp, pilot: Pilot[None]) -> TablesScreen:
    """Go to the tables from home."""
    await pilot.press("f8")
    await until(pilot, lambda: isinstance(app.screen, TablesScreen) and is_quiet(app))
    assert isinstance(app.screen, TablesScreen)
    return app.screen


@pytest.mark.slow
async def test_a_table_stands_there_and_keys_make_others(file: Path) -> None:
    async with workbench(file, None, (80, 24)) as (app, pilot):
        await at_tables(app, pilot)
        assert "N=22" in seen(app, "#table")
        assert "Folk" in seen(app, "#table")
        await do(app, pilot, "b", "enter")
        assert "liten" in seen(app, "#table")
        assert "by størrelse" in seen(app, "#table")
        await do(app, pilot, "g")
        assert "N=23" in seen(app, "#table")
        await do(app, pilot, "n")
        assert "Folk" not in seen(app, "#table")


@pytest.mark.slow
async def test_behind_a_number_are_its_answers_and_nothing_in_them_is_obeyed(file: Path) -> None:
    async with workbench(file, None, (140, 40)) as (app, pilot):
        await at_tables(app, pilot)
        await do(app, pilot, "down", "down")
        assert "9 percent = 2 of 22 answers" in seen(app, "#number")
        assert "[b]meir[/b]" in seen(app, "#behind")
        assert "\x1b" not in seen(app, "#behind")


@pytest.mark.slow
async def test_an_answer_behind_a_number_is_coded_and_counted(file: Path) -> None:
    async with workbench(file, None, (80, 24)) as (app, pilot):
        screen = await at_tables(app, pilot)
        await do(app, pilot, "down", "down", "enter")
        assert "Vi treng" in seen(app, "#behind")
        await do(app, pilot, "enter")
        coding = app.screen
        assert isinstance(coding, CodingScreen)
        await until(pilot, lambda: coding.is_ready and coding.desk_state.answer is not None)
        await do(app, pilot, "backspace")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and "1 of 22" in seen(app, "#number"))
        await do(app, pilot, "escape", "ctrl+z")
        await until(pilot, lambda: screen.state is not None and screen.state.here is not None)
        await until(pilot, lambda: "2        9" in seen(app, "#table"))


@pytest.mark.slow
async def test_while_a_slow_table_is_made_enter_opens_no_answer_of_the_number_before(file: Path) -> None:
    async with workbench(file, None, (80, 24)) as (app, pilot):
        screen = await at_tables(app, pilot)
        await do(app, pilot, "down", "down", "enter")
        assert "Vi treng" in seen(app, "#behind")
        assert screen._sheet is not None
        with screen._sheet._lock:
            await pilot.press("escape", "g", "up", "enter", "enter", "down")
            await until(pilot, lambda: screen.is_busy)
            assert app.screen is screen
            assert "Vi treng" not in seen(app, "#behind")
            assert "20 of 22" in seen(app, "#number")
        await until(pilot, lambda: is_quiet(app) and "20 of 23" in seen(app, "#number"))
        assert "Fleire" not in seen(app, "#behind")
        assert "Betre" in seen(app, "#behind")


@pytest.mark.slow
async def test_among_answers_that_hide_the_table_no_key_of_it_is_offered_or_does_anything(file: Path) -> None:
    async with workbench(file, None, (100, 24)) as (app, pilot):
        screen = await at_tables(app, pilot)
        assert "by" in seen(app, "KeysFooter")
        await do(app, pilot, "down", "down", "enter")
        assert seen(app, "KeysFooter").startswith("⏎ code   Esc table   ^z undo   ^q")
        assert screen.state is not None
        before = screen.state.wanted
        await do(app, pilot, "n", "s", "g", "b", "e")
        assert app.screen is screen
        assert screen.state.wanted == before


@pytest.mark.slow
async def test_keys_pressed_while_a_table_is_counted_are_told_at_once(file: Path) -> None:
    async with workbench(file, None, (100, 24)) as (app, pilot):
        screen = await at_tables(app, pilot)
        assert screen._sheet is not None
        with screen._sheet._lock:
            await pilot.press("g")
            await until(pilot, lambda: "counting: N is all answers" in seen(app, "#title"))
            await pilot.press("s")
            await until(pilot, lambda: "order codebook" in seen(app, "#title"))
            assert "N is settled answers" in seen(app, "#table")
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, TextDialog))
            await pilot.press("escape")
        await until(pilot, lambda: is_quiet(app))
        assert "order codebook" in seen(app, "#table")


@pytest.mark.slow
async def test_a_table_goes_to_a_file_and_what_it_shows_is_hidden_no_more(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "tabell.csv"
    async with workbench(file, None, (100, 30)) as (app, pilot):
        screen = await at_tables(app, pilot)
        await do(app, pilot, "e")
        app.screen.query_one(TextLine).value = str(out)
        await do(app, pilot, "enter")
        await until(pilot, out.exists)
        await until(pilot, lambda: is_quiet(app))
        assert "Folk" in out.read_text(encoding="utf-8")
        kept = app.session.read(exports_of, 1)
        assert [(each.file, each.format) for each in kept] == [("tabell.csv", "csv")]
        await do(app, pilot, "k", "5", "enter")
        assert "tabell.csv" in seen(app, "#table")
        assert screen.state is not None
        assert screen.state.table is None
        await do(app, pilot, "k", "backspace", "enter")
        assert screen.state.table is not None


@pytest.mark.slow
async def test_what_cannot_be_asked_for_is_said_in_a_sentence(tmp_path: Path) -> None:
    small_project(tmp_path / "b.sqlite")
    async with workbench(tmp_path / "b.sqlite", None, (80, 24)) as (app, pilot):
        await at_tables(app, pilot)
        assert "N=0" in seen(app, "#table")
        await do(app, pilot, "b", "w", "l", "t")
        said = " ".join(str(each.message) for each in app._notifications)
        for words in ("no background variables", "one wave only", "no reporting layer", "nothing to test"):
            assert words in said


@pytest.mark.slow
async def test_which_codes_occur_together_and_how_far_coding_has_come(file: Path) -> None:
    async with workbench(file, None, (100, 30)) as (app, pilot):
        await at_tables(app, pilot)
        await do(app, pilot, "c")
        assert "occur together" in seen(app, "#table")
        await do(app, pilot, "p")
        assert "Settled, of the answers" in seen(app, "#table")
        await do(app, pilot, "escape")
        assert "N=22" in seen(app, "#table")
