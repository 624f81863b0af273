"""Who codes a sample blind meets nothing of what others gave, on any screen; what is hers is hers."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.domain.sample import Purpose
from coder.store.notes import NotedOn
from coder.store.unit_of_work import Writing
from coder.tui.app import WorkbenchApp
from coder.tui.code_list.screen import CodeListScreen
from coder.tui.coding.screen import CodingScreen
from coder.tui.home.screen import HomeScreen
from coder.usecases.coding.notes import write_note
from coder.usecases.second_coder.samples import CLOSE, close_round
from tests.builders import act
from tests.tui.desks import press, seen, until, workbench
from tests.usecases.drawn_samples import Drawn, coded_by_kari

CLOSED_KEYS = ("f5", "f6", "shift+f6", "f8", "shift+f8", "ctrl+l", "f9")
"""Read again, answers, unlike, tables, themes, history, respondent: all of them show what others gave."""
TOLD = "You are coding «hva_skal_til» blind: 5 answers are left."


@pytest.fixture
def drawn(tmp_path: Path) -> tuple[Path, Drawn]:
    """Give a project in which Ola is to code five answers that Kari has coded, with her notes on them."""
    path = tmp_path / "project.sqlite"
    project = coded_by_kari(path)
    project.draw(project.ola)

    def doubt(work: Writing) -> None:
        for answer_id in project.answers:
            write_note(work, NotedOn.ANSWER, answer_id, project.kari, "Karis tvil")

    act(project.engine, project.kari, "write_note", doubt)
    return path, project


@pytest.mark.slow
async def test_only_the_sample_is_read_and_nothing_is_set_on_it(drawn: tuple[Path, Drawn]) -> None:
    path, project = drawn
    async with workbench(path, coder="ola") as (app, _pilot):
        assert "blind sample, round 1: 0 of 5 done" in seen(app, "#header")
        state = _screen(app).desk_state
        assert list(state.order) == project.drawn(project.samples()[0].id)
        assert not state.standing.codes
        assert not state.notes
        assert state.alike == 0  # all twelve texts are nearly the same


@pytest.mark.slow
@pytest.mark.parametrize("key", CLOSED_KEYS)
async def test_screens_that_show_what_others_gave_are_closed(drawn: tuple[Path, Drawn], key: str) -> None:
    async with workbench(drawn[0], coder="ola") as (app, pilot):
        await pilot.press(key)
        await until(pilot, lambda: any(TOLD in each for each in _told(app)))
        assert isinstance(app.screen, CodingScreen)


@pytest.mark.slow
async def test_the_home_screen_says_how_far_the_sample_has_come(drawn: tuple[Path, Drawn]) -> None:
    path, _project = drawn
    async with workbench(path, None, coder="ola") as (app, pilot):
        await until(pilot, lambda: "Your blind sample, round 1: 0 of 5 done" in seen(app, "#detail"))
        assert "read again" not in seen(app, "#detail")
        await pilot.press("f8")
        await until(pilot, lambda: any(TOLD in each for each in _told(app)))
        assert isinstance(app.screen, HomeScreen)
    async with workbench(path, None) as (app, pilot):
        await until(pilot, lambda: "ola codes a blind sample, round 1: 0 of 5" in seen(app, "#detail"))


@pytest.mark.slow
async def test_the_code_list_counts_own_answers_and_lets_nothing_of_others_be_changed(
    drawn: tuple[Path, Drawn],
) -> None:
    path, project = drawn
    async with workbench(path, coder="ola") as (app, pilot):
        await press(app, pilot, "1", "f4")
        screen = await _code_list(app, pilot)
        assert screen.state.listing.by_anyone == {_first_code(project): 1}
        assert not any(screen.check_action(each, ()) for each in ("rename", "merge", "retire", "texts"))


@pytest.mark.slow
async def test_a_code_made_blind_is_a_proposal_that_the_first_coder_accepts(
    drawn: tuple[Path, Drawn],
) -> None:
    path, _project = drawn
    async with workbench(path, coder="ola") as (app, pilot):
        await press(app, pilot, *"nytt", "ctrl+n")
        assert "A new code is a proposal" in _screen(app).said
    async with workbench(path) as (app, pilot):
        assert "nytt" not in {code.name for code in _screen(app).desk_state.shelf.choosable()}
        await pilot.press("f4")
        screen = await _code_list(app, pilot)
        await pilot.press(*"nytt")
        await until(pilot, lambda: screen.state.code is not None and screen.state.code.name == "nytt")
        assert "proposed by ola" in seen(app, "#panel")
        await pilot.press("insert")
        await until(pilot, lambda: screen.state.code is not None and screen.state.code.proposed_by is None)


@pytest.mark.slow
async def test_no_model_is_started_where_suggestions_are_hidden(drawn: tuple[Path, Drawn]) -> None:
    async with workbench(drawn[0], coder="ola", suggests=True) as (app, pilot):
        await press(app, pilot, "1", "enter")
        assert app.model.at_hand("hva_skal_til") is None
        assert "no suggestions in a blind sample" in _screen(app).under_digits.source.in_words(is_used=True)


@pytest.mark.slow
async def test_done_with_the_sample_one_is_told_how_to_compare(drawn: tuple[Path, Drawn]) -> None:
    path, project = drawn
    async with workbench(path, coder="ola") as (app, pilot):
        screen = _screen(app)
        while screen.desk_state.done < 5:
            # An answer that is being read anew takes no key.
            await until(pilot, lambda: screen.desk_state.answer is not None)
            await press(app, pilot, "enter")
        assert _screen(app).said == "The blind sample is done: F7 compares."
    act(project.engine, project.ola, CLOSE, lambda work: close_round(work, project.question, 1))
    async with workbench(path, coder="ola") as (app, _pilot):
        assert len(_screen(app).desk_state.order) == 12


@pytest.mark.slow
async def test_own_answers_are_coded_again_without_what_they_had(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    project = coded_by_kari(path)
    project.draw(project.kari, purpose=Purpose.AGAIN, after_days=0)
    before = project.codings(project.kari)
    async with workbench(path) as (app, pilot):
        screen = _screen(app)
        answer_id = screen.desk_state.answer_id
        assert not screen.desk_state.standing.codes
        await press(app, pilot, "2", "enter")
        assert screen.desk_state.done == 1
        shadow = project.samples()[0].coder_id
        assert project.codings(shadow) == {answer_id: {screen.digits[1]}}
        await press(app, pilot, "ctrl+z", "ctrl+z")
        assert project.codings(shadow) == {}
    assert project.codings(project.kari) == before


def _screen(app: WorkbenchApp) -> CodingScreen:
    assert isinstance(app.screen, CodingScreen)
    return app.screen


async def _code_list(app: WorkbenchApp, pilot: Pilot[None]) -> CodeListScreen:
    await until(pilot, lambda: isinstance(app.screen, CodeListScreen) and app.screen.is_ready)
    assert isinstance(app.screen, CodeListScreen)
    return app.screen


def _first_code(project: Drawn) -> int:
    return project.codes[0]


def _told(app: WorkbenchApp) -> list[str]:
    return [each.message for each in app._notifications]
