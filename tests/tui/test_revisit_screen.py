"""Reading again on the screen: codes chosen by digit or by typing, stopped by rule, taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from coder.domain.revisit_rule import STOP_AFTER
from coder.tui.app import WorkbenchApp
from coder.tui.company.unkept import LeaveDialog
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import ConfirmDialog
from coder.tui.home.screen import HomeScreen
from coder.tui.revisit import screen as revisit_screen
from coder.tui.revisit.review_screen import ReviewScreen
from coder.tui.revisit.screen import RevisitScreen
from coder.tui.revisit.waiting import WaitingAnswers
from coder.usecases.coding.reading import answer_view
from coder.usecases.revisit.reading_again import count_open, revisit_standing
from coder.usecases.suggesting.proposals import open_proposals, propose
from tests.builders import SmallProject, act, add_coder, add_codes, ask, finish, small_project, undo
from tests.tui.desks import QUESTION, seen, until, workbench

pytestmark = pytest.mark.slow

DRAWN = 30
LOOKED = ("pagedown", "enter")
"""Another key between, so that it is no held Enter."""


def project_with_a_new_code(path: Path, answers: int) -> tuple[SmallProject, int]:
    texts = [f"Svar nummer {number} om bygda" for number in range(answers)]
    project = small_project(path, texts=texts)
    for answer in project.answers:
        finish(project.engine, answer, project.kari)
    new = add_codes(project.engine, project.question_id, "Lokale tilbud", coder_id=project.kari)[0]
    return project, new


@asynccontextmanager
async def reading_again(
    path: Path, screen: WaitingAnswers
) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    async with workbench(path, question=None) as (app, pilot):
        app.push_screen(screen)
        await until(pilot, lambda: _is_at_rest(app))
        yield app, pilot


async def type_keys(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await until(pilot, lambda: _is_at_rest(app))


def _is_at_rest(app: WorkbenchApp) -> bool:
    screen = app.screen
    if not isinstance(screen, WaitingAnswers):
        return True
    state = screen.state if screen.is_ready else None
    there = state is not None and (state.answer_id is None or state.answer is not None)
    return there and all(worker.is_finished for worker in app.workers)


def open_in(project: SmallProject) -> int:
    return ask(project.engine, lambda work: count_open(work, project.question_id, project.kari))


def codes_on(project: SmallProject, place: int) -> list[int]:
    view = ask(project.engine, lambda work: answer_view(work, project.answers[place], project.kari))
    return [coding.code_id for coding in view.codings]


@pytest.mark.slow
async def test_a_digit_and_enter_set_the_code_and_undo_brings_the_answer_back(tmp_path: Path) -> None:
    project, new = project_with_a_new_code(tmp_path / "p.sqlite", 4)
    async with reading_again(tmp_path / "p.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        assert "4 answers to read again" in seen(app, "#header")
        await type_keys(app, pilot, "1")
        assert "sets 1 code and goes on" in seen(app, "#hint")
        await type_keys(app, pilot, "enter")
        await until(pilot, lambda: codes_on(project, 0) == [new])
        assert "3 answers to read again · 1 find in 1" in seen(app, "#header")
        await type_keys(app, pilot, "enter")
        await until(pilot, lambda: open_in(project) == 2)
        await type_keys(app, pilot, "ctrl+z", "ctrl+z")
        await until(pilot, lambda: (codes_on(project, 0), open_in(project)) == ([], 4))
        assert "Svar nummer 0" in seen(app, "#text")


@pytest.mark.slow
async def test_any_code_can_be_typed_and_goes_with_the_look(tmp_path: Path) -> None:
    project, _new = project_with_a_new_code(tmp_path / "p.sqlite", 2)
    async with reading_again(tmp_path / "p.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        await type_keys(app, pilot, *"oppf", "enter")
        assert "○ Oppfølging" in seen(app, "#codes")
        assert codes_on(project, 0) == []
        await type_keys(app, pilot, "enter")
        assert codes_on(project, 0) == [project.codes[2]]


@pytest.mark.slow
async def test_after_a_run_without_finds_a_draw_bounds_what_is_missed_and_closes_the_round(
    tmp_path: Path,
) -> None:
    project, _new = project_with_a_new_code(tmp_path / "p.sqlite", STOP_AFTER + 2 * DRAWN)
    async with reading_again(tmp_path / "p.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        await type_keys(app, pilot, *LOOKED * 4, "ctrl+d")
        assert "Stopping takes 20 in a row without a find; now 4" in seen(app, "#hint")
        assert "in a row without a find" not in seen(app, "#told")
        await type_keys(app, pilot, *LOOKED * (STOP_AFTER - 5))
        assert "19 of 20 in a row without a find" in seen(app, "#told")
        await type_keys(app, pilot, *LOOKED)
        assert "20 in a row without a find" in seen(app, "#told")
        await pilot.press("ctrl+d")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await type_keys(app, pilot, "enter")
        assert f"random draw: 0 of {DRAWN}" in seen(app, "#header")
        await type_keys(app, pilot, *LOOKED * DRAWN)
        assert "at most 4 are missed (95 %)" in " ".join(seen(app, "#codes").split())
        # Twice, as a key that is pressed again because nothing is seen yet.
        for _press in range(2):
            app.screen.post_message(events.Key("ctrl+d", None))
        await until(pilot, lambda: "Closed: of those" in seen(app, "#codes") and _is_at_rest(app))
        assert open_in(project) == 0
        assert "Closed: of those that nobody reads" in seen(app, "#codes")
        standing = ask(project.engine, lambda work: revisit_standing(work, project.question_id))
        assert [(each.rest, each.drawn, each.found, each.bound) for each in standing.rounds] == [
            (2 * DRAWN, DRAWN, 0, 4)
        ]
        await type_keys(app, pilot, "ctrl+z")
        assert open_in(project) == DRAWN
        assert f"{DRAWN} answers to read again" in seen(app, "#header")
        await type_keys(app, pilot, "ctrl+d")
        assert f"With {DRAWN} left, a draw would spare nothing: read on" in seen(app, "#hint")


@pytest.mark.slow
async def test_the_first_answer_shown_is_the_likeliest_if_that_is_known_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisit_screen, "LONGEST_WAIT", 60)
    texts = ["Betre veg i nord", "Meir pengar", "Buss til lokale tilbud i bygda"]
    project = small_project(tmp_path / "p.sqlite", texts=texts)
    for answer in project.answers:
        finish(project.engine, answer, project.kari)
    add_codes(project.engine, project.question_id, "Lokale tilbud", coder_id=project.kari)
    async with workbench(tmp_path / "p.sqlite", question=None, suggests=True) as (app, pilot):
        app.push_screen(RevisitScreen(QUESTION))
        await until(pilot, lambda: isinstance(app.screen, RevisitScreen) and _is_at_rest(app))
        assert "Buss til lokale tilbud" in seen(app, "#text")


@pytest.mark.slow
async def test_a_flag_turned_over_twice_quickly_is_off_again(tmp_path: Path) -> None:
    project, _new = project_with_a_new_code(tmp_path / "p.sqlite", 3)

    def is_flagged() -> bool:
        return ask(
            project.engine, lambda work: answer_view(work, project.answers[0], project.kari)
        ).is_flagged

    async with reading_again(tmp_path / "p.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, RevisitScreen)
        screen.action_flag()
        screen.action_flag()
        view = app.session.read_after_writes(answer_view, project.answers[0], project.kari)
        assert not view.is_flagged
        await until(pilot, lambda: _is_at_rest(app) and not screen.is_reading)
        await type_keys(app, pilot, "f3")
        await until(pilot, is_flagged)


@pytest.mark.slow
async def test_where_nothing_waits_the_screen_says_what_will_come(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite")
    async with reading_again(tmp_path / "p.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        assert "Nothing to read again" in seen(app, "#codes")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.slow
async def test_the_list_of_questions_tells_of_proposals_and_leads_to_them(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    first, second = project.codes[:2]
    queue = [(project.answers[0], first, 0.8), (project.answers[0], second, 0.6)]
    act(project.engine, None, "propose", lambda work: propose(work, project.question_id, queue))
    async with workbench(tmp_path / "p.sqlite", question=None) as (app, pilot):
        await until(pilot, lambda: "Waiting: 1 answer to review" in seen(app, "#detail"))
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and _is_at_rest(app))
        assert "⏎ rejects all 2: nothing is chosen" in seen(app, "#hint")
        assert "reject all" in seen(app, "KeysFooter")
        await type_keys(app, pilot, "2")
        assert "⏎ accepts 1, rejects 1" in seen(app, "#hint")
        assert "decided" in seen(app, "KeysFooter")
        await type_keys(app, pilot, "enter")
        assert codes_on(project, 0) == [second]
        assert ask(project.engine, lambda work: open_proposals(work, project.question_id)) == []
        assert "No proposals wait" in seen(app, "#codes")


@pytest.mark.slow
async def test_a_decided_answer_can_be_changed_when_gone_back_to(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    queue = [(project.answers[0], project.codes[0], 0.8), (project.answers[1], project.codes[1], 0.6)]
    act(project.engine, None, "propose", lambda work: propose(work, project.question_id, queue))
    async with reading_again(tmp_path / "p.sqlite", ReviewScreen(QUESTION)) as (app, pilot):
        await type_keys(app, pilot, "1", "enter")
        await until(pilot, lambda: codes_on(project, 0) == [project.codes[0]])
        await type_keys(app, pilot, "left", "1", *"oppf", "enter", "enter")
        await until(pilot, lambda: codes_on(project, 0) == [project.codes[2]])
        assert "1 answer to review" in seen(app, "#header")


@pytest.mark.slow
async def test_a_held_key_decides_on_one_answer(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    queue = [(answer, project.codes[0], 0.8) for answer in project.answers[:3]]
    act(project.engine, None, "propose", lambda work: propose(work, project.question_id, queue))
    async with reading_again(tmp_path / "p.sqlite", ReviewScreen(QUESTION)) as (app, pilot):
        held = [events.Key("ctrl+d", None) for _repeat in range(3)]
        for number, event in enumerate(held):
            event.time += 0.03 * number
            app.screen.post_message(event)
        await until(pilot, lambda: "2 answers to review" in seen(app, "#header") and _is_at_rest(app))
        left = ask(project.engine, lambda work: open_proposals(work, project.question_id))
        assert len(left) == 2


@pytest.mark.slow
async def test_proposals_taken_back_elsewhere_are_told_once_and_no_longer_shown(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    ola = add_coder(project.engine, "ola")
    queue = [(project.answers[0], project.codes[0], 0.8), (project.answers[1], project.codes[1], 0.6)]
    act(project.engine, ola, "propose", lambda work: propose(work, project.question_id, queue))
    async with reading_again(tmp_path / "p.sqlite", ReviewScreen(QUESTION)) as (app, pilot):
        assert "2 answers to review" in seen(app, "#header")
        undo(project.engine, ola)
        await type_keys(app, pilot, "1", "enter")
        await until(pilot, lambda: "No proposals wait" in seen(app, "#codes"))
        assert codes_on(project, 0) == []


async def test_what_is_chosen_and_not_written_is_asked_about_before_it_is_left(tmp_path: Path) -> None:
    project, new = project_with_a_new_code(tmp_path / "a.sqlite", answers=3)
    async with reading_again(tmp_path / "a.sqlite", RevisitScreen(QUESTION)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, RevisitScreen)
        first = screen.state.answer_id
        await type_keys(app, pilot, "1", "right")
        assert "is kept, and not written" in seen(app, "#hint")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and _is_at_rest(app))
        assert screen.state.answer_id == first
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, LeaveDialog))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await type_keys(app, pilot, *LOOKED)
        await until(pilot, lambda: open_in(project) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)
    assert [new in codes_on(project, place) for place in range(3)].count(True) == 1
