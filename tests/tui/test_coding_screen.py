"""Keys on the coding screen, and what is on disk afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from coder.domain.coding import CodedState
from coder.store.codes import codes_of
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import reading, writing
from coder.tui.coding.code_line import CodeLine
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.typed_questions import ConfirmDialog
from coder.tui.home.screen import HomeScreen
from coder.tui.pieces.line_list import LineList
from coder.usecases.codebook.growth import add_code
from tests.builders import SmallProject, act, ask, new_project, small_project
from tests.tui.desks import press, seen, until, views_on_disk, workbench

# A second or two each; the pictures and the state behind them are tried in the quick run too.
pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


@pytest.fixture
def file(tmp_path: Path, project: SmallProject) -> Path:
    return tmp_path / "a.sqlite"


def _codes_on_disk(project: SmallProject, answer_id: int) -> list[str]:
    [view] = views_on_disk(project, answer_id)
    names = {code.id: code.written_path for code in ask(project.engine, lambda work: codes_of(work, 1))}
    return [names[coding.code_id] for coding in view.codings]


def _state_on_disk(project: SmallProject, answer_id: int) -> CodedState:
    return views_on_disk(project, answer_id)[0].state


@pytest.mark.slow
async def test_a_digit_sets_a_code_and_the_same_digit_removes_it(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "2")
        assert "● Ressurser" in seen(app, "#codes")
        assert _codes_on_disk(project, project.answers[0]) == ["Ressurser"]
        await press(app, pilot, "2")
        assert "no code set" in seen(app, "#codes")
    assert _codes_on_disk(project, project.answers[0]) == []


@pytest.mark.slow
async def test_typing_finds_and_enter_sets(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, *"opp")
        assert "⏎ sets «Oppfølging»" in seen(app, "#hint")
        await press(app, pilot, "enter")
        assert app.screen.query_one(CodeLine).value == ""
        assert "● Oppfølging" in seen(app, "#codes")
    assert _codes_on_disk(project, project.answers[0]) == ["Oppfølging"]


@pytest.mark.slow
async def test_enter_makes_a_code_only_where_nothing_matches(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, *"bolig", "enter")
        assert "● bolig" in seen(app, "#codes")
    assert _codes_on_disk(project, project.answers[0]) == ["bolig"]


@pytest.mark.slow
async def test_ctrl_n_makes_a_code_under_a_theme_and_one_undo_takes_it_all_back(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, *"Bolig > opp", "ctrl+n")
        assert _codes_on_disk(project, project.answers[0]) == ["Bolig > opp"]
        await press(app, pilot, "ctrl+z")
        assert "taken back: made a code" in seen(app, "#hint")
        assert "no code set" in seen(app, "#codes")
        await press(app, pilot, "ctrl+y")
    assert _codes_on_disk(project, project.answers[0]) == ["Bolig > opp"]


@pytest.mark.slow
async def test_a_leading_space_makes_digits_text(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, *" 8 timer", "enter")
    assert _codes_on_disk(project, project.answers[0]) == ["8 timer"]


@pytest.mark.slow
async def test_enter_on_an_empty_line_is_done_and_next(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "enter")
        assert "2 of 5" in seen(app, "#who")
        assert "Vi manglar folk." in seen(app, "#text")
        assert "1 of 5 done" in seen(app, "#header")
        assert "done without a code" not in seen(app, "#hint")
        await press(app, pilot, "enter")
        assert "done without a code · ^z takes it back" in seen(app, "#hint")
    assert _state_on_disk(project, project.answers[0]) is CodedState.DONE


@pytest.mark.slow
async def test_nothing_applies_asks_where_codes_are_set(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "2", "0")
        assert "Remove the 2 codes set here" in seen(app, "#asked")
        await press(app, pilot, "escape")
        assert _codes_on_disk(project, project.answers[0]) == ["Samarbeid", "Ressurser"]
        await press(app, pilot, "0", "enter")
        assert _codes_on_disk(project, project.answers[0]) == []
        await press(app, pilot, "0")
    assert [_state_on_disk(project, each) for each in project.answers[:3]] == ["done", "done", "untouched"]


@pytest.mark.slow
async def test_backspace_removes_the_last_code_and_a_held_one_stops_at_the_empty_line(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "2", "s")
        line = app.screen.query_one(CodeLine)
        await pilot.press("backspace", "backspace", "backspace")
        assert line.value == ""
        assert _codes_on_disk(project, project.answers[0]) == ["Samarbeid", "Ressurser"]
        await pilot.pause(0.8)
        await press(app, pilot, "backspace")
    assert _codes_on_disk(project, project.answers[0]) == ["Samarbeid"]


@pytest.mark.slow
async def test_keys_that_arrive_together_are_carried_out_in_order(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        for key in ("o", "p", "p", "enter", "r", "e", "x", "backspace", "s", "enter", "1", "enter", "3"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: _codes_on_disk(project, project.answers[1]) != [])
    assert _codes_on_disk(project, project.answers[0]) == ["Oppfølging", "Ressurser", "Samarbeid"]
    assert len(_codes_on_disk(project, project.answers[1])) == 1


@pytest.mark.slow
async def test_undo_goes_to_the_answer_concerned(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "enter", "right")
        assert "3 of 5" in seen(app, "#who")
        await press(app, pilot, "ctrl+z")
        assert "1 of 5" in seen(app, "#who")
    assert _state_on_disk(project, project.answers[0]) is CodedState.STARTED


@pytest.mark.slow
async def test_what_was_not_done_here_is_taken_back_only_when_asked(
    file: Path, project: SmallProject
) -> None:
    with writing(project.engine, coder_id=project.kari, operation="import_survey") as work:
        work.update("question", project.question_id, reading_order="alike")
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "ctrl+z")
        assert "imported a survey" in seen(app, "#asked")
        await press(app, pilot, "escape")
    with reading(open_project(str(file))) as snapshot:
        assert question_named(snapshot, "hva_skal_til").reading_order == "alike"


@pytest.mark.slow
async def test_browsing_shows_definitions_and_enter_sets(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "down", "down")
        assert "Ressurser" in seen(app, "#definition")
        await press(app, pilot, "enter")
    assert _codes_on_disk(project, project.answers[0]) == ["Ressurser"]


@pytest.mark.slow
async def test_coming_back_goes_on_where_one_left(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "enter", "2")
    async with workbench(file) as (app, _pilot):
        assert "2 of 5" in seen(app, "#who")
        assert "● Ressurser" in seen(app, "#codes")


@pytest.mark.slow
async def test_from_home_to_a_question_and_back(file: Path, project: SmallProject) -> None:
    async with workbench(file, None) as (app, pilot):
        await until(pilot, lambda: "hva_skal_til" in seen(app, "#questions"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await press(app, pilot, "enter")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: seen(app, "#questions").split()[:3] == ["hva_skal_til", "5", "1"])


@pytest.mark.slow
async def test_an_empty_project_says_what_to_do(tmp_path: Path) -> None:
    new_project(tmp_path / "tom.sqlite")
    async with workbench(tmp_path / "tom.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "to import a survey file" in seen(app, "#said"))
        await pilot.press("enter", "down")


@pytest.mark.slow
async def test_resizing_puts_the_code_list_beside_and_takes_it_away(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=(80, 24)) as (app, pilot):
        assert not app.screen.query_one("#list-side").display
        await press(app, pilot, "o")
        assert app.screen.query_one("#list-side").display
        assert not app.screen.query_one("#digits-side").display
        await pilot.resize_terminal(140, 40)
        await press(app, pilot, "escape")
        assert app.screen.query_one("#digits-side").display
        assert app.screen.query_one("#list-side").display


@pytest.mark.slow
async def test_a_long_answer_is_capped_and_scrolls(tmp_path: Path) -> None:
    small_project(tmp_path / "lang.sqlite", texts=["ord " * 250_000])
    async with workbench(tmp_path / "lang.sqlite") as (app, pilot):
        assert "more lines" in seen(app, "#more")
        assert "980000 more characters" in seen(app, "#text")
        await press(app, pilot, "pagedown")
        assert app.screen.query_one("#text").scroll_offset.y > 0


@pytest.mark.slow
async def test_signs_alone_set_no_code(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "?")
        assert "⏎ makes «?» a new code" in seen(app, "#hint")
        await press(app, pilot, "escape")
    assert _codes_on_disk(project, project.answers[0]) == []


@pytest.mark.slow
async def test_enter_on_a_name_in_another_case_sets_the_code_that_is_there(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, *"RESSURSER", "ctrl+n")
        await press(app, pilot, *"oppfølging", "enter")
    assert _codes_on_disk(project, project.answers[0]) == ["Ressurser", "Oppfølging"]


@pytest.mark.slow
async def test_a_digit_without_a_code_is_not_text(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "9", *"bo")
        assert app.screen.query_one(CodeLine).value == "bo"
        await press(app, pilot, "9")
        assert app.screen.query_one(CodeLine).value == "bo9"


@pytest.mark.slow
async def test_digits_stay_where_they_are_when_another_code_is_used_more(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        assert seen(app, "#digits-title") == "Codes"
        await press(app, pilot, "3", "enter")
        # The code in use stands third still, after two nobody has set.
        assert seen(app, "#digits-title") == "Codes"
        await press(app, pilot, "3", "1")
        await press(app, pilot, "2")
        assert seen(app, "#digits-title") == "Most used"
        await press(app, pilot, "2")
    assert _codes_on_disk(project, project.answers[1]) == ["Oppfølging", "Samarbeid"]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "character"), [("enter", None), ("0", "0")])
async def test_a_held_key_marks_one_answer_done(
    file: Path, project: SmallProject, key: str, character: str | None
) -> None:
    async with workbench(file) as (app, pilot):
        for _repeat in range(5):
            app.post_message(Key(key, character))
        await until(pilot, lambda: _state_on_disk(project, project.answers[0]) is CodedState.DONE)
        assert "2 of 5" in seen(app, "#who")
    assert _state_on_disk(project, project.answers[1]) is CodedState.UNTOUCHED


@pytest.mark.slow
async def test_a_narrow_screen_names_the_coder_too(file: Path, project: SmallProject) -> None:
    async with workbench(file, size=(80, 24)) as (app, _pilot):
        title = seen(app, "#header")
        assert "  0/5 " in title
        assert title.endswith("   kari")


@pytest.mark.slow
async def test_letters_typed_on_answer_no_question(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "1", "0", "j", "y", "n")
        assert isinstance(app.screen, ConfirmDialog)
        await press(app, pilot, "escape")
    assert _codes_on_disk(project, project.answers[0]) == ["Samarbeid"]


@pytest.mark.slow
async def test_the_code_list_has_the_room_that_no_definition_needs(file: Path, project: SmallProject) -> None:
    async with workbench(file, size=(140, 40)) as (app, pilot):
        alone = app.screen.query_one("#list").size.height
        await press(app, pilot, "down")
        # Name, the missing definition, how often, and a blank line.
        assert app.screen.query_one("#list").size.height == alone - 4


@pytest.mark.slow
async def test_what_was_taken_back_is_told_whole_on_a_narrow_screen(file: Path) -> None:
    async with workbench(file, size=(80, 24)) as (app, pilot):
        await press(app, pilot, "3", "ctrl+z")
        assert "Oppfølging" in seen(app, "#hint")
        assert "…" not in seen(app, "#hint")
        assert app.screen.query_one("#hint").size.width > 60
        await press(app, pilot, "s")
        assert app.screen.query_one(CodeLine).size.width > 20


@pytest.mark.slow
async def test_a_long_name_does_not_push_out_the_theme_that_tells_it_apart(
    file: Path, project: SmallProject
) -> None:
    name = "Ordninger som varer når prosjektmidlene tar slutt"
    act(
        project.engine,
        project.kari,
        "add_code",
        lambda work: [add_code(work, 1, f"{theme} > {name}") for theme in ("Rammer", "Drift")],
    )
    async with workbench(file, size=(80, 24)) as (app, pilot):
        await press(app, pilot, *"ordninger", "down")
        assert "… · Drift»" in seen(app, "#hint")
        await press(app, pilot, "enter")
        assert f"● {name} · Drift" in seen(app, "#codes")


@pytest.mark.slow
async def test_help_is_read_to_its_end_on_a_small_screen(file: Path) -> None:
    async with workbench(file, size=(60, 15)) as (app, pilot):
        await press(app, pilot, "f1")
        keys = app.screen.query_one(LineList)
        assert "…" not in seen(app, "HelpScreen LineList").replace("· …", "")
        await press(app, pilot, *["pagedown"] * 8)
        assert keys.scroll_offset.y + keys.size.height == len(keys.lines)
        assert keys.region.bottom <= 15
