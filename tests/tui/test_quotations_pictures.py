"""How the Quotations screen looks; look at a changed picture before accepting it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coder.config import Config
from coder.tui.app import WorkbenchApp
from coder.tui.quotations.screen import QuotationsScreen
from coder.usecases.session import Session
from tests.made_once import made_once
from tests.tui.desks import until
from tests.tui.test_snapshots import quiet
from tests.usecases.quoted_project import quoted_project, star_words

pytestmark = pytest.mark.slow


@pytest.fixture
@made_once
def project(tmp_path: Path) -> Path:
    p = quoted_project(tmp_path)
    for code, words in (
        (0, "Bedre møter med fastlegen."),
        (0, "Tettere samarbeid med legene i Lillevik."),
        (1, "Vi treng fleire folk."),
    ):
        star_words(p, p.codes[code], words)
    p.engine.dispose()
    return tmp_path / "p.sqlite"


def _decided(*keys: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await quiet(pilot)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotationsScreen))
        screen = pilot.app.screen
        assert isinstance(screen, QuotationsScreen)
        await until(pilot, lambda: screen.state is not None and screen.state.is_checked)
        for key in keys:
            await pilot.press(key)
            await quiet(pilot)

    return run


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
def test_what_nobody_decided_on(project: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    app = WorkbenchApp(Session(str(project), "kari"))
    assert snap_compare(app, terminal_size=size, run_before=_decided("n"))


@pytest.mark.slow
def test_without_colours(project: Path, snap_compare: Any) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), config=Config(theme="monochrome"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_decided("n"))


@pytest.mark.slow
def test_masked(project: Path, snap_compare: Any) -> None:
    app = WorkbenchApp(Session(str(project), "kari"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_decided("n", "m", "enter"))
