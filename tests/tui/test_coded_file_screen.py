"""Files that were coded elsewhere, chosen on the screens: looked at first, then imported."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.project import open_project
from coder.tui.app import WorkbenchApp
from coder.tui.coded_file.screen import CodedFileScreen
from coder.tui.coding.screen import CodingScreen
from coder.tui.first_run.preview import PreviewScreen
from coder.tui.first_run.screen import FirstRunScreen
from coder.tui.home.screen import HomeScreen
from coder.usecases.exchange.sending_out import Asked, export_project
from coder.usecases.session import Session
from tests.builders import add_answers, add_codes, add_question, new_project
from tests.tui.desks import seen, until, workbench
from tests.usecases.coded_sheets import LIST, PEOPLE, made
from tests.usecases.workbooks_of_method import (
    CODES,
    QUESTION,
    TEXTS,
    CodedProject,
    Hand,
    coded_project,
    edited,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CodedProject:
    """Give a coded project, in a folder of its own; the screens look for files beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "annet").mkdir()
    return coded_project(tmp_path / "annet" / "p.sqlite")


@asynccontextmanager
async def first_run(target: Path) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    session = Session(str(target), "Kari")
    app = WorkbenchApp(session, is_first_run=True)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            yield app, pilot
    finally:
        session.close()


async def looked_into(app: WorkbenchApp, pilot: Pilot[None], name: str) -> CodedFileScreen:
    await pilot.press(*name, "enter")
    await until(pilot, lambda: isinstance(app.screen, CodedFileScreen) and app.screen.taken is not None)
    assert isinstance(app.screen, CodedFileScreen)
    return app.screen


def found(app: WorkbenchApp) -> str:
    return " ".join(seen(app, "#found").split())


@pytest.mark.slow
async def test_a_qdpx_file_becomes_a_project_once_it_is_seen(elsewhere: CodedProject, tmp_path: Path) -> None:
    export_project(elsewhere.engine, elsewhere.kari, Asked("qdpx"), tmp_path / "ut.qdpx")
    target = tmp_path / "ny.sqlite"
    async with first_run(target) as (app, pilot):
        await looked_into(app, pilot, "ut.q")
        assert "6 new answers, 0 already here. 5 new codings, 1 new excerpt" in found(app)
        assert not target.exists()
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query("#asked")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
    engine = open_project(str(target))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from coding").scalar() == 5
    engine.dispose()


@pytest.mark.slow
async def test_what_stands_in_the_way_is_listed_and_missing_codes_can_be_made(
    elsewhere: CodedProject, tmp_path: Path
) -> None:
    export_project(elsewhere.engine, elsewhere.kari, Asked("qdpx"), tmp_path / "ut.qdpx")
    engine = new_project(tmp_path / "p.sqlite")
    question = add_question(engine, QUESTION)
    add_answers(engine, question, {"r1": TEXTS[0]}, wave="2016")
    add_codes(engine, question, *CODES[:4])
    engine.dispose()
    async with workbench(tmp_path / "p.sqlite", None, coder="Kari") as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        screen = await looked_into(app, pilot, "ut.q")
        assert "No code named «Vet ikke»" in found(app)
        assert f"import-coded {tmp_path / 'ut.qdpx'}" in found(app)
        await pilot.press("enter")
        assert app.screen is screen
        await pilot.press("c")
        await until(pilot, lambda: "New codes: «Vet ikke»." in found(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: " 6 " in seen(app, "#questions"))


@pytest.mark.slow
async def test_a_workbook_that_was_coded_in_excel_comes_back(elsewhere: CodedProject, tmp_path: Path) -> None:
    file = tmp_path / "k.xlsx"
    export_project(elsewhere.engine, elsewhere.kari, Asked("xlsx"), file)

    def code(hand: Hand) -> None:
        hand.page = hand.book[hand.book.sheetnames[0]]
        top = 2 if hand.page["A2"].value == "resp_id" else 1
        places = {cell.value: cell.column for cell in hand.page[top]}
        hand.page.cell(top + 4, places["code_1"]).value = CODES[2]

    edited(file, code)
    async with workbench(tmp_path / "annet" / "p.sqlite", None, coder="Kari") as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FirstRunScreen))
        await looked_into(app, pilot, "k.x")
        assert "1 new coding, 0 codings removed" in found(app)
        assert len(elsewhere.coded()) == 3
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert elsewhere.coded()[3] == [CODES[2]]


@pytest.mark.slow
async def test_a_workbook_somebody_coded_in_their_own_way_is_told_with_the_command(
    elsewhere: CodedProject, tmp_path: Path
) -> None:
    rows = [["id", "svar", "Kode 1"], ["r1", "Vi må samarbeide med Nav.", "Nav"], ["r2", PEOPLE, "Folk"]]
    file = made(tmp_path, {"Koding": rows, "Kodeliste": LIST}, "halvt kodet.xlsx")
    async with first_run(tmp_path / "ny.sqlite") as (app, pilot):
        await pilot.press(*"halv", "enter")
        await until(pilot, lambda: bool(app.screen.query("#asked")))
        asked = " ".join(seen(app, "#asked").split())
        assert f"import-coded '{file}'".replace(" ", "") in asked.replace(" ", "")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
