"""How the screens look; look at a changed picture before accepting it."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from textual.pilot import Pilot

from coder.config import Config
from coder.store.engine import transaction
from coder.store.project import open_project
from coder.store.unit_of_work import Writing
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.session import Session
from coder.usecases.suggesting.suggestions import Suggested, Suggestion
from tests.builders import act, add_answers, add_coder, add_question, new_project
from tests.tui.desks import press, until

TEXTS = (
    "Flere tilpassa arbeidsplasser i nærmiljøet.",
    "Vi treng ein fast kontaktperson hos Nav som kjenner brukarane. Det må finnast arbeidsplassar her i "
    "bygda der folk kan prøve seg nokre timar i veka utan at ytinga blir borte. Og nokon må følgje opp.",
    "Vet ikke",
)
CODES = (
    "Oppfølging > Tett individuell oppfølging",
    "Oppfølging > Tverrfaglig koordinering",
    "Nav > Faste kontaktpersoner",
    "Nav > Regler og ytelser",
    "Arbeidsliv > Arbeidsgivere og arbeidsplasser",
    "Arbeidsliv > Lokale tilbud nær bosted",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "a.sqlite"
    engine = new_project(file, "Arbeidstiltak")
    question = add_question(engine, "hva_skal_til")
    sizes = {"innbyggere": ["2000–5000", "5000–10 000", "<2000"], "samhandling": ["God", "God", "Middels"]}
    answers = add_answers(engine, question, TEXTS, wave="2016", background=sizes)
    kari = add_coder(engine, "kari")

    def begin(work: Writing) -> None:
        codes = [add_code(work, 1, path) for path in CODES]
        set_code(work, answers[0], codes[4], kari)
        mark_done(work, answers[0], kari)
        work.update("code", codes[0], definition="Hyppig, vedvarende oppfølging av den enkelte over tid.")

    act(engine, kari, "mark_done", begin)
    engine.dispose()
    return file


@pytest.fixture
def two_waves(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same a year on, at a time of day that does not change."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    engine = open_project(str(project))
    add_answers(engine, 1, {"r1": "Flere tilpassa arbeidsplasser og tid.", "r2": "Vet ikke!"}, wave="2017")
    act(engine, 1, "set_question", lambda work: work.update("question", 1, unit="sentence"))
    with transaction(engine, writing=True) as connection:
        connection.execute(text("UPDATE entry SET at = '2026-03-01T09:00:00.000000Z'"))
    engine.dispose()
    yield project
    monkeypatch.undo()
    time.tzset()


async def quiet(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read or written any more, and nothing waits to be."""
    for _try in range(5):
        await until(pilot, lambda: all(worker.is_finished for worker in pilot.app.workers))
        await asyncio.sleep(0.15)
    await pilot.pause()


