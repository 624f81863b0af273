"""Draw the screens for the documentation: python .ci/draw_screens.py [FOLDER [NAME ...]].

They are the real program on the demo survey.

With a folder, every screen is drawn there in every theme and at both sizes, to be looked at; without one,
the pictures in docs/pictures are drawn anew.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from coder.messages import set_language

DOCS = Path(__file__).parents[1] / "docs" / "pictures"
QUESTION = "hva_skal_til"
PLACED = "forventninger"
SMALL, WIDE = (80, 24), (140, 40)
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


SHOTS = (
    Shot("home", None),
    Shot("coding", keys=(*"oppf",)),
    Shot("coding_answer", keys=("1",)),
    Shot("coding_suggestions", suggests=True),
    Shot("coding_sentences", PLACED, ("down", *"res")),
    Shot("respondent", keys=("f9",)),
    Shot("answers", keys=("f6",)),
    Shot("find", keys=("ctrl+f", *"oppfølging")),
    Shot("revisit", keys=(*"Reisevei", "ctrl+n", "f5", "1")),
    Shot("code_list", keys=("f4",)),
    Shot("history", keys=("ctrl+l",)),
    Shot("palette", keys=("ctrl+p",)),
    Shot("help", keys=("f1",)),
    Shot("first_run", None, first_run=True),
    Shot("preview", None, ("enter",), first_run=True),
)


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read or written any more."""
    for _try in range(3):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
    await pilot.pause()


async def drawn(shot: Shot, project: Path, size: tuple[int, int], theme: str) -> str:
    """Return the picture as SVG."""
    from coder.tui.app import WorkbenchApp
    from coder.tui.coding_screen import CodingScreen
    from coder.usecases.demo import CODER
    from coder.usecases.session import Session

    own = project.with_name("arbeid.sqlite")
    own.unlink(missing_ok=True)
    if not shot.first_run:
        shutil.copyfile(project, own)
    session = Session(str(own), CODER)
    app = WorkbenchApp(session, shot.question, is_first_run=shot.first_run, suggests=shot.suggests)
    try:
        async with app.run_test(size=size) as pilot:
            app.theme = f"coder-{theme}"
            await quiet(pilot)
            async with asyncio.timeout(LONGEST_WAIT):
                while isinstance(app.screen, CodingScreen) and not app.screen.suggestions_are_fresh:
                    await asyncio.sleep(0.05)
            for key in shot.keys:
                await pilot.press(key)
                if len(key) > 1:
                    await quiet(pilot)
            await quiet(pilot)
            return app.export_screenshot(title="coder")
    finally:
        session.close()


def demo(folder: Path) -> Path:
    """Make the demo project; its second question is coded sentence by sentence, both in the file's order."""
    from coder.resources import demo_survey_folder
    from coder.store.project import create_project, open_project
    from coder.store.unit_of_work import writing
    from coder.usecases.demo import fill
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


def main(arguments: list[str]) -> None:
    """Draw them."""
    set_language("nb")
    wanted = {shot.name: shot for shot in SHOTS}
    folder = Path(arguments[0]).resolve() if arguments else DOCS
    only = arguments[1:] or list(wanted)
    folder.mkdir(parents=True, exist_ok=True)
    themes = THEMES if arguments else THEMES[:1]
    # A plain name: first run shows where it looks.
    scratch = Path(tempfile.gettempdir(), "arbeid")
    scratch.mkdir()
    try:
        project = demo(scratch)
        for name in only:
            for theme in themes if name != "coding" or arguments else THEMES:
                for size in (SMALL, WIDE):
                    picture = asyncio.run(drawn(wanted[name], project, size, theme))
                    shown = name if theme == "dark" else f"{name}_{theme}"
                    (folder / f"{shown}_{size[0]}x{size[1]}.svg").write_text(picture, encoding="utf-8")
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main(sys.argv[1:])
