from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from coder.store.undo import take_back
from coder.tui.app import WorkbenchApp
from coder.tui.code_list.keys import MENU
from coder.tui.code_list.screen import CodeListScreen
from coder.tui.code_list.split_screen import CodeSplitScreen
from coder.tui.code_list.texts_screen import CodeTextsScreen
from coder.tui.code_list.then_screen import CodeListThenScreen
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.note import NoteDialog
from coder.tui.dialogs.typed_questions import CodeDialog, ConfirmDialog
from coder.usecases.codebook.growth import define_code
from tests.builders import SmallProject, act, code_answer, finish, small_project
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench
from tests.usecases.codebooks import code, paths, state

pytestmark = pytest.mark.slow

CODES = ("Rammer > Penger", "Rammer > Folk", "Samhandling > Nav", "Vet ikke")
OFFERED = [action for action in MENU if action != "other"]
"""What the menu of a code offers that has a meaning of its own."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
@made_once
def project(file: Path) -> SmallProject:
    project = small_project(file, codes=CODES)
    for answer in project.answers[:2]:
        code_answer(project.engine, answer, project.codes[0], project.kari)
        finish(project.engine, answer, project.kari)
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari)
    return project


@asynccontextmanager
async def code_list(
    file: Path, *typed: str, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    """Run the workbench at the code list, at the code some letters lead to."""
    async with workbench(file, size=size) as (app, pilot):
        await pilot.press(*typed, "f4")
        await until(pilot, lambda: isinstance(app.screen, CodeListScreen) and app.screen.is_ready)
        yield app, pilot


async def settled(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until what they did is on disk and read again."""
    await pilot.press(*keys)

    def is_quiet() -> bool:
        waits = isinstance(app.screen, CodeListScreen) and app.screen.is_waiting
        return not waits and all(worker.is_finished for worker in app.workers)

    await until(pilot, is_quiet)


@pytest.mark.slow
async def test_f4_opens_the_list_at_the_code_and_esc_goes_back(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"folk") as (app, pilot):
        assert "Folk" in seen(app, "#panel")
        await settled(app, pilot, "escape")
        assert isinstance(app.screen, CodingScreen)


