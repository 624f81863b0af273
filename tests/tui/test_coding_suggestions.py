"""Suggestions on the coding screen, from a model in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.codes import codes_of
from coder.tui.alike.unlike_screen import UnlikeScreen
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.pieces.line_list import LineList
from coder.tui.revisit.screen import RevisitScreen
from coder.usecases.questions import change_question
from coder.usecases.suggesting.trail import trail_of
from tests.builders import SmallProject, act, ask, small_project
from tests.tui.desks import QUESTION, press, seen, until, views_on_disk, workbench

# A process is started in each.
pytestmark = pytest.mark.slow

TEXTS = (
    "Det hjelper at Nav samarbeider med kommunen.",
    "Gi oss øyremerka midlar til dette arbeidet.",
    "Meir øyremerka midlar!",
    "Øremerkede midler er det som skal til.",
    "Arbeidsgivere må tørre å ansette.",
    "Vet ikke",
)
CHECKOUT = Path(__file__).parents[2]
CODES = ("Arbeidsgivere", "Økonomiske rammer", "Samarbeid med Nav", "Vet ikke")


CODE_WITH_SUGGESTIONS = """
import asyncio, sys
from coder.tui.app import WorkbenchApp
from coder.usecases.session import Session

HEAVY = {"numpy", "scipy", "sklearn", "pandas", "spacy"}

