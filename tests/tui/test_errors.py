"""How errors are told on a screen."""

from __future__ import annotations

import pytest
from textual.app import App

from coder.tui.errors import say


@pytest.mark.slow
async def test_a_warning_that_comes_with_every_key_stands_once() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        for _key in range(5):
            say(app, "The disk is full.", warning=True)
        say(app, "The project is locked.", warning=True)
        await pilot.pause()
        assert [each.message for each in app._notifications] == [
            "The disk is full.",
            "The project is locked.",
        ]


async def test_what_is_no_warning_is_said_every_time() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        for _key in range(2):
            say(app, "Saved.")
        await pilot.pause()
        assert len(app._notifications) == 2