@pytest.mark.slow
async def test_a_code_is_renamed_on_its_line_and_the_coding_screen_shows_it(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        before = state(project.engine)
        await settled(app, pilot, "ctrl+r", "end", *" nok", "enter")
        assert "Rammer > Penger nok" in paths(project.engine)
        assert "Penger nok" in seen(app, "#list")
        await settled(app, pilot, "ctrl+z")
        assert state(project.engine) == before
        assert "taken back: renamed a code" in seen(app, "#hint")
        await settled(app, pilot, "ctrl+y", "escape")
        await press(app, pilot, *"nok")
        assert "Penger nok" in seen(app, "#hint")


@pytest.mark.slow
async def test_a_name_that_is_taken_is_said_in_place_and_what_was_typed_stays(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await pilot.press("ctrl+r", "ctrl+u")
        screen = app.screen
        assert isinstance(screen, CodeListScreen)
        screen.line.value = "Folk"
        await settled(app, pilot, "enter")
        assert "There is a code «Rammer > Folk» already." in seen(app, "#wrong")
        assert screen.line.value == "Folk"
        await settled(app, pilot, "end", "2", "enter")
        assert "Rammer > Folk2" in paths(project.engine)


@pytest.mark.slow
async def test_a_new_code_comes_where_the_line_says(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await pilot.press("ctrl+n", *"Tid")
        assert "«Rammer > Tid»" in seen(app, "#hint")
        await pilot.press("tab")
        assert "«Rammer > Penger > Tid»" in seen(app, "#hint")
        await settled(app, pilot, "tab", "tab", "enter")
        assert paths(project.engine)[:4] == ["Rammer", "Rammer > Penger", "Rammer > Tid", "Rammer > Folk"]
        assert "Tid" in seen(app, "#panel")


@pytest.mark.slow
async def test_a_merge_asks_which_name_lives_and_shows_the_answers_that_change(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        before = state(project.engine)
        await pilot.press("ctrl+k")
        await until(pilot, lambda: isinstance(app.screen, CodeDialog))
        await pilot.press(*"folk", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        asked = seen(app, "#asked")
        assert "1 answer changes code:" in asked
        assert "«Vi manglar folk. Det tek for lang tid.»" in asked
        assert "2 answers will have «Penger»; 2 of them had it already." in asked
        await settled(app, pilot, "enter")
        assert "Rammer > Folk" not in paths(project.engine)
        assert code(project.engine, "Penger").text.aliases == ("Folk",)
        await settled(app, pilot, "ctrl+z")
        assert state(project.engine) == before


@pytest.mark.slow
async def test_while_a_name_is_typed_the_footer_says_how_to_give_it_up(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "ctrl+r", *"!")
        assert "Esc give up" in seen(app, "KeysFooter")
        await settled(app, pilot, "escape")
        assert "give up" not in seen(app, "KeysFooter")
        assert "Rammer > Penger" in paths(project.engine)


@pytest.mark.slow
async def test_a_move_says_what_goes_along_before_it_happens(file: Path, project: SmallProject) -> None:
    async with code_list(file) as (app, pilot):
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, CodeDialog))
        await pilot.press(*"samh", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "2 codes under it go along: Penger, Folk." in seen(app, "#asked")
        await settled(app, pilot, "enter")
        assert "Samhandling > Rammer > Penger" in paths(project.engine)


@pytest.mark.slow
async def test_retiring_asks_first_and_a_retired_code_comes_back(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "delete")
        assert "2 answers that have it keep it." in seen(app, "#asked")
        await settled(app, pilot, "enter")
        assert code(project.engine, "Penger").retired is not None
        assert "Penger" not in seen(app, "#list")
        assert "«Penger» was taken out of use" in seen(app, "#hint")
        await settled(app, pilot, "ctrl+a", *"pen", "enter")
        assert "Take it back into use" in seen(app, "ChoiceDialog LineList")
        await settled(app, pilot, *["down"] * OFFERED.index("retire"), "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await settled(app, pilot, "enter")
        assert code(project.engine, "Penger").retired is None


@pytest.mark.slow
async def test_shift_and_arrows_move_a_code_among_its_siblings(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "shift+down")
        assert paths(project.engine)[:3] == ["Rammer", "Rammer > Folk", "Rammer > Penger"]


@pytest.mark.slow
async def test_a_changed_definition_asks_what_becomes_of_the_meaning(
    file: Path, project: SmallProject
) -> None:
    act(
        project.engine,
        None,
        "define_code",
        lambda work: define_code(work, project.codes[0], definition="Lønn."),
    )
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "ctrl+t")
        assert isinstance(app.screen, CodeTextsScreen)
        await settled(app, pilot, *" Drift.", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert "2 answers to read again" in seen(app, "ChoiceDialog LineList")
        await settled(app, pilot, "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeListScreen))
        assert code(project.engine, "Penger").text.definition == "Lønn. Drift."
        await settled(app, pilot)
        assert "narrowed a code's" in seen(app, "#panel")


@pytest.mark.slow
async def test_a_form_that_was_written_in_is_not_left_by_a_slip(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "ctrl+t")
        await settled(app, pilot, *"ny", "escape")
        assert isinstance(app.screen, ConfirmDialog)
        await settled(app, pilot, "escape")
        assert isinstance(app.screen, CodeTextsScreen)


@pytest.mark.slow
async def test_what_comes_after_a_tab_in_one_burst_stands_in_the_next_field(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "ctrl+t")
        screen = app.screen
        assert isinstance(screen, CodeTextsScreen)
        for key in [*"Lonn", "enter", *"og drift", "tab", *"sum", "tab", *"folk"]:
            name = {" ": "space"}.get(key, key)
            app.post_message(Key(name, key if len(key) == 1 else None))
        await until(pilot, lambda: "folk" in "".join(screen.typed().values()))
        typed = screen.typed()
        assert [typed[name] for name in ("definition", "use_when", "not_when")] == [
            "Lonn\nog drift",
            "sum",
            "folk",
        ]


@pytest.mark.slow
async def test_closing_the_workbench_asks_about_what_is_not_kept(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "ctrl+t")
        await settled(app, pilot, *"ny", "ctrl+q", "ctrl+q")
        assert isinstance(app.screen, ConfirmDialog)
        await settled(app, pilot, "escape")
        assert isinstance(app.screen, CodeTextsScreen)
        assert app.screen.typed()["definition"] == "ny"
        await pilot.press("ctrl+q", "enter")
        assert app._exit


@pytest.mark.slow
async def test_a_code_is_split_answer_by_answer_in_one_act(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        before = state(project.engine)
        await settled(app, pilot, "ctrl+u")
        assert isinstance(app.screen, CodeSplitScreen)
        await settled(app, pilot, *"Lønn", "enter", *"Drift", "enter", "1", "enter", "2", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        assert "1 answer goes to «Drift»" in seen(app, "#asked")
        await settled(app, pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, CodeListScreen))
        assert code(project.engine, "Penger").retired is not None
        assert {"Rammer > Lønn", "Rammer > Drift"} <= set(paths(project.engine))
        await settled(app, pilot, "ctrl+z")
        assert state(project.engine) == before


@pytest.mark.slow
async def test_another_days_list_stands_beside_todays(file: Path, project: SmallProject) -> None:
    act(project.engine, project.kari, "undo", take_back)
    async with code_list(file, *"pen", size=(140, 30)) as (app, pilot):
        await settled(app, pilot, "ctrl+r", "end", *"!", "enter")
        await settled(app, pilot, "ctrl+d")
        assert isinstance(app.screen, CodeListThenScreen)
        await settled(app, pilot, *"i fjor", "enter")
        assert "neither a date" in seen(app, "#hint")
        app.screen.line.value = "5"
        await settled(app, pilot, "enter", "ctrl+a")
        assert seen(app, "#now-list").split() == ["Penger!", "was", "«Penger»"]
        assert seen(app, "#then-list").split() == ["Penger", "now", "«Penger!»"]


@pytest.mark.slow
async def test_a_note_on_a_code_is_written_and_shown(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await settled(app, pilot, *"Se Folk", "ctrl+s")
        await until(pilot, lambda: "Note by kari: Se Folk" in seen(app, "#panel"))


@pytest.mark.slow
async def test_what_is_known_about_a_code_fills_a_small_screen_on_request(
    file: Path, project: SmallProject
) -> None:
    async with code_list(file, *"pen", size=(60, 20)) as (app, pilot):
        await until(pilot, lambda: "more lines" in seen(app, "#panel"))
        await settled(app, pilot, "tab")
        assert "made a code" in seen(app, "#panel")
        assert not app.screen.query_one("#tree").display
        await settled(app, pilot, "escape")
        assert app.screen.query_one("#tree").display


@pytest.mark.slow
async def test_f6_shows_the_answers_that_have_the_code(file: Path, project: SmallProject) -> None:
    async with code_list(file, *"pen") as (app, pilot):
        await settled(app, pilot, "f6")
        await until(pilot, lambda: "2 of 5 answers" in seen(app, "#title"))
