"""Draw the screens for the documentation: python .ci/draw_screens.py [LANGUAGE [NAME ...]].

They are the real program on the demo survey: docs/pictures/NAME.svg in English, NAME.nb.svg in bokmål;
the site shows each page the pictures of its language.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from coder.messages import set_language

DOCS = Path(__file__).parents[1] / "docs" / "pictures"
SUFFIXES = {"en": "", "nb": ".nb"}
QUESTION = "hva_skal_til"
PLACED = "forventninger"
SIZE = (100, 30)
"""Wide enough for what stands beside the answer, and still to be read on a page."""
LONGEST_WAIT = 120.0
"""Seconds until the model must have spoken; TimeoutError if it has not."""
THEMES = ("dark", "light", "high-contrast", "monochrome")


@dataclass(frozen=True)
class Shot:
    """One picture: where the program is opened, and what is typed there."""

    name: str
    question: str | None = QUESTION
    keys: tuple[str, ...] = ()
    first_run: bool = False
    suggests: bool = False
    """Whether the model ranks the codes under the digits; it is waited for."""
    theme: str = "dark"


SHOTS = (
    Shot("home", None),
    Shot("first_run", None, first_run=True),
    Shot("preview", None, ("enter",), first_run=True),
    Shot("coding", keys=(*"oppf",)),
    Shot("coding_suggestions", suggests=True),
    Shot("coding_sentences", PLACED, ("down", *"res")),
    Shot("coding_light", keys=(*"oppf",), theme="light"),
    Shot("respondent", keys=("f9",)),
    Shot("find", keys=("ctrl+f", *"oppfølging")),
    Shot("revisit", keys=(*"Reisevei", "ctrl+n", "f5", "1")),
    Shot("code_list", keys=("f4",)),
    Shot("clean_up", keys=(*"Tettare samarbeid med NAV", "ctrl+n", "f4", "shift+f5")),
    Shot("other", PLACED, ("f4", *"Annet", "ctrl+e"), suggests=True),
    Shot("history", keys=("ctrl+l",)),
    Shot("tables", keys=("f8",)),
    Shot("themes", None, ("t", "right", "down", "s", "down", "s")),
    Shot("quotations", None, ("t", "right", "down", "s", "down", "s", "q")),
    Shot("agreement", keys=("f7",)),
)


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read or written any more."""
    for _try in range(3):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
    await pilot.pause()


async def suggested(pilot: Pilot[None]) -> None:
    """Wait until the model has spoken for the answer on the screen, or has put answers in groups."""
    from coder.tui.alike.groups_screen import GroupsScreen
    from coder.tui.coding.screen import CodingScreen

    def waits() -> bool:
        screen = pilot.app.screen
        if isinstance(screen, GroupsScreen):
            return screen.state is None
        return isinstance(screen, CodingScreen) and not screen.suggestions_are_fresh

    async with asyncio.timeout(LONGEST_WAIT):
        while waits():
            await asyncio.sleep(0.05)
    await quiet(pilot)


@asynccontextmanager
async def opened(shot: Shot, project: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """Open the program on a copy of the project, as the shot wants it."""
    from coder.tui.app import WorkbenchApp
    from coder.usecases.project.demo import CODER
    from coder.usecases.session import Session

    own = project.with_name("arbeid.sqlite")
    own.unlink(missing_ok=True)
    if not shot.first_run:
        shutil.copyfile(project, own)
    session = Session(str(own), CODER)
    app = WorkbenchApp(session, shot.question, is_first_run=shot.first_run, suggests=shot.suggests)
    try:
        async with app.run_test(size=size) as pilot:
            app.theme = f"coder-{shot.theme}"
            await quiet(pilot)
            await suggested(pilot)
            yield pilot
    finally:
        session.close()


async def drawn(shot: Shot, project: Path) -> str:
    """Return the picture as SVG."""
    async with opened(shot, project, SIZE) as pilot:
        for key in shot.keys:
            await pilot.press({" ": "space"}.get(key, key))
            if len(key) > 1:
                await quiet(pilot)
        await suggested(pilot)
        return pilot.app.export_screenshot(title="coder")


def demo(folder: Path) -> Path:
    """Make the demo project; its second question is coded sentence by sentence, both in the file's order."""
    from coder.resources import demo_survey_folder
    from coder.store.project import create_project, open_project
    from coder.store.unit_of_work import writing
    from coder.usecases.project.demo import fill
    from coder.usecases.questions import change_question

    path = folder / "demo.sqlite"
    fill(create_project(str(path), "Arbeid og helse"))
    engine = open_project(str(path))
    with writing(engine, coder_id=None, operation="set_question") as work:
        change_question(work, QUESTION, reading_order="file")
        change_question(work, PLACED, reading_order="file", unit="sentence")
    engine.dispose()
    # What first run finds in the folder it is called in.
    where = folder / "undersøkelser"
    (where / "2024").mkdir(parents=True)
    shutil.copyfile(demo_survey_folder() / "survey.csv", where / "arbeid_2026.csv")
    shutil.copyfile(demo_survey_folder() / "frame.csv", where / "bruttoutvalg.csv")
    os.chdir(where)
    return path


def draw(language: str, names: list[str]) -> None:
    """Draw these, or all, in one language."""
    set_language(language)
    # A plain name: first run shows where it looks.
    scratch = Path(tempfile.gettempdir(), "arbeid")
    scratch.mkdir()
    try:
        project = demo(scratch)
        for shot in SHOTS:
            if not names or shot.name in names:
                picture = asyncio.run(drawn(shot, project))
                (DOCS / f"{shot.name}{SUFFIXES[language]}.svg").write_text(picture, encoding="utf-8")
    finally:
        shutil.rmtree(scratch)


def main(arguments: list[str]) -> None:
    """Draw one language here; without one, each in a process of its own, as keys are named when they load."""
    if arguments:
        draw(arguments[0], arguments[1:])
        return
    for language in SUFFIXES:
        subprocess.run([sys.executable, __file__, language], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
