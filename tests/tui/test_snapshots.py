"""How the screens look; look at a changed picture before accepting it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coder.store.unit_of_work import Writing
from coder.tui.app import WorkbenchApp
from coder.tui.coding_screen import CodingScreen
from coder.usecases.codebook_growth import add_code
from coder.usecases.coding import mark_done, set_code
from coder.usecases.session import Session
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


def _keys(*keys: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, WorkbenchApp)
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await press(app, pilot, *keys)

    return run


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_an_answer_with_codes(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    assert snap_compare(app, terminal_size=size, run_before=_keys(*"faste", "enter", "1"))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_typing(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    assert snap_compare(app, terminal_size=size, run_before=_keys(*"oppf"))


async def test_a_picture_of_the_screen_fetches_nothing_from_outside(project: Path) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), "hva_skal_til")
    async with app.run_test():
        picture = app.export_screenshot()
    assert "</svg>" in picture
    assert "@font-face" not in picture
    assert 'url("http' not in picture
