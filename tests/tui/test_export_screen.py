"""Exporting to another program from the screens: what is asked, what is written, what is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.domain.exchange_formats import EXCHANGE_FORMATS, PROFILES
from coder.tui.app import WorkbenchApp
from coder.tui.export.screen import ExportScreen
from coder.tui.export.state import DESTINATIONS, ExportState, Part
from coder.tui.files.ask_file import WriteOverDialog
from coder.tui.home.screen import HomeScreen
from tests.builders import add_answers, add_coder, add_codes, add_question, code_answer, finish, new_project
from tests.made_once import made_once
from tests.tui.desks import seen, until, workbench
from tests.usecases.drawn_samples import coded_by_kari

TEXTS = {"Åse Holm": "Ring meg på 915 12 345, hilsen Åse.", "kommune-2": "Bedre samarbeid."}
QUESTION = "hva_skal_til"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    engine = new_project(tmp_path / "p.sqlite", "Prøve")
    question = add_question(engine, QUESTION)
    answers = add_answers(engine, question, TEXTS)
    codes = add_codes(engine, question, "Samarbeid", "Ressurser")
    kari = add_coder(engine, "kari")
    code_answer(engine, answers[1], codes[0], kari)
    finish(engine, answers[1], kari)
    add_question(engine, "uten_koder")
    engine.dispose()
    return tmp_path / "p.sqlite"


def state(*keys: str) -> ExportState:
    return ExportState("Mitt prosjekt", keys or ("a/b", "c"), keys[0] if keys else "a/b")


async def at_export(app: WorkbenchApp, pilot: Pilot[None]) -> ExportScreen:
    await pilot.press("e")
    await until(pilot, lambda: isinstance(app.screen, ExportScreen) and "File" in seen(app, "#parts"))
    assert isinstance(app.screen, ExportScreen)
    return app.screen


async def write(app: WorkbenchApp, pilot: Pilot[None], screen: ExportScreen) -> str:
    await pilot.press("w")
    await until(pilot, lambda: app.screen is screen and not screen.is_writing and bool(seen(app, "#told")))
    return " ".join(seen(app, "#told").split())


def test_every_format_and_program_the_command_knows_can_be_chosen() -> None:
    assert {each.format for each in DESTINATIONS} == set(EXCHANGE_FORMATS)
    assert {each.profile for each in DESTINATIONS} == set(PROFILES)


def test_a_file_is_called_after_its_question_or_the_project_until_it_is_named() -> None:
    chosen = state()
    assert chosen.file == "Mitt_prosjekt.qdpx"
    chosen.take(("a/b",))
    assert chosen.file == "a_b.qdpx"
    chosen.call("~/ut/svar.qdpx")
    chosen.go_to(next(each for each in DESTINATIONS if each.format == "sav"))
    assert (chosen.file, chosen.path) == ("~/ut/svar.sav", Path.home() / "ut/svar.sav")


def test_a_code_list_is_that_of_one_question_and_names_nobody() -> None:
    chosen = state()
    chosen.pseudonymous = True
    chosen.go_to(next(each for each in DESTINATIONS if each.format == "qdc"))
    assert Part.PEOPLE not in chosen.parts
    asked = chosen.asked()
    assert (asked.questions, asked.pseudonymous) == (("a/b",), False)


@pytest.mark.slow
async def test_a_pseudonymous_file_is_written_and_what_needs_care_is_told(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(target.parent)
    async with workbench(target, None) as (app, pilot):
        screen = await at_export(app, pilot)
        assert "all 2 questions" in seen(app, "#parts")
        await pilot.press("down", "down", "enter")
        assert "pseudonymised" in seen(app, "#parts")
        told = await write(app, pilot, screen)
        file = target.parent / "Prøve.qdpx"
        assert f"2 answers, 1 coding written to {file}.".replace(" ", "") in told.replace(" ", "")
        assert "nobody has decided on" in told
        assert "marked IKKE KONTROLLERT" in told
        # A long path is broken over lines.
        assert f"The key is in {file}.key.csv.".replace(" ", "") in told.replace(" ", "")
        assert "What could not go along as it is" in told
        with zipfile.ZipFile(file) as archive:
            written = b"".join(archive.read(name) for name in archive.namelist())
        assert b"kommune-2" not in written

        # What is there already is not written over by a key pressed once too often.
        before = file.read_bytes()
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, WriteOverDialog))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert file.read_bytes() == before
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.slow
async def test_a_file_that_cannot_be_made_is_told_in_place(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(target.parent)
    async with workbench(target, None) as (app, pilot):
        await until(pilot, lambda: "uten_koder" in seen(app, "#questions"))
        await pilot.press("down")
        screen = await at_export(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("ChoiceDialog LineList")))
        await pilot.press("down", "down", "down", "down", "enter")
        await until(pilot, lambda: "uten_koder.qdc" in seen(app, "#parts"))
        told = await write(app, pilot, screen)
        assert told == "The codebook has no codes yet, and a QDC file cannot be without. Nothing was written."
        assert not (target.parent / "uten_koder.qdc").exists()


@pytest.mark.slow
async def test_who_codes_a_sample_blind_exports_nothing_of_others(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    project = coded_by_kari(path)
    project.draw(project.ola)
    async with workbench(path, None, coder="ola") as (app, pilot):
        await pilot.press("e")
        said = "You are coding «hva_skal_til» blind: 5 answers are left."
        await until(pilot, lambda: any(said in each.message for each in app._notifications))
        assert isinstance(app.screen, HomeScreen)
