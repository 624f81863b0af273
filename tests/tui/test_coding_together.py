"""From the coding screen: answers that say the same coded together, and last wave's codes taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.tui.alike.screen import AlikeScreen
from coder.tui.coding.screen import CodingScreen
from coder.tui.respondent.screen import RespondentScreen
from tests.builders import add_answers, code_answer, finish, small_project
from tests.tui.desks import press, seen, until, views_on_disk, workbench

pytestmark = pytest.mark.slow

TEXTS = ("Flere folk", "flere folk.", "Noe helt annet", "Flere folk!")


@pytest.mark.slow
async def test_one_answer_s_codes_go_to_all_like_it_and_come_back_with_one_undo(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS)

    def done() -> list[bool]:
        views = views_on_disk(project, *project.answers)
        return [view.state is CodedState.DONE and len(view.codings) == 1 for view in views]

    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        assert "2 like this" in seen(app, "#who")
        # Handed in and not on disk yet when the list is opened: it is there all the same.
        await pilot.press("1", "ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, AlikeScreen) and app.screen.state is not None)
        assert "● Samarbeid" in seen(app, "#told")
        await pilot.press("d", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.desk_state.done == 3)
        assert done() == [True, True, False, True]
        assert "● Samarbeid" in seen(app, "#codes")
        await press(app, pilot, "ctrl+z")
        assert done() == [False] * 4


@pytest.mark.slow
async def test_codes_taken_over_stand_on_the_answer_when_one_comes_back(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=[])
    [then] = add_answers(project.engine, project.question_id, {"r1": "Flere folk nå."}, wave="2015")
    add_answers(project.engine, project.question_id, {"r1": "Flere folk."}, wave="2019")
    code_answer(project.engine, then, project.codes[2], project.kari, [(0, 10)])
    finish(project.engine, then, project.kari)
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        assert "Oppfølging" not in seen(app, "#codes")
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, RespondentScreen) and app.screen.view is not None)
        await pilot.press("t")
        await until(pilot, lambda: seen(app, "#page").count("● Oppfølging") == 2)
        await pilot.press("escape")
        await until(
            pilot, lambda: isinstance(app.screen, CodingScreen) and "● Oppfølging" in seen(app, "#codes")
        )
