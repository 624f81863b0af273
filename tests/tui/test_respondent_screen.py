"""All about a respondent on one screen: last wave beside this one, codes taken over with one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.coders import present_coder
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.pieces.lines import Role
from coder.tui.respondent.lines import RespondentPage, title_line
from coder.tui.respondent.screen import RespondentScreen
from coder.usecases.coding.reading import answer_view
from coder.usecases.coding.respondent import RespondentView, respondent_of
from tests.builders import SmallProject, add_answers, add_question, ask, code_answer, finish, small_project
from tests.tui.desks import QUESTION, seen, shown, until, workbench

pytestmark = pytest.mark.slow

THEN = "Vi mangler folk. Samarbeidet med Nav går bra."
NOW = "Vi har nok folk. Samarbeidet med Nav går bra lokalt."
HOSTILE = "\x1b]0;eid\x07[/b]\u202e "


def panel(path: Path, now: str = NOW, first: str = "2015") -> tuple[SmallProject, int, int]:
    """Make a project in which r1 answered in a first wave, coded by ola and settled, and in 2019."""
    project = small_project(path, texts=[])
    levels = {"fylke": ["Hordaland"], "type": ["By"]}
    [then] = add_answers(
        project.engine, project.question_id, {"r1": THEN}, wave=first, background=levels, weights=[1.5]
    )
    [answer] = add_answers(
        project.engine,
        project.question_id,
        {"r1": now},
        wave="2019",
        background={**levels, "fylke": ["Vestland"]},
        weights=[2],
    )
    add_answers(project.engine, add_question(project.engine, "annet"), {"r1": "Takk!"}, wave="2019")
    code_answer(project.engine, then, project.codes[0], project.ola, [(17, 44)])
    finish(project.engine, then, project.ola)
    return project, then, answer


def view_of(project: SmallProject, answer_id: int) -> RespondentView:
    kari = present_coder(project.engine, "kari")
    return ask(project.engine, lambda work: respondent_of(work, answer_id, kari))


def differing(page: RespondentPage) -> list[str]:
    """Return the words marked as different."""
    return [piece.text for each in page.lines for piece in each.left if piece.role is Role.DIFFERENT]


def test_closed_answers_say_what_they_were_last_wave(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite")
    view = view_of(project, answer)
    left, right = "This respondent  r1   2019   weight 2", "in 2015 · 2019"
    assert shown(title_line(view)) == [left + right.rjust(80 - len(left))]
    [closed, *_others] = shown(RespondentPage(view, 80).lines)
    assert closed == "fylke Vestland (Hordaland in 2015)   type By"


def test_a_first_wave_without_a_name_is_told_as_such_beside_its_answers(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite", first="")
    view = view_of(project, answer)
    assert shown(title_line(view))[0].endswith("in (no name) · 2019")
    lines = shown(RespondentPage(view, 80).lines)
    assert any(each.endswith("r1 · (no name)") for each in lines)


def test_last_wave_s_answer_stands_above_this_one_where_there_is_little_room(tmp_path: Path) -> None:
    project, then, answer = panel(tmp_path / "p.sqlite")
    page = RespondentPage(view_of(project, answer), 80)
    lines = shown(page.lines)
    assert lines.index("  " + THEN) < lines.index("  " + NOW)
    assert "  ● Samarbeid   «Samarbeidet med Nav går bra»" in lines
    assert "  coded by ola" in lines
    assert differing(page) == ["mangler", "har nok", "lokalt"]
    assert [each.answer_id for each in page.places[:2]] == [then, answer]


def test_they_stand_side_by_side_where_there_is_room(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite")
    page = RespondentPage(view_of(project, answer), 130)
    lines = shown(page.lines, 130)
    assert any(each.startswith(THEN) and each.endswith(NOW) for each in lines)
    assert differing(page) == ["mangler", "har nok", "lokalt"]


def test_only_an_answer_that_was_coded_is_said_to_be_coded_by_you(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite")

    def said() -> str:
        return "\n".join(shown(RespondentPage(view_of(project, answer), 130).lines, 130))

    assert "coded by you" not in said()
    finish(project.engine, answer, project.kari)
    assert "coded by you" in said()


def test_what_is_the_same_and_what_is_new_altogether_is_said(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "a.sqlite", THEN)
    assert "Word for word the same." in shown(RespondentPage(view_of(project, answer), 80).lines)
    project, _then, answer = panel(tmp_path / "b.sqlite", "Helt andre ting opptar oss nå")
    assert "Hardly a word is the same." in shown(RespondentPage(view_of(project, answer), 80).lines)


@pytest.mark.parametrize("width", [20, 80, 140])
def test_hostile_and_endless_texts_are_harmless_and_cut_with_a_sign(tmp_path: Path, width: int) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite", HOSTILE * 60_000)
    page = RespondentPage(view_of(project, answer), width)
    said = "\n".join(shown(page.lines, width))
    assert "\x1b" not in said
    assert "more characters" in said.replace("\n", " ") or width < 80


async def open_respondent(app: WorkbenchApp, pilot: Pilot[None], answer_id: int) -> list[int | None]:
    """Open the screen; return where what it is dismissed with will stand."""
    dismissed: list[int | None] = []
    app.push_screen(RespondentScreen(QUESTION, answer_id), dismissed.append)
    await until(pilot, lambda: isinstance(app.screen, RespondentScreen) and app.screen.view is not None)
    return dismissed


@pytest.mark.slow
async def test_one_key_takes_the_codes_over_and_one_takes_them_back(tmp_path: Path) -> None:
    project, _then, answer = panel(tmp_path / "p.sqlite")

    def codes() -> int:
        return len(ask(project.engine, lambda work: answer_view(work, answer, project.kari)).codings)

    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await open_respondent(app, pilot, answer)
        await pilot.press("t")
        await until(pilot, lambda: seen(app, "#page").count("● Samarbeid") == 2)
        assert codes() == 1
        await pilot.press("ctrl+z")
        await until(pilot, lambda: seen(app, "#page").count("● Samarbeid") == 1)
        assert codes() == 0
        await pilot.press("ctrl+y")
        await until(pilot, lambda: seen(app, "#page").count("● Samarbeid") == 2)


@pytest.mark.slow
async def test_enter_goes_to_the_highlighted_answer_and_esc_back(tmp_path: Path) -> None:
    _project, then, answer = panel(tmp_path / "p.sqlite")
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        dismissed = await open_respondent(app, pilot, answer)
        await pilot.press("enter")
        await until(pilot, lambda: dismissed == [then])
        dismissed = await open_respondent(app, pilot, answer)
        await pilot.press("escape")
        await until(pilot, lambda: dismissed == [None])
        assert isinstance(app.screen, CodingScreen)


@pytest.mark.slow
async def test_an_answer_to_another_question_is_opened_for_coding(tmp_path: Path) -> None:
    _project, _then, answer = panel(tmp_path / "p.sqlite")
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await open_respondent(app, pilot, answer)
        await pilot.press("down", "down", "enter")
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, CodingScreen)
                and app.screen.question == "annet"
                and app.screen.is_ready
                and app.screen.desk_state.answer is not None
            ),
        )
        assert "Takk!" in seen(app, "#text")
