"""What others write appears without a key, and nothing moves: two real sessions at one project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.notes import NotedOn
from coder.store.unit_of_work import Writing, writing
from coder.tui.answers.screen import AnswersScreen
from coder.tui.app import WorkbenchApp
from coder.tui.code_list.screen import CodeListScreen
from coder.tui.coding.code_line import CodeLine
from coder.tui.coding.screen import CodingScreen
from coder.tui.history.screen import HistoryScreen
from coder.tui.home.screen import HomeScreen
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.line_list import LineList
from coder.tui.tables.screen import TablesScreen
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import SmallProject, act, code_answer, finish, small_project, undo
from tests.tui.desks import seen, until, views_on_disk, workbench
from tests.usecases.drawn_samples import Drawn, coded_by_kari

CODES = tuple(f"Kode {number:02}" for number in range(1, 31))
WIDE = (140, 40)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
def project(file: Path) -> SmallProject:
    return small_project(file)


def ola_adds(project: SmallProject, path: str, position: int | None = None) -> int:
    def add(work: Writing) -> int:
        return add_code(work, 1, path, position=position)

    return act(project.engine, project.ola, "add_code", add)


def ola_notes(project: SmallProject, answer_id: int, note: str) -> None:
    def write(work: Writing) -> None:
        write_note(work, NotedOn.ANSWER, answer_id, project.ola, note)

    act(project.engine, project.ola, "write_note", write)


def flag(project: SmallProject, answer_id: int, *, flagged: bool) -> None:
    """Flag an answer, or no longer, as Kari at another place."""

    def do(work: Writing) -> None:
        set_flag(work, answer_id, project.kari, flagged=flagged)

    act(project.engine, project.kari, "set_flag", do)


async def at(app: WorkbenchApp, pilot: Pilot[None], key: str, kind: type, ready: Callable[[], bool]) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, kind) and ready())


def height_of_cursor(app: WorkbenchApp, selector: str) -> int:
    rows = app.screen.query_one(selector, LineList)
    assert rows.cursor is not None
    return rows.cursor - rows.scroll_offset.y


@pytest.mark.slow
async def test_a_code_another_makes_appears_beside_a_half_typed_one(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=WIDE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        await pilot.press(*"res")
        await until(pilot, lambda: "⏎ sets «Ressurser»" in seen(app, "#hint"))
        digits, shown = list(screen.digits), screen.desk_state.answer_id
        ola_adds(project, "Responstid")
        await until(pilot, lambda: "Responstid" in seen(app, "#list"))
        assert screen.query_one(CodeLine).value == "res"
        assert "⏎ sets «Ressurser»" in seen(app, "#hint")
        assert screen.desk_state.answer_id == shown
        assert list(screen.digits)[: len(project.codes)] == digits[: len(project.codes)]
        undo(project.engine, project.ola)
        await until(pilot, lambda: "Responstid" not in seen(app, "#list"))


@pytest.mark.slow
@pytest.mark.postgres
async def test_it_appears_from_a_server_too(new_postgres_url: str) -> None:
    project = small_project(new_postgres_url)
    async with workbench(new_postgres_url, size=WIDE) as (app, pilot):
        await pilot.press(*"bol")
        ola_adds(project, "Boligpris")
        await until(pilot, lambda: "Boligpris" in seen(app, "#list"))
    project.engine.dispose()


@pytest.mark.slow
async def test_enter_sets_the_code_that_another_has_made_of_the_same_name_meanwhile(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=WIDE) as (app, pilot):
        await pilot.press(*"boligpris")
        await until(pilot, lambda: "makes «boligpris» a new code" in seen(app, "#hint"))
        made = ola_adds(project, "Boligpris")
        await until(pilot, lambda: "⏎ sets «Boligpris»" in seen(app, "#hint"))
        await pilot.press("enter")
        await until(pilot, lambda: "● Boligpris" in seen(app, "#codes"))
        [view] = views_on_disk(project, project.answers[0])
        assert [coding.code_id for coding in view.codings] == [made]


@pytest.mark.slow
async def test_where_nothing_was_highlighted_enter_does_not_set_what_somebody_made_meanwhile(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=WIDE) as (app, pilot):
        await pilot.press(*"bolig")
        await until(pilot, lambda: "makes «bolig» a new code" in seen(app, "#hint"))
        ola_adds(project, "Boligpris")
        await until(pilot, lambda: "↓ chooses one of these" in seen(app, "#hint"))
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert views_on_disk(project, project.answers[0])[0].codings == ()


@pytest.mark.slow
async def test_two_who_make_a_code_at_the_same_moment_share_it_and_the_second_is_told(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=WIDE) as (app, pilot):
        await pilot.press(*"Boligpris")
        with writing(project.engine, coder_id=project.ola, operation="add_code") as work:
            made = add_code(work, 1, "Boligpris")
            await pilot.press("ctrl+n")
        await until(pilot, lambda: "ola has just made «Boligpris»; you share it." in seen(app, "#hint"))
        [view] = views_on_disk(project, project.answers[0])
        assert [coding.code_id for coding in view.codings] == [made]
        assert "● Boligpris" in seen(app, "#codes")


@pytest.mark.slow
async def test_what_others_only_code_is_no_reason_to_read_the_desk_again(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        desk = screen.desk_state.desk
        code_answer(project.engine, project.answers[2], project.codes[0], project.ola)
        await until(pilot, lambda: project.answers[2] in screen.desk_state.sharing.begun)
        await pilot.press("1", "enter")
        await until(pilot, lambda: not screen.writes.is_waiting and screen.desk_state.place == 1)
        assert screen.desk_state.desk is desk
        ola_adds(project, "Boligpris")
        await until(pilot, lambda: screen.desk_state.desk is not desk)
        assert screen.desk_state.place == 1


@pytest.mark.slow
async def test_a_note_of_another_appears_on_the_answer_one_reads(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        ola_notes(project, project.answers[0], "Sjekk heradet")
        await until(pilot, lambda: "Sjekk heradet" in seen(app, "#more"))


@pytest.mark.slow
async def test_own_codings_made_at_another_place_appear_too(file: Path, project: SmallProject) -> None:
    async with workbench(file) as (app, pilot):
        code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
        await until(pilot, lambda: "● Ressurser" in seen(app, "#codes"))


@pytest.mark.slow
async def test_below_a_dialog_it_waits_until_the_dialog_is_answered(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.screen is not screen)
        known = screen.desk_state.known_entry
        ola_adds(project, "Boligpris")
        await pilot.pause(0.8)
        assert screen.desk_state.known_entry == known
        await pilot.press("escape")
        await until(pilot, lambda: any(c.name == "Boligpris" for c in screen.desk_state.desk.codes))


@pytest.mark.slow
async def test_in_the_code_list_the_highlight_stays_on_its_code_at_its_height(file: Path) -> None:
    project = small_project(file, codes=CODES)
    async with workbench(file, size=(100, 24)) as (app, pilot):
        await at(app, pilot, "f4", CodeListScreen, lambda: getattr(app.screen, "is_ready", False))
        await pilot.press(*["down"] * 20)
        screen = app.screen
        assert isinstance(screen, CodeListScreen)
        code, height = screen.state.code, height_of_cursor(app, "#list")
        await pilot.press("ctrl+r")
        await pilot.press(*" ny")
        ola_adds(project, "Aller først", position=1)
        await until(pilot, lambda: screen.state.count == len(CODES) + 1)
        assert screen.state.code == code
        assert height_of_cursor(app, "#list") == height
        assert screen.line.value.endswith(" ny")
        await pilot.press("enter")
        await until(pilot, lambda: screen.state.code is not None and screen.state.code.name.endswith(" ny"))


@pytest.mark.slow
async def test_in_the_list_of_answers_cursor_choice_and_what_is_typed_stay(
    file: Path, project: SmallProject
) -> None:
    async with workbench(file, size=WIDE) as (app, pilot):
        await at(app, pilot, "f6", AnswersScreen, lambda: bool(getattr(app.screen, "state", None)))
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        state = screen.state
        assert state is not None
        await until(pilot, lambda: len(state.ids) == len(project.answers))
        await pilot.press("shift+down", "shift+down")
        chosen, here = set(state.chosen), screen.answer_id
        assert len(chosen) == 3
        ola_notes(project, project.answers[3], "Sjekk heradet")
        await until(pilot, lambda: "✎" in seen(app, "#answers"))
        assert (state.chosen, screen.answer_id) == (chosen, here)
        # What is chosen goes on from where it began.
        await pilot.press("shift+down")
        assert len(state.chosen) == 4


@pytest.mark.slow
async def test_a_filtered_list_keeps_the_answer_one_stands_on(file: Path, project: SmallProject) -> None:
    flagged = [project.answers[0], project.answers[2], project.answers[4]]
    for answer_id in flagged:
        flag(project, answer_id, flagged=True)
    async with workbench(file, size=WIDE) as (app, pilot):
        await at(app, pilot, "f6", AnswersScreen, lambda: bool(getattr(app.screen, "state", None)))
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        state = screen.state
        assert state is not None
        await pilot.press(*"is:flagged ")
        await until(pilot, lambda: state.ids == flagged)
        await pilot.press("down")
        remove = project.answers[2]
        flag(project, remove, flagged=False)
        await until(pilot, lambda: not state.rows[remove].is_flagged)
        assert screen.answer_id == remove
        flag(project, flagged[0], flagged=False)
        await pilot.press("down")
        ola_adds(project, "Boligpris")
        await until(pilot, lambda: state.ids == [flagged[2]])
        assert screen.answer_id == flagged[2]


@pytest.mark.slow
async def test_at_home_the_numbers_go_on(file: Path, project: SmallProject) -> None:
    async with workbench(file, None, size=WIDE) as (app, pilot):
        await until(pilot, lambda: "hva_skal_til" in seen(app, "#questions"))
        before = seen(app, "#questions")
        code_answer(project.engine, project.answers[0], project.codes[0], project.ola)
        finish(project.engine, project.answers[0], project.ola)
        await until(pilot, lambda: seen(app, "#questions") != before)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.slow
async def test_in_the_history_new_acts_come_and_the_cursor_stays_on_its_act(
    file: Path, project: SmallProject
) -> None:
    for number in range(30):
        ola_adds(project, f"Kode {number}")
    async with workbench(file, None, size=(100, 24)) as (app, pilot):
        await at(app, pilot, "ctrl+l", HistoryScreen, lambda: bool(getattr(app.screen, "state", None)))
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await until(pilot, lambda: screen.number is not None)
        at_top = screen.number
        assert at_top is not None
        ola_adds(project, "Boligpris")
        await until(pilot, lambda: "Boligpris" in seen(app, "#acts"))
        assert screen.number == at_top
        await pilot.press(*["down"] * 25)
        lower, height = screen.number, height_of_cursor(app, "#acts")
        ola_adds(project, "Bussrute")
        state = screen.state
        assert state is not None
        newest = state.numbers[0]
        await until(pilot, lambda: state.numbers[0] > newest)
        assert (screen.number, height_of_cursor(app, "#acts")) == (lower, height)


@pytest.mark.slow
async def test_what_is_looked_for_in_the_history_goes_on_fitting(file: Path, project: SmallProject) -> None:
    ola_adds(project, "Bussrute")
    async with workbench(file, None, size=(100, 24)) as (app, pilot):
        await at(app, pilot, "ctrl+l", HistoryScreen, lambda: bool(getattr(app.screen, "state", None)))
        await pilot.press(*"bussrute")
        await until(pilot, lambda: seen(app, "#acts").count("Bussrute") == 1)
        ola_adds(project, "Sykkelveg")
        ola_adds(project, "Bussrute på kvelden")
        await until(pilot, lambda: "Bussrute på kvelden" in seen(app, "#acts"))
        assert "Sykkelveg" not in seen(app, "#acts")
        assert app.screen.query_one(FilterLine).value == "bussrute"


@pytest.mark.slow
async def test_a_table_counts_what_others_code(file: Path, project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.ola)
    finish(project.engine, project.answers[0], project.ola)
    async with workbench(file, None, size=WIDE) as (app, pilot):
        await at(app, pilot, "f8", TablesScreen, lambda: bool(getattr(app.screen, "state", None)))
        screen = app.screen
        assert isinstance(screen, TablesScreen)
        await until(pilot, lambda: screen.state is not None and screen.state.made is not None)
        assert screen.state is not None
        made = screen.state.made
        assert made is not None

        def code(work: Writing) -> None:
            set_code(work, project.answers[1], project.codes[1], project.ola)
            mark_done(work, project.answers[1], project.ola)

        act(project.engine, project.ola, "set_code", code)
        await until(pilot, lambda: screen.state is not None and screen.state.made is not made)


@pytest.mark.slow
async def test_who_codes_blind_is_told_nothing_of_what_others_give(file: Path) -> None:
    drawn = coded_by_kari(file)
    drawn.draw(drawn.ola)
    async with workbench(file, coder="ola", size=WIDE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        shown = screen.desk_state.answer_id
        assert shown is not None

        def note(work: Writing) -> None:
            write_note(work, NotedOn.ANSWER, shown, drawn.kari, "Karis tvil")

        act(drawn.engine, drawn.kari, "write_note", note)
        known = screen.desk_state.known_entry
        await until(pilot, lambda: screen.desk_state.known_entry >= known)
        await pilot.pause(0.8)
        assert "tvil" not in seen(app, "#more")
        assert not screen.desk_state.notes


@pytest.mark.slow
async def test_a_screen_that_shows_others_closes_when_a_sample_is_drawn_for_who_looks_at_it(
    file: Path,
) -> None:
    drawn = coded_by_kari(file)
    async with workbench(file, coder="ola", size=WIDE) as (app, pilot):
        await at(app, pilot, "f6", AnswersScreen, lambda: bool(getattr(app.screen, "state", None)))
        drawn.draw(drawn.ola)
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


@pytest.mark.slow
async def test_a_sample_drawn_meanwhile_begins_after_the_answer_one_reads(file: Path) -> None:
    drawn = coded_by_kari(file)
    async with workbench(file, coder="ola", size=WIDE) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        sample = _draw_without(drawn, screen)
        shown = screen.desk_state.answer_id
        assert shown not in sample
        await until(pilot, lambda: "they come after this one" in seen(app, "#hint"))
        assert screen.desk_state.answer_id == shown
        await pilot.press("right")
        await until(pilot, lambda: screen.desk_state.answer_id in sample)
        await until(pilot, lambda: "blind sample, round 1" in seen(app, "#header"))


def _draw_without(drawn: Drawn, screen: CodingScreen) -> list[int]:
    """Draw a sample for Ola, and have the screen stand on an answer that is none of it."""
    drawn.draw(drawn.ola)
    sample = list(drawn.drawn(drawn.samples()[0].id))
    outside = next(each for each in drawn.answers if each not in sample)
    screen.desk_state.go_to(outside)
    screen.arrive()
    return sample
