"""Groups and answers coded unlike their likes, on the screen, with the model's own process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coder.store.codes import codes_of
from coder.tui.alike.groups_screen import GroupsScreen
from coder.tui.alike.unlike_screen import UnlikeScreen
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.typed_questions import TextDialog
from coder.tui.pieces.line_list import LineList
from coder.usecases.coding.reading import answer_view
from coder.usecases.questions import change_question
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project
from tests.tui.desks import QUESTION, seen, until, workbench

pytestmark = pytest.mark.slow

PLACES = ("Fleire praksisplassar hos bedrifter {n}", "Praksisplassar i bedriftene {n} treng vi")
MONEY = ("Mer penger til tiltak i kommunen {n}", "Kommunen trenger penger til tiltak {n}")


def project_of_two_kinds(path: Path) -> SmallProject:
    kinds = (*PLACES, *MONEY)
    return small_project(path, texts=[kinds[number % 4].format(n=number) for number in range(24)])


@pytest.mark.slow
async def test_a_code_is_made_of_a_group_and_set_on_the_selected_answers_in_one_act(tmp_path: Path) -> None:
    project = project_of_two_kinds(tmp_path / "p.sqlite")

    def on_answers() -> int:
        views = ask(
            project.engine, lambda work: [answer_view(work, each, project.kari) for each in project.answers]
        )
        return sum(bool(view.codings) for view in views)

    async with workbench(tmp_path / "p.sqlite", question=None) as (app, pilot):
        screen = GroupsScreen(QUESTION)
        app.push_screen(screen)
        await until(pilot, lambda: screen.state is not None)
        assert screen.state is not None
        assert screen.state.groups
        await pilot.press("right", "space", "space", "enter")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.press("enter")
        await until(pilot, lambda: on_answers() == 2)
        names = [code.name for code in ask(project.engine, lambda work: codes_of(work, 1))]
        assert screen.state.group.name in names
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: on_answers() == 0)


@pytest.mark.slow
async def test_where_suggestions_are_hidden_by_chance_no_code_is_hinted_at_either(tmp_path: Path) -> None:
    project = project_of_two_kinds(tmp_path / "p.sqlite")
    for number, answer in enumerate(project.answers):
        kind = project.codes[0] if number % 4 < len(PLACES) else project.codes[1]
        if number != 4:
            code_answer(project.engine, answer, kind, project.kari)
        finish(project.engine, answer, project.kari)
    hidden = partial(change_question, key=QUESTION, suggest="hidden_share", hidden_percent=100)
    act(project.engine, project.kari, "set_question", hidden)
    async with workbench(tmp_path / "p.sqlite", question=None) as (app, pilot):
        app.push_screen(UnlikeScreen(QUESTION))
        await until(pilot, lambda: "left out: suggestions hidden" in seen(app, "#title"))
        assert "but lack it" not in seen(app, "#unlike")


@pytest.mark.slow
async def test_an_answer_without_the_code_of_its_likes_is_listed_and_mended(tmp_path: Path) -> None:
    project = project_of_two_kinds(tmp_path / "p.sqlite")
    odd = project.answers[4]
    for number, answer in enumerate(project.answers):
        kind = project.codes[0] if number % 4 < len(PLACES) else project.codes[1]
        if answer != odd:
            code_answer(project.engine, answer, kind, project.kari)
        finish(project.engine, answer, project.kari)
    async with workbench(tmp_path / "p.sqlite", question=None) as (app, pilot):
        unlike = UnlikeScreen(QUESTION)
        app.push_screen(unlike)
        await until(pilot, lambda: "to look at" in seen(app, "#title"))
        assert "but lack it" in seen(app, "#unlike")
        assert app.screen.query_one("#unlike", LineList).cursor == 1
        await until(pilot, lambda: "The likest with «Samarbeid»:" in seen(app, "#text"))
        await until(pilot, lambda: "● Fleire praksisplassar" in seen(app, "#text"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        code_answer(project.engine, odd, project.codes[0], project.kari)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is unlike)
        await until(pilot, lambda: "No answer stands out" in seen(app, "#unlike"))
