"""Desks and workbenches for tests of the screens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from coder.config import Config
from coder.store.coders import present_coder
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.state import CodingState
from coder.tui.home.screen import HomeScreen
from coder.tui.pieces.lines import Line, fitted
from coder.tui.pieces.lines_view import LinesView
from coder.usecases.coding.desk import Desk, opened_desk, views_of
from coder.usecases.coding.reading import AnswerView
from coder.usecases.session import Session
from tests.builders import SmallProject, ask

QUESTION = "hva_skal_til"


def desk_of(project: SmallProject, coder: str = "kari") -> Desk:
    """Read a desk."""
    person = present_coder(project.engine, coder)
    return ask(project.engine, lambda work: opened_desk(work, QUESTION, person))


def state_of(project: SmallProject) -> CodingState:
    """Read a desk and all it wants."""
    state = CodingState(desk_of(project))
    read_wanted(project, state)
    return state


def read_wanted(project: SmallProject, state: CodingState) -> list[int]:
    """Read what a state wants; return what must be read again."""
    turns = dict(state.wanted())
    views, last_entry = ask(project.engine, lambda work: views_of(work, list(turns), project.kari))
    return state.arrived([(view, turns[view.answer.id]) for view in views], last_entry)


def views_on_disk(project: SmallProject, *answer_ids: int) -> list[AnswerView]:
    """Read answers as kari sees them."""
    return ask(project.engine, lambda work: views_of(work, answer_ids, project.kari))[0]


def shown(lines: list[Line] | Line, width: int = 80) -> list[str]:
    """Return lines as a screen shows them."""
    each = [lines] if isinstance(lines, Line) else lines
    return ["".join(piece.text for piece in fitted(one, width)).rstrip() for one in each]


def seen(app: WorkbenchApp, selector: str) -> str:
    """Return what a widget shows."""
    view = app.screen.query_one(selector, LinesView)
    return "\n".join(shown(list(view.lines), max(view.size.width, 20)))


@asynccontextmanager
async def workbench(
    target: Path | str,
    question: str | None = QUESTION,
    size: tuple[int, int] = (100, 30),
    config: Config | None = None,
    *,
    suggests: bool = False,
    coder: str = "kari",
) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    """Run the workbench without a terminal, until it has read what it shows."""
    session = Session(str(target), coder)
    app = WorkbenchApp(session, question, config=config, suggests=suggests)
    try:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: _has_read(app))
            yield app, pilot
    finally:
        session.close()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for something that comes from another thread."""
    for _try in range(400):
        await pilot.pause()
        if holds():
            await pilot.pause()
            return
        await asyncio.sleep(0.02)
    raise AssertionError("It never came to hold.")


async def press(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait until all of it is on disk and read again."""
    await pilot.press(*keys)
    await until(pilot, lambda: _is_quiet(app))


def _has_read(app: WorkbenchApp) -> bool:
    screen = app.screen
    if isinstance(screen, CodingScreen):
        return screen.is_ready and screen.desk_state.answer is not None
    return isinstance(screen, HomeScreen) and screen.home is not None


def _is_quiet(app: WorkbenchApp) -> bool:
    screen = app.screen
    if not isinstance(screen, CodingScreen):
        return True
    return (
        not screen.writes.is_waiting
        and all(worker.is_finished for worker in app.workers)
        and screen.desk_state.answer is not None
    )
