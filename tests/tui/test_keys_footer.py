"""The footer: the keys that matter now, also for the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from coder.tui.coding.screen import CodingScreen
from coder.tui.keys.help_screen import HelpScreen
from coder.tui.keys.keys_footer import KeysFooter, footer_line, key_at, key_in_words
from tests.builders import small_project
from tests.tui.desks import seen, shown, until, workbench

KEYS = [Binding("a", "a", "first"), Binding("b", "b", "second"), Binding("f1", "help", "help")]


@pytest.mark.parametrize("width", [16, 17, 26, 27, 40])
def test_where_a_word_stands_its_key_is_clicked(width: int) -> None:
    (text,) = shown(footer_line(KEYS, width), width)
    clicked = [key_at(KEYS, width, column) for column in range(width)]
    for binding, word in zip(KEYS, ("first", "second", "help"), strict=True):
        if word in text:
            assert clicked[text.index(word)] is binding
        else:
            assert binding not in clicked


@pytest.mark.parametrize(
    ("key", "words"),
    [("ctrl+n", "^n"), ("f4", "F4"), ("pageup", "PgUp"), ("alt+left", "alt+←"), ("enter", "⏎"), ("0", "0")],
)
def test_keys_are_written_as_on_keyboards(key: str, words: str) -> None:
    assert key_in_words(key) == words


@pytest.mark.slow
async def test_clicking_a_word_does_what_its_key_does(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        before = screen.desk_state.answer_id
        await pilot.click(KeysFooter, offset=(1 + seen(app, "KeysFooter").index("done"), 0))
        await until(pilot, lambda: screen.desk_state.answer_id != before)
        await pilot.click(KeysFooter, offset=(1 + seen(app, "KeysFooter").index("help"), 0))
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