async def main(target):
    session = Session(target, "kari")
    app = WorkbenchApp(session, "hva_skal_til", suggests=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while not getattr(app.screen, "suggestions_are_fresh", False):
            await pilot.pause(0.02)
        for key in ("1", "enter", "1", "ctrl+k", "escape", *"bolig", "ctrl+n", "enter"):
            await pilot.press(key)
            await pilot.pause(0.1)
        while app.screen.under_digits.source.suggested is None:  # the test's own time is the limit
            await pilot.pause(0.05)
        print(sorted(HEAVY & set(sys.modules)))
    session.close()

asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite", texts=TEXTS, codes=CODES)


@pytest.fixture
def file(tmp_path: Path, project: SmallProject) -> Path:
    return tmp_path / "a.sqlite"


def _suggest(project: SmallProject, **settings: str | int) -> None:
    act(
        project.engine, project.kari, "set_question", lambda work: change_question(work, QUESTION, **settings)
    )
    project.engine.dispose()


def _screen(app: WorkbenchApp) -> CodingScreen:
    assert isinstance(app.screen, CodingScreen)
    return app.screen


def _screen_below(app: WorkbenchApp) -> CodingScreen:
    below = app.screen_stack[-2]
    assert isinstance(below, CodingScreen)
    return below


async def _until_fresh(app: WorkbenchApp, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: _screen(app).suggestions_are_fresh)


async def _long_until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what a new process may be needed for."""
    for _try in range(5):
        try:
            return await until(pilot, holds)
        except AssertionError:
            continue
    raise AssertionError("It never came to hold.")


@pytest.mark.slow
async def test_the_first_answer_has_suggestions_by_the_names_of_codes(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await _until_fresh(app, pilot)
        assert _screen(app).digits[0] == project.codes[2]
        assert "Suggestions · from names and definitions" in seen(app, "#digits-title")
        assert seen(app, "#digits").splitlines()[0].startswith("1   Samarbeid med Nav")


@pytest.mark.slow
async def test_a_code_set_on_one_answer_stands_first_on_the_next_that_is_like_it(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await press(app, pilot, "right", *"økon", "enter", "enter")
        await press(app, pilot, *"økon", "enter", "enter")
        await _until_fresh(app, pilot)
        assert "Øremerkede midler" in seen(app, "#text")
        assert _screen(app).digits[0] == project.codes[1]
        first = seen(app, "#digits").splitlines()[0]
        assert "Øremerkede" in first or "midler" in first
        assert "learned from 2 answers" in seen(app, "#digits-title")
        await press(app, pilot, "1")
        assert seen(app, "#digits").splitlines()[0].startswith("1 ● Økonomiske rammer")
    [view] = views_on_disk(project, project.answers[3])
    assert [coding.code_id for coding in view.codings] == [project.codes[1]]


@pytest.mark.slow
async def test_a_code_just_made_is_suggested_on_the_next_answer(file: Path, project: SmallProject) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await press(app, pilot, "right", *"øremerking", "enter")
        made = _screen(app).desk_state.standing.codes[0]
        assert made in _screen(app).digits
        await press(app, pilot, "enter")
        await _until_fresh(app, pilot)
        assert _screen(app).digits[0] == made


@pytest.mark.slow
async def test_coding_goes_on_when_the_process_is_killed_and_it_is_said(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await _until_fresh(app, pilot)
        process_id = app.model.of(app.session, QUESTION).process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGKILL)
        await until(pilot, lambda: "suggestions start again" in seen(app, "#digits-title"))
        await press(app, pilot, "1", "enter")
        assert "2 of 6" in seen(app, "#who")
        await _long_until(pilot, lambda: "learned from 1 answer" in seen(app, "#digits-title"))
    [view] = views_on_disk(project, project.answers[0])
    assert [coding.code_id for coding in view.codings] == [project.codes[2]]


@pytest.mark.slow
async def test_after_another_screen_has_started_a_new_process_the_answer_shown_is_asked_for_there(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await _until_fresh(app, pilot)
        screen = _screen(app)
        before = screen.under_digits.live.newest(project.answers[0], None)
        # As when the process has ended for good.
        app.model.close()
        await pilot.press("shift+f6")
        await until(pilot, lambda: isinstance(app.screen, UnlikeScreen))
        await until(pilot, lambda: app.model.at_hand(QUESTION) is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await _long_until(
            pilot, lambda: screen.under_digits.live.newest(project.answers[0], None) is not before
        )


@pytest.mark.slow
async def test_on_answers_drawn_by_chance_nothing_is_suggested_and_the_screen_says_why(
    file: Path, project: SmallProject
) -> None:
    _suggest(project, suggest="hidden_share", hidden_percent=100)
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await until(pilot, lambda: "hidden on this answer" in seen(app, "#digits-title"))
        await until(
            pilot, lambda: _screen(app).under_digits.live.newest(project.answers[0], None) is not None
        )
        assert _screen(app).digits == project.codes
        assert "━" not in seen(app, "#digits")
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "hidden on this answer" in seen(app, "#hint"))


@pytest.mark.slow
async def test_where_asked_for_suggestions_come_after_the_coders_own_first_code(
    file: Path, project: SmallProject
) -> None:
    _suggest(project, suggest="after_own")
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await until(
            pilot, lambda: _screen(app).under_digits.live.newest(project.answers[0], None) is not None
        )
        assert "after your first own code" in seen(app, "#digits-title")
        await press(app, pilot, "1")
        assert "Suggestions · " in seen(app, "#digits-title")
        assert _screen(app).digits[:2] == [project.codes[0], project.codes[2]]
        assert app.screen.query_one("#digits", LineList).lines[0].left[1].text == " ● "


@pytest.mark.slow
async def test_what_was_suggested_and_taken_is_on_the_trail_in_the_acts_own_entry(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await _until_fresh(app, pilot)
        seen_then = list(_screen(app).digits)
        await press(app, pilot, "1", *"arbeids", "enter", *"økon")
        assert await pilot.click("#list", offset=(4, 0))
        await press(app, pilot, *"bolig", "ctrl+n", "enter")
    by_digit, typed, clicked, made, done = ask(
        project.engine, lambda work: trail_of(work, project.question_id)
    )
    uids = {code.id: code.uid for code in ask(project.engine, lambda work: codes_of(work, 1))}
    assert [uid for uid, _score in by_digit.codes] == [uids[each] for each in seen_then if each]
    ways = [each.way for each in (by_digit, typed, clicked, made, done)]
    assert ways == ["digit", "typed", "typed", "new", "done"]
    taken = [by_digit.taken, typed.taken, clicked.taken]
    assert taken == [uids[project.codes[2]], uids[project.codes[0]], uids[project.codes[1]]]
    assert made.taken in uids.values()
    assert done.taken is None
    assert [each.answer_id for each in (by_digit, typed, made, done)] == [project.answers[0]] * 4
    assert None not in [each.entry for each in (by_digit, typed, made, done)]
    assert not by_digit.hidden
    assert by_digit.as_of is not None


@pytest.mark.slow
async def test_the_trail_says_on_which_answers_suggestions_were_hidden(
    file: Path, project: SmallProject
) -> None:
    _suggest(project, suggest="hidden_share", hidden_percent=100)
    async with workbench(file, suggests=True) as (app, pilot):
        await until(pilot, lambda: "hidden on this answer" in seen(app, "#digits-title"))
        await press(app, pilot, "1", "enter")
    traces = ask(project.engine, lambda work: trail_of(work, project.question_id))
    assert [(each.way, each.hidden, each.codes) for each in traces] == [
        ("digit", True, ()),
        ("done", True, ()),
    ]


@pytest.mark.slow
async def test_the_coded_answers_likest_this_one_are_shown_on_demand_and_gone_to(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, suggests=True, size=(140, 40)) as (app, pilot):
        await press(app, pilot, "right", *"økon", "enter", "enter", *"økon")
        await _until_fresh(app, pilot)
        # With nothing typed it would be the likeliest suggestion.
        await pilot.press("ctrl+k")
        await until(pilot, lambda: "r2  ● Økonomiske rammer" in seen(app, "NearDialog LineList"))
        assert "with «Økonomiske rammer»" in seen(app, "NearDialog #asked")
        assert "Gi oss øyremerka midlar" in seen(app, "NearDialog LineList")
        of_employers = _screen_below(app).digits.index(project.codes[0]) + 1
        await pilot.press(str(of_employers))
        await until(pilot, lambda: "No answer that has the code" in seen(app, "NearDialog LineList"))
        of_money = _screen_below(app).digits.index(project.codes[1]) + 1
        await pilot.press(str(of_money))
        await until(pilot, lambda: "r2" in seen(app, "NearDialog LineList"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: "Gi oss øyremerka midlar" in seen(app, "#text"))


@pytest.mark.slow
async def test_a_code_made_says_how_many_earlier_answers_wait_for_it_and_f5_leads_there(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=(140, 40)) as (app, pilot):
        await press(app, pilot, "1", "enter", "1", "enter", *"øremerking", "ctrl+n")
        await until(pilot, lambda: "2 earlier answers to read again (F5)" in seen(app, "#hint"))
        await press(app, pilot, "1")
        assert "read again (F5)" not in seen(app, "#hint")
        # All codes are read for, also while one is highlighted.
        await press(app, pilot, *"sama")
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(app.screen, RevisitScreen) and app.screen.is_ready)
        assert isinstance(app.screen, RevisitScreen)
        assert len(app.screen.state.desk.asked) == 2


@pytest.mark.slow
def test_the_screens_process_loads_nothing_that_models_are_made_of(file: Path) -> None:
    command = [sys.executable, "-c", CODE_WITH_SUGGESTIONS, str(file)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "[]\n", done.stderr
