"""What is typed on a screen before it has read anything is not lost: slow machines are not waited for."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from coder.tui.app import WorkbenchApp
from coder.usecases.session import Session
from tests.builders import code_answer, small_project
from tests.tui.desks import seen, until, workbench


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be read sooner than keys are pressed."""
    at_once = Session.read

    def read(*asked: object) -> object:
        time.sleep(0.3)
        return at_once(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "read", read)


@pytest.mark.slow
@pytest.mark.usefixtures("slow_disk")
@pytest.mark.parametrize(
    "key, typed, rows, found, left_out",
    [
        ("ctrl+l", "set", "#acts", "set a code", "imported"),
        ("f6", "lokalt", "#answers", "r1", "r2"),
        ("f4", "ress", "#list", "Ressurser", "Samarbeid"),
        ("enter", "ress", "#list", "Ressurser", "Samarbeid"),
    ],
)
async def test_what_is_typed_before_anything_is_read_is_looked_for(
    tmp_path: Path, key: str, typed: str, rows: str, found: str, left_out: str
) -> None:
    project = small_project(tmp_path / "a.sqlite")
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await until(pilot, lambda: "1 of 5 answers have codes" in seen(app, "#detail"))
        await pilot.press(key, *typed)
        await until(pilot, lambda: found in _listed(app, rows) and left_out not in _listed(app, rows))


def _listed(app: WorkbenchApp, rows: str) -> str:
    return seen(app, rows) if app.screen.query(rows) else ""
