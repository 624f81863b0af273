"""Copying and pasting: text as it stands, harmless, in one piece."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import SELECT_ALL, Selection

from coder.tui.app import WorkbenchApp
from coder.tui.dialogs.note import NoteDialog
from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.text_field import MOST_PASTED, TextField
from coder.tui.pieces.text_line import TextLine
from coder.tui.pieces.wrapping import wrapped_with_joints
from tests.builders import small_project
from tests.made_once import made_once
from tests.tui.desks import until, workbench

LONG = "Vi trenger flere ansatte på tjenestene våre, og bedre opplæring for dem. " * 3
TEXT = f"{LONG.strip()}\n\nØkonomien er dårlig.\x1b[2J"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path, texts=[TEXT]).engine.dispose()
    return path


async def _paste(app: WorkbenchApp, pilot: Pilot[None], text: str) -> str:
    line = app.screen.query_one(TextLine)
    line.post_message(events.Paste(text))
    await pilot.pause()
    return line.value


def test_a_wrapped_line_knows_what_stood_before_it() -> None:
    assert wrapped_with_joints("en to\n\ntre fire", 4) == [
        ("en", None), ("to", " "), ("", None), ("tre", None), ("fire", " "),
    ]  # fmt: skip
    assert wrapped_with_joints("abcdef", 4) == [("abcd", None), ("ef", "")]


@pytest.mark.slow
async def test_a_marked_answer_is_copied_as_it_was_written_not_as_it_was_wrapped(target: Path) -> None:
    async with workbench(target) as (app, _pilot):
        answer = app.screen.query_one(AnswerText)
        assert len(answer.lines) > 4
        copied = answer.get_selection(SELECT_ALL)
        assert copied is not None
        assert copied[0] == TEXT.replace("\x1b", "␛")


@pytest.mark.slow
async def test_a_part_of_an_answer_is_copied_across_its_lines(target: Path) -> None:
    async with workbench(target) as (app, _pilot):
        copied = app.screen.query_one(AnswerText).get_selection(Selection(Offset(3, 0), Offset(5, 1)))
        assert copied is not None
        assert copied[0] in LONG
        assert copied[0].startswith("trenger flere")


@pytest.mark.slow
async def test_what_the_mouse_marks_is_copied_by_ctrl_c_which_never_leaves(target: Path) -> None:
    async with workbench(target) as (app, pilot):
        answer = app.screen.query_one(AnswerText)
        await pilot.press("ctrl+c")
        assert app.is_running
        await pilot.mouse_down(answer, offset=(4, 0))
        await pilot.hover(answer, offset=(11, 0))
        await pilot.mouse_up(answer, offset=(11, 0))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: bool(app.clipboard))
        assert app.clipboard in LONG
        assert app.is_running
        assert app.focused is not None
        assert app.focused.id == "line"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("øyremerka på tå", "øyremerka på tå"),
        ("to\nlinjer\r\nog\ttabulator ", "to linjer og tabulator"),
        ("\x1b[31mrød\x9b2J", "␛[31mrød�2J"),
        ("[b]fet[/b]", "[b]fet[/b]"),
        ("\n \n", ""),
    ],
)
async def test_what_is_pasted_stands_on_one_harmless_line(target: Path, pasted: str, stands: str) -> None:
    async with workbench(target) as (app, pilot):
        assert await _paste(app, pilot, pasted) == stands


@pytest.mark.slow
async def test_a_megabyte_is_pasted_as_far_as_there_is_room_and_at_once(target: Path) -> None:
    async with workbench(target) as (app, pilot):
        await _paste(app, pilot, "kort ")
        before = time.perf_counter()
        value = await _paste(app, pilot, "å" * 1_000_000)
        assert time.perf_counter() - before < 2
        assert value.startswith("kortå")
        assert len(value) == app.screen.query_one(TextLine).max_length


@pytest.mark.slow
async def test_of_a_megabyte_pasted_into_a_note_as_much_is_taken_as_can_be_edited_and_that_is_told(
    target: Path,
) -> None:
    async with workbench(target) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        field = app.screen.query_one(TextField)
        field.post_message(events.Paste("Lang tanke. " * 90_000))
        await pilot.pause()
        assert len(field.text) == MOST_PASTED
        assert any("Only the first 100,000 letters" in str(each.message) for each in app._notifications)
