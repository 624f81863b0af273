"""The list of all answers, walked through by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.tui.answers.screen import AnswersScreen
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.typed_questions import ConfirmDialog
from coder.tui.pieces.line_list import LineList
from tests.builders import SmallProject, add_answers, code_answer, coded_by, small_project
from tests.tui.desks import press, seen, until, workbench
from tests.usecases.codebooks import paths

TEXTS = (
    "Øyremerking av midlar til opplæring.",
    "Meir folk, og øyremerka pengar.",
    "Vet ikke",
    "Betre samarbeid med Nav.",
    "Øyremerkte stillingar i kommunen.",
    "Samarbeid på tvers.",
)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite", texts=TEXTS)


async def listed(app: WorkbenchApp, pilot: Pilot[None], count: str, *parts: str) -> None:
    """Wait until the list holds so many answers and its lines say all of this."""

    def holds() -> bool:
        if not isinstance(app.screen, AnswersScreen) or count not in seen(app, "#title"):
            return False
        lines = seen(app, "#answers")
        return all(part in lines for part in parts)

    await until(pilot, holds)


@pytest.mark.slow
async def test_a_search_is_chosen_coded_taken_back_and_one_of_it_is_shown(
    tmp_path: Path, project: SmallProject
) -> None:
    before = coded_by(project.engine, project.kari)
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        # One written form finds the others.
        await pilot.press(*"øyremerka")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        await pilot.press("insert", "shift+down", "shift+down")
        await until(pilot, lambda: "3 chosen" in seen(app, "#title"))
        await pilot.press("ctrl+s", *"ress", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        asked = seen(app, "#asked")
        assert "Set «Ressurser» on 3 answers?" in asked
        assert "«Meir folk, og øyremerka pengar.»" in asked
        await pilot.press("enter")
        await listed(app, pilot, "3 of 6 answers", "Ressurser")
        after = coded_by(project.engine, project.kari)
        assert [code for answer in after.values() for code in answer] == [project.codes[1]] * 3
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "taken back" in seen(app, "#hint"))
        assert coded_by(project.engine, project.kari) == before
        assert app.screen.query_one("#answers", LineList).cursor == 2
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: "Øyremerkte stillingar" in seen(app, "#text"))


@pytest.mark.slow
async def test_a_new_code_is_made_for_all_that_are_chosen_and_one_undo_takes_both_back(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6", *"øyremerka")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        # Some code fits what is typed, so that Enter would set it.
        await pilot.press("ctrl+a", "ctrl+s", *"ress", "ctrl+n")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "Make the new code «ress» and set it on 3 answers?" in seen(app, "#asked")
        await pilot.press("enter")
        await until(pilot, lambda: "3 answers changed" in seen(app, "#hint"))
        await listed(app, pilot, "3 of 6 answers", "ress")
        assert "ress" in paths(project.engine)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "taken back: made a code" in seen(app, "#hint"))
    assert "ress" not in paths(project.engine)
    assert coded_by(project.engine, project.kari) == {}


@pytest.mark.slow
async def test_the_list_is_opened_as_it_was_left_and_a_new_search_begins_empty(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press(*"øyremerka")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        await pilot.press("down", "f6")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.press("f6")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        assert screen.answer_id == project.answers[1]
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.press("ctrl+f")
        await listed(app, pilot, "6 answers", "Vet ikke")


@pytest.mark.slow
async def test_what_an_act_takes_from_the_list_leaves_the_cursor_on_the_next(
    tmp_path: Path, project: SmallProject
) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Samarbeid")
        await pilot.press(*"is:uncoded")
        await listed(app, pilot, "5 of 6 answers", "Vet ikke")
        await pilot.press("down", "ctrl+s", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("enter")
        await listed(app, pilot, "4 of 6 answers")
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        assert screen.answer_id == project.answers[3]


@pytest.mark.slow
async def test_an_unknown_condition_says_what_is_known_and_holds_nothing_chosen(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite", size=(80, 24)) as (app, pilot):
        await pilot.press("down", "f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press("down", "down", *"code:bolig")
        await listed(
            app, pilot, "0 of 6 answers", "«code:bolig» finds nothing here", "Ressurser", "Oppfølging"
        )
        await pilot.press("enter", "ctrl+s")
        assert isinstance(app.screen, AnswersScreen)
        await pilot.press("escape")
        await listed(app, pilot, "6 answers", "Vet ikke")
        assert app.screen.query_one("#answers", LineList).cursor == 2


@pytest.mark.slow
async def test_from_a_list_somebody_made_enter_goes_on_through_it_and_esc_leads_back(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press(*"øyremerka")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: "Meir folk" in seen(app, "#text"))
        assert "2 of 3 in the list" in seen(app, "#who")
        assert "Esc list" in seen(app, "KeysFooter")
        await press(app, pilot, "enter")
        await until(pilot, lambda: "Øyremerkte stillingar" in seen(app, "#text"))
        assert "3 of 3 in the list" in seen(app, "#who")
        await press(app, pilot, "enter")
        assert "the last of the list" in seen(app, "InputBar #hint")
        await pilot.press("left", "escape")
        await listed(app, pilot, "3 of 6 answers", "Øyremerkte")
        assert app.screen.query_one("#answers", LineList).cursor == 1
        # With nothing looked for any more, coding goes on in reading order.
        await pilot.press("escape")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: "in the list" not in seen(app, "#who"))


@pytest.mark.slow
async def test_an_answer_of_the_whole_list_is_followed_by_the_next_in_reading_order(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        assert "of 6 ▸" in seen(app, "#who")


@pytest.mark.slow
async def test_a_list_opened_from_the_questions_is_gone_through_too(
    tmp_path: Path, project: SmallProject
) -> None:
    async with workbench(tmp_path / "p.sqlite", None) as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "6 answers", "Vet ikke")
        await pilot.press(*"samarbeid")
        await listed(app, pilot, "2 of 6 answers", "på tvers")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        assert "1 of 2 in the list" in seen(app, "#who")


@pytest.mark.slow
async def test_where_the_name_of_a_wave_is_in_no_text_the_list_tells_how_to_find_the_wave(
    tmp_path: Path, project: SmallProject
) -> None:
    add_answers(project.engine, project.question_id, ["Ingen ting."], wave="2024")
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("f6")
        await listed(app, pilot, "7 answers", "Vet ikke")
        await pilot.press(*"2024")
        await listed(app, pilot, "0 of 7 answers", "wave:2024 lists the answers of the wave")
        await pilot.press("home", *"wave:")
        await listed(app, pilot, "1 of 7 answers", "Ingen ting.")
