"""The project cannot be reached while somebody codes: told, kept hollow, saved by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store import schema
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.company.trouble import TroubleBanner
from coder.tui.company.unkept import LeaveUnsentDialog
from tests.builders import count, small_project
from tests.reliability.server_away import server_away
from tests.tui.desks import seen, until, workbench

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def banner(app: WorkbenchApp) -> str:
    """Return what the banner says; nothing where there is none."""
    return seen(app, "TroubleBanner") if app.screen.query(TroubleBanner) else ""


async def test_an_act_stays_hollow_until_the_server_is_back(new_postgres_url: str) -> None:
    project = small_project(new_postgres_url)
    async with workbench(new_postgres_url) as (app, pilot):
        with server_away(new_postgres_url):
            await pilot.press("s", "a", "m", "enter")
            await until(pilot, lambda: "1 act waits" in banner(app))
            screen = app.screen
            assert isinstance(screen, CodingScreen)
            assert screen.writes.is_waiting
            await pilot.press("ctrl+q")
            await until(pilot, lambda: isinstance(app.screen, LeaveUnsentDialog))
            await pilot.press("escape")
        await until(pilot, lambda: not screen.writes.is_waiting)
        await until(pilot, lambda: banner(app) == "")
    assert count(project.engine, schema.coding) == 1
    project.engine.dispose()


async def test_who_leaves_all_the_same_is_not_kept(new_postgres_url: str) -> None:
    project = small_project(new_postgres_url)
    async with workbench(new_postgres_url) as (app, pilot):
        with server_away(new_postgres_url):
            await pilot.press("s", "a", "m", "enter")
            await until(pilot, lambda: app.session.unsent == 1 and app.session.trouble is not None)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: isinstance(app.screen, LeaveUnsentDialog))
            await pilot.press("enter")
            assert app.session.close() == 1
    assert count(project.engine, schema.coding) == 0
    project.engine.dispose()


async def test_nothing_is_told_where_all_is_well(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite")
    async with workbench(tmp_path / "p.sqlite") as (app, _pilot):
        assert banner(app) == ""
