"""From an answer to others: notes, flags, going to an answer by number or respondent, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from coder.domain.coding import CodedState
from coder.store.engine import Engine
from coder.store.flags import flagged_answers
from coder.store.notes import NotedOn, notes_on
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.answer_note import AnswerNoteDialog
from coder.tui.dialogs.note import NoteDialog
from coder.tui.dialogs.typed_questions import ConfirmDialog, TextDialog
from coder.tui.pieces.text_field import TextField
from coder.usecases.coding.notes import write_note
from tests.builders import SmallProject, act, ask, code_answer, small_project
from tests.tui.desks import press, seen, until, views_on_disk, workbench

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
def project(file: Path) -> SmallProject:
    return small_project(file)


@pytest.mark.slow
async def test_a_note_and_a_flag_are_on_disk_and_shown_and_undone(project: SmallProject, file: Path) -> None:
    async with workbench(file) as (app, pilot):
        await press(app, pilot, "f3")
        await until(pilot, lambda: "⚑" in seen(app, "#who"))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press(*"Godt", "enter", *"sitat", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and "✎" in seen(app, "#who"))
        assert seen(app, "#more") == "✎ kari: Godt ⏎ sitat"
        notes = ask(project.engine, lambda work: notes_on(work, NotedOn.ANSWER, project.answers[:1]))
        assert [note.text for note in notes[project.answers[0]]] == ["Godt\nsitat"]
        await press(app, pilot, "ctrl+z")
        await until(pilot, lambda: "✎" not in seen(app, "#who"))
        await press(app, pilot, "ctrl+z")
        await until(pilot, lambda: "⚑" not in seen(app, "#who"))
    assert not ask(project.engine, lambda work: flagged_answers(work, project.question_id, project.kari))


@pytest.mark.slow
async def test_a_typed_note_is_not_thrown_away_unasked(project: SmallProject, file: Path) -> None:
    async with workbench(file) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press(*"Godt", "escape")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        await pilot.press("escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        assert "✎" not in seen(app, "#who")


@pytest.mark.slow
async def test_a_note_that_cannot_be_written_stays_in_its_dialog(project: SmallProject, file: Path) -> None:
    long = "Lang tanke. " * 5_000
    async with workbench(file) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, NoteDialog))
        with full_disk(app.session.engine):
            app.screen.query_one(TextField).text = long
            await pilot.press("ctrl+s")
            await until(pilot, lambda: any("full" in str(each.message) for each in app._notifications))
            assert app.screen.query_one(TextField).text == long
            await pilot.press("x")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and "✎" in seen(app, "#who"))
    notes = ask(project.engine, lambda work: notes_on(work, NotedOn.ANSWER, project.answers[:1]))
    assert [note.text for note in notes[project.answers[0]]] == ["x" + long.rstrip()]


@pytest.mark.slow
async def test_an_answer_that_could_not_be_marked_done_is_shown_again(
    project: SmallProject, file: Path
) -> None:
    async with workbench(file) as (app, pilot):
        with no_writing(app.session.engine):
            await press(app, pilot, "enter")
            await until(pilot, lambda: bool(app._notifications))
            await until(pilot, lambda: "1 of 5" in seen(app, "#who"))
            assert "done" not in seen(app, "#hint")
        await press(app, pilot, "1", "enter")
        assert "2 of 5" in seen(app, "#who")
    assert [view.state for view in views_on_disk(project, *project.answers[:2])] == [
        CodedState.DONE,
        CodedState.UNTOUCHED,
    ]


@contextmanager
def no_writing(engine: Engine) -> Iterator[None]:
    """Let the project's file be read only for a while."""

    def close(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    def open_(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA query_only = OFF")

    event.listen(engine, "checkout", close)
    yield
    event.remove(engine, "checkout", close)
    event.listen(engine, "checkout", open_)


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """Let the project's file not grow for a while."""

    def limit(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    def lift(connection: Any, *_rest: object) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    event.listen(engine, "checkout", limit)
    yield
    event.remove(engine, "checkout", limit)
    event.listen(engine, "checkout", lift)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written", "shown"), [("4", "praksisplasser"), ("r5", "Meir pengar"), ("r77", "Bedre samarbeid")]
)
async def test_going_to_an_answer(project: SmallProject, file: Path, written: str, shown: str) -> None:
    async with workbench(file) as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.press(*written, "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and shown in seen(app, "#text"))
        if written == "r77":
            await until(pilot, lambda: any("r77" in str(each.message) for each in app._notifications))


@pytest.mark.slow
async def test_a_note_waits_for_somebody_who_answers_it_and_deals_with_it(
    project: SmallProject, file: Path
) -> None:
    def notes() -> list[tuple[str, str, bool]]:
        found = ask(project.engine, lambda work: notes_on(work, NotedOn.ANSWER, project.answers[:1]))
        return [(note.coder_name, note.text, note.waits) for note in found.get(project.answers[0], [])]

    async with workbench(file, coder="ola") as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AnswerNoteDialog))
        assert "dealt with" not in seen(app, "#keys")
        await pilot.press(*"Tid?", "f2")
        assert "Your note waits until it is dealt with." in seen(app, "#waits")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "? ola: Tid?" in seen(app, "#more"))
    assert notes() == [("ola", "Tid?", True)]
    async with workbench(file) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AnswerNoteDialog))
        assert "? ola: Tid?" in seen(app, "#asked")
        assert "dealt with" in seen(app, "#keys")
        await pilot.press(*"Nei", "f9")
        await until(pilot, lambda: "✎ ola: Tid?  ✎ kari: Nei" in seen(app, "#more"))
        assert notes() == [("ola", "Tid?", False), ("kari", "Nei", False)]
        await press(app, pilot, "ctrl+z")
        assert notes() == [("ola", "Tid?", True)]


@pytest.mark.slow
async def test_a_note_of_another_on_ones_answer_is_shown_and_told_while_one_codes(
    project: SmallProject, file: Path
) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    on = NotedOn.ANSWER, project.answers[0], project.ola
    async with workbench(file) as (app, pilot):
        await until(pilot, lambda: "r1" in seen(app, "#who"))
        act(project.engine, project.ola, "write_note", lambda work: write_note(work, *on, "Sikker?"))
        await until(pilot, lambda: "✎ ola: Sikker?" in seen(app, "#more"))
        await until(pilot, lambda: "ola wrote a note on r1." in seen(app, "#hint"))
