"""What is refused because of what others did meanwhile: told, and then no longer offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.usecases.codebook.settings import retire_code
from tests.builders import act, add_coder, add_codes, small_project, undo
from tests.tui.desks import seen, until, views_on_disk, workbench

pytestmark = pytest.mark.slow


@pytest.mark.slow
async def test_a_code_retired_by_another_coder_is_no_longer_under_a_digit(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    ola = add_coder(project.engine, "ola")
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        assert "Samarbeid" in seen(app, "#digits")
        act(project.engine, ola, "retire_code", lambda work: retire_code(work, project.codes[0]))
        await pilot.press("1")
        await until(pilot, lambda: "Samarbeid" not in seen(app, "#digits"))
        assert "Samarbeid" not in seen(app, "#codes")
        [view] = views_on_disk(project, project.answers[0])
        assert view.codings == ()


@pytest.mark.slow
async def test_a_code_that_another_coder_took_back_stops_no_other_digit(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    ola = add_coder(project.engine, "ola")
    add_codes(project.engine, project.question_id, "Sykkel", coder_id=ola)
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        assert "Sykkel" in seen(app, "#digits")
        undo(project.engine, ola)
        add_codes(project.engine, project.question_id, "Buss", coder_id=ola)
        sykkel = next(number for number in range(1, 10) if _under(app, number) == "Sykkel")
        await pilot.press("1")
        await until(pilot, lambda: "● Samarbeid" in seen(app, "#codes"))
        if _under(app, sykkel) == "Sykkel":
            await pilot.press(str(sykkel))
        await until(pilot, lambda: "Sykkel" not in seen(app, "#digits"))
        shown = [project.answers[0]]
        [view] = views_on_disk(project, *shown)
        assert [coding.code_id for coding in view.codings] == [project.codes[0]]


def _under(app: object, digit: int) -> str:
    screen = app.screen  # type: ignore[attr-defined]
    code_id = screen.code_of(digit)
    shelf = screen.desk_state.shelf
    return shelf.code(code_id).name if code_id is not None and shelf.has(code_id) else ""
