"""How the Agreement screen looks; look at a changed picture before accepting it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from textual.pilot import Pilot

from coder.config import Config
from coder.store.engine import transaction
from coder.tui.agreement.screen import AgreementScreen
from coder.tui.app import WorkbenchApp
from coder.usecases.session import Session
from tests.made_once import made_once
from tests.tui.desks import until
from tests.tui.test_snapshots import quiet
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import double_coded

pytestmark = pytest.mark.slow

SIZES = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
CODES = (
    "Oppfølging > Individuelt tilpasset opplegg",
    "Oppfølging > Tett individuell oppfølging",
    "Nav > Ressurser, stillinger og kapasitet i tjenestene",
    "Nav > Aktivitetsplikt og større krav",
    "IPS/SE og jobbspesialister",
)
FIRST = ["l", "u", "s", "us", "a", "", "lu", "l", "ls", "k", "u", "us"] * 6
SECOND = ["l", "u", "s", "us", "a", "", "u", "l", "s", "", "u", "usk"] * 6


@pytest.fixture
@made_once
def project(tmp_path: Path) -> Path:
    """Kari codes all 72 answers; Ola codes 60 of them blind, is done, and the round is closed."""
    p = double_coded(tmp_path / "p.sqlite", {"kari": FIRST, "ola": [None] * len(FIRST)}, codes=CODES)
    draw(p, "ola", size=60)
    from coder.store.samples import sample_answers
    from tests.builders import ask

    drawn = [row.answer_id for row in ask(p.engine, lambda work: sample_answers(work, 1))]
    code_blind(p, p.people["ola"], {p.place(each): SECOND[p.place(each)] for each in drawn})
    close(p, 1)
    with transaction(p.engine, writing=True) as connection:
        connection.execute(text("UPDATE entry SET at = '2026-03-01T09:00:00.000000Z'"))
    p.engine.dispose()
    return tmp_path / "p.sqlite"


@pytest.fixture
def at_a_fixed_hour(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _at_agreement(*keys: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await quiet(pilot)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, AgreementScreen))
        screen = pilot.app.screen
        assert isinstance(screen, AgreementScreen)
        await until(pilot, lambda: _is_final(screen))
        for key in keys:
            await pilot.press(key)
            await quiet(pilot)
        pilot.app.clear_notifications()
        await quiet(pilot)

    return run


def _is_final(screen: AgreementScreen) -> bool:
    state = screen.state
    return state is not None and state.shown is not None and state.shown.is_final and bool(state.texts)


@pytest.mark.slow
@SIZES
@pytest.mark.parametrize(
    "keys",
    [(), ("tab", "1"), ("g", "down"), ("r",), ("b", "f")],
    ids=["codes", "difference", "groups", "rounds", "after"],
)
def test_each_part(
    project: Path, at_a_fixed_hour: None, snap_compare: Any, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = WorkbenchApp(Session(str(project), "kari"))
    assert snap_compare(app, terminal_size=size, run_before=_at_agreement(*keys))


@pytest.mark.slow
def test_without_colours(project: Path, snap_compare: Any) -> None:
    app = WorkbenchApp(Session(str(project), "kari"), config=Config(theme="monochrome"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=_at_agreement("n"))