def _steps(*keys: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await quiet(pilot)
        for key in keys:
            await pilot.press(key)
            if len(key) > 1:
                await quiet(pilot)
        await quiet(pilot)

    return run


def _keys(*keys: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, WorkbenchApp)
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await press(app, pilot, *keys)

    return run


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_an_answer_with_codes(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    assert snap_compare(app, terminal_size=size, run_before=_keys(*"faste", "enter", "1"))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_suggestions(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    async def suggest(pilot: Pilot[None]) -> None:
        await _keys(*"faste", "enter")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, CodingScreen)
        assert screen.desk_state.answer is not None
        answer = screen.desk_state.answer
        codes = screen.desk_state.shelf.choosable()
        words = [(match.start(), match.end()) for match in re.finditer(r"\w{6,}", answer.text)]
        ranked = [
            Suggestion(code.id, round(0.93 / (place + 1), 2), tuple(words[place * 2 : place * 2 + 2]))
            for place, code in enumerate(codes)
        ]
        said = Suggested(answer.id, None, tuple(ranked), screen.desk_state.known_entry, learned_from=41)
        screen.under_digits.live.take(said)
        screen.repaint()
        # That the list is new is told for a moment only.
        while screen.under_digits.source.is_new:
            await pilot.pause(0.1)
            screen.repaint()
        await pilot.pause()

    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    assert snap_compare(app, terminal_size=size, run_before=suggest)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_typing(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    assert snap_compare(app, terminal_size=size, run_before=_keys(*"oppf"))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (None, ()),
        (None, ("t", "right", "right", "down", "s", "home")),
        ("hva_skal_til", ("1", "shift+down")),
        ("hva_skal_til", ("f9",)),
        ("hva_skal_til", ("f6",)),
        ("hva_skal_til", ("ctrl+f", *"arbeidsplass")),
        ("hva_skal_til", (*"Bolig", "ctrl+n", "f5", "1")),
        ("hva_skal_til", ("f4",)),
        ("hva_skal_til", ("ctrl+l",)),
        ("hva_skal_til", ("f1",)),
        ("hva_skal_til", ("ctrl+p",)),
    ],
    ids=[
        "home",
        "themes",
        "sentences",
        "respondent",
        "answers",
        "found",
        "revisit",
        "code_list",
        "history",
        "help",
        "palette",
    ],
)
def test_each_screen(
    two_waves: Path, snap_compare: Any, question: str | None, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = WorkbenchApp(Session(str(two_waves), "kari"), question)
    assert snap_compare(app, terminal_size=size, run_before=_steps(*keys))


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "high-contrast", "monochrome"])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_each_theme(two_waves: Path, snap_compare: Any, theme: str, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(two_waves), "kari"), "hva_skal_til", config=Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=_steps("1", *"oppf"))


@pytest.mark.slow
@pytest.mark.xdist_group("pictures")  # the folder has one name, since the screen shows it
@pytest.mark.parametrize("keys", [(), ("enter",)], ids=["files", "columns"])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_first_run(
    snap_compare: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    keys: tuple[str, ...],
    size: tuple[int, int],
) -> None:
    folder = Path("/tmp") / "coder-pictures"
    folder.mkdir(exist_ok=True)
    try:
        survey = folder / "arbeid.csv"
        rows = [f"r{n},{level},{body}" for n, (level, body) in enumerate(zip("ABC", TEXTS, strict=True), 1)]
        survey.write_text("\n".join(["id,størrelse,hva_skal_til", *rows]), encoding="utf-8")
        os.utime(survey, (1_772_355_600, 1_772_355_600))
        monkeypatch.chdir(folder)
        app = WorkbenchApp(Session(str(tmp_path / "ny.sqlite"), "kari"), is_first_run=True)
        assert snap_compare(app, terminal_size=size, run_before=_steps(*keys))
    finally:
        shutil.rmtree(folder)


@pytest.mark.slow
async def test_a_picture_of_the_screen_fetches_nothing_from_outside(project: Path) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    async with app.run_test():
        picture = app.export_screenshot()
    assert "</svg>" in picture
    assert "@font-face" not in picture
    assert 'url("http' not in picture


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Ninety-six answers of municipalities of three sizes, coded by Kari."""
    file = tmp_path / "a.sqlite"
    engine = new_project(file, "Arbeidstiltak")
    question = add_question(engine, "hva_skal_til")
    sizes = {"innbyggere": [("<2000", "2000–5000", "≥5000")[number % 3] for number in range(96)]}
    answers = add_answers(engine, question, [TEXTS[number % 3] for number in range(96)], background=sizes)
    kari = add_coder(engine, "kari")

    def code(work: Writing) -> None:
        codes = [add_code(work, 1, path) for path in CODES]
        for number, answer in enumerate(answers[:90]):
            set_code(work, answer, codes[number * number % 5], kari)
            mark_done(work, answer, kari)

    act(engine, kari, "mark_done", code)
    engine.dispose()
    return file


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_a_table_by_a_background_variable(tables: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(tables), "kari"))
    keys = ("f8", "b", "enter", "down", "right", "right")
    assert snap_compare(app, terminal_size=size, run_before=_steps(*keys))


@pytest.mark.slow
def test_the_answers_behind_a_number(tables: Path, snap_compare: Any) -> None:
    app = WorkbenchApp(Session(str(tables), "kari"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_steps("f8", "down", "enter", "down"))
