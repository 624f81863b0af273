"""Like answers are shown, chosen and coded together; nearly equal ones only when chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.alike.lines import AlikeRows, title_line, told_lines
from coder.tui.alike.screen import AlikeScreen
from coder.tui.alike.state import AlikeState
from coder.usecases.coding.equal_answers import equal_answers
from coder.usecases.coding.reading import answer_view
from tests.builders import SmallProject, add_answers, ask, code_answer, finish, small_project
from tests.tui.desks import QUESTION, shown, until, workbench

pytestmark = pytest.mark.slow

TEXTS = ("Flere folk", "flere folk.", "Flere folk!", "Vi trenger flere folk", "Annet")
EQUAL, DONE, NEARLY = 1, 2, 3


def project_with_likes(path: Path) -> SmallProject:
    project = small_project(path, texts=TEXTS)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    finish(project.engine, project.answers[DONE], project.kari)
    return project


def state_of(project: SmallProject) -> AlikeState:
    return AlikeState(
        ask(
            project.engine,
            lambda work: equal_answers(work, project.question_id, project.answers[0], project.kari),
        )
    )


def test_equal_answers_that_are_not_done_are_selected_at_first(tmp_path: Path) -> None:
    project = project_with_likes(tmp_path / "p.sqlite")
    state = state_of(project)
    assert (state.chosen(), state.can_give) == ([project.answers[EQUAL]], True)
    state.toggle_group(is_equal=True)
    assert state.chosen() == [project.answers[EQUAL], project.answers[DONE]]
    state.toggle_group(is_equal=True)
    assert (state.chosen(), state.can_give) == ([], False)
    state.toggle(project.answers[NEARLY])
    assert state.chosen() == [project.answers[NEARLY]]


def test_without_codes_there_is_something_to_give_only_if_it_is_done(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS)
    state = state_of(project)
    assert (bool(state.chosen()), state.can_give) == (True, False)
    state.toggle_done()
    assert (bool(state.chosen()), state.can_give) == (True, True)


def test_the_list_says_what_is_equal_what_nearly_and_what_stands_on_each(tmp_path: Path) -> None:
    project = project_with_likes(tmp_path / "p.sqlite")
    code_answer(project.engine, project.answers[NEARLY], project.codes[1], project.kari)
    state = state_of(project)
    rows = AlikeRows(state, dict(zip(project.codes, ("Samarbeid", "Ressurser", "Oppfølging"), strict=True)))
    lines = shown(list(rows), 60)
    assert [each[:30].rstrip() for each in lines] == [
        "The same text",
        "■ r2  flere folk.",
        "□ r3  Flere folk!",
        "Nearly the same: the same word",
        "□ r4  Vi trenger flere folk",
    ]
    assert lines[2].endswith("done")
    assert lines[4].endswith("● Ressurser")
    assert rows.place_of(project.answers[NEARLY]) == 4
    assert rows.answer(0) is None
    [title] = shown(title_line(state), 70)
    assert title.startswith("Answers that say the same")
    assert title.endswith("3 answers like this · 1 selected")
    assert shown(told_lines(state, 40), 40)[-1] == "Those selected get   ● Samarbeid"


def test_of_several_waves_it_is_said_in_which_one_answers_are_alike(tmp_path: Path) -> None:
    project = project_with_likes(tmp_path / "p.sqlite")
    add_answers(project.engine, project.question_id, ["Flere folk"], wave="2026")
    [title] = shown(title_line(state_of(project)), 90)
    assert title.startswith("Answers that say the same  (no name) ")
    assert title.endswith("3 answers like this · 1 selected")


@pytest.mark.slow
async def test_enter_codes_the_selected_together_and_done_if_that_is_wanted(tmp_path: Path) -> None:
    project = project_with_likes(tmp_path / "p.sqlite")

    def stands(place: int) -> tuple[int, str]:
        view = ask(project.engine, lambda work: answer_view(work, project.answers[place], project.kari))
        return len(view.codings), view.state.value

    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        dismissed: list[int | None] = []
        app.push_screen(AlikeScreen(QUESTION, project.answers[0]), dismissed.append)
        await until(pilot, lambda: isinstance(app.screen, AlikeScreen) and app.screen.state is not None)
        await pilot.press("down", "down", "space", "d", "enter")
        await until(pilot, lambda: dismissed == [None])
        assert [stands(place) for place in (0, EQUAL, DONE, NEARLY)] == [
            (1, "done"),
            (1, "done"),
            (0, "done"),
            (1, "done"),
        ]
        app.push_screen(AlikeScreen(QUESTION, project.answers[0]), dismissed.append)
        await until(pilot, lambda: isinstance(app.screen, AlikeScreen) and app.screen.state is not None)
        await pilot.press("backspace")
        await until(pilot, lambda: stands(EQUAL) == (0, "untouched"))
        assert stands(NEARLY) == (1, "done")
