"""What the screens paint can be read in every theme, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.themes import HIGH_CONTRAST, MONOCHROME, THEMES
from tests.builders import small_project
from tests.tui.contrast import faint
from tests.tui.desks import press, workbench

WAYS = (
    ("1", "2"),
    (*"opp",),
    ("escape", "f2"),
    ("escape", "ctrl+g", *"1"),
    ("escape", "f6"),
    ("tab",),
    ("escape", "escape", "f4", "down", "enter"),
    ("escape", "tab", "f8"),
    ("escape", "escape", "f9"),
    ("escape", "ctrl+l"),
    ("escape", "ctrl+p"),
    ("escape", "f1"),
)
"""One after the other: codes set, typing, dialogs, lists, a table, help."""
IN_EVERY_THEME = (1, 6)
"""Those looked at in every theme, which takes longest; the roles themselves are measured without a screen."""


@pytest.mark.slow
async def test_all_that_is_painted_can_be_read(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite", size=(100, 30)) as (app, pilot):
        for place, keys in enumerate(WAYS):
            await press(app, pilot, *keys)
            for theme in THEMES if place in IN_EVERY_THEME else THEMES[:1]:
                app.theme = theme.name
                await pilot.pause()
                least = 7 if theme in (HIGH_CONTRAST, MONOCHROME) else 4.5
                assert faint(app.screen, least) == [], (keys, theme.name)
            app.theme = THEMES[0].name
