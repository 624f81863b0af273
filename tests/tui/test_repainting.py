"""What stands on the screen is what each widget shows, whatever came, went or was hidden meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.tui.app import WorkbenchApp
from coder.tui.pieces.lines import fitted
from coder.tui.pieces.lines_view import LinesView
from tests.builders import add_answers, add_question, new_project
from tests.tui.desks import workbench

KEYS = {" ": "space", ">": "greater_than_sign"}


def stale(app: WorkbenchApp) -> list[str]:
    """Return the lines that are painted otherwise than their widget shows them."""
    painted = ["".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()]
    found = []
    for view in app.screen.query(LinesView):
        inner, width = view.content_region, view.scrollable_content_region.width
        if not view.is_on_screen or not width:
            continue
        for row in range(view.scrollable_content_region.height):
            number = row + view.scroll_offset.y
            line = view.lines[number] if number < len(view.lines) else None
            shown = "" if line is None else "".join(piece.text for piece in fitted(line, width))
            there = painted[inner.y + row][inner.x : inner.x + width]
            if there.rstrip() != shown.rstrip():
                found.append(f"#{view.id} {row}: {there.rstrip()!r} instead of {shown.rstrip()!r}")
    return found


async def _typed(app: WorkbenchApp, pilot: Pilot[None], word: str) -> None:
    for letter in word:
        await pilot.press(KEYS.get(letter, letter))
        await pilot.pause()
        assert stale(app) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_a_codebook_growing_from_nothing_is_painted_as_it_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    engine = new_project(tmp_path / "p.sqlite")
    question = add_question(engine, "hva_skal_til", unit="sentence")
    add_answers(
        engine, question, ["Vi treng fleire folk. Betre samarbeid. Bustad til alle. " * 6, "To. Tre."]
    )
    engine.dispose()
    async with workbench(tmp_path / "p.sqlite", size=size) as (app, pilot):
        for word in ("Rammer > Folk", "Samarbeid > Nav", "fol", "nav"):
            await _typed(app, pilot, word)
            for _enter in range(2):
                await pilot.press("enter")
                await pilot.pause(0.3)
                assert stale(app) == []
        await _typed(app, pilot, "fol")
        for key in ("backspace", "backspace", "backspace", "n", "escape", "f1", "escape"):
            await pilot.press(key)
            await pilot.pause(0.1)
            if key not in ("f1",):
                assert stale(app) == []
