"""Keys: footer and help are made from the bindings."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.binding import Binding

from coder.tui.coding.keys import CODING_KEYS, CODING_SIGNS
from coder.tui.keys.key_card import help_lines
from coder.tui.keys.keys_footer import footer_line
from tests.builders import small_project
from tests.tui.desks import press, seen, shown, workbench


def test_help_shows_every_key_once() -> None:
    text = "\n".join(shown(help_lines(CODING_KEYS), 100))
    assert text.count("1–9") == 1
    assert all(binding.tooltip[:40] in text for binding in CODING_KEYS)


def test_keys_without_room_are_left_out_whole_and_help_stays() -> None:
    keys = [Binding("a", "a", "first"), Binding("b", "b", "second"), Binding("f1", "help", "help")]
    assert shown(footer_line(keys, 22), 22) == ["a first        F1 help"]


@pytest.mark.slow
async def test_the_footer_shows_what_matters_now(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        assert seen(app, "KeysFooter").startswith("1–9 on/off   ⏎ done without code   ↑ ↓ codes")
        await press(app, pilot, "1")
        assert seen(app, "KeysFooter").startswith("1–9 on/off   ⏎ done, next   ⌫ remove   ↑ ↓ codes   0 none")
        await press(app, pilot, "backspace")
        assert "⏎ done without code" in seen(app, "KeysFooter")
        await press(app, pilot, "o")
        assert seen(app, "KeysFooter").startswith("⏎ set   ^n new code")
        await pilot.press("f1")
        assert "Make a code of what is typed" in seen(app, "HelpScreen LineList")


@pytest.mark.slow
async def test_by_sentence_being_done_at_once_says_whether_a_code_stands_anywhere(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite", texts=["Flere folk. Mer tid."])
    async with workbench(tmp_path / "a.sqlite", size=(140, 30)) as (app, pilot):
        await press(app, pilot, "tab")
        assert "^d done without code" in seen(app, "KeysFooter")
        await press(app, pilot, "1")
        assert "^d done, next" in seen(app, "KeysFooter")


@pytest.mark.slow
async def test_help_tells_of_sentences_where_codes_are_placed_on_them(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite")
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        await press(app, pilot, "f1")
        by_answer = seen(app, "HelpScreen LineList")
        await press(app, pilot, "escape", "tab", "f1")
        assert "All sentences at once" in seen(app, "HelpScreen LineList")
        assert "All sentences at once" not in by_answer
        assert "codes on sentences, or on the whole of it" in by_answer.replace("\n", " ")


def test_help_is_wrapped_never_cut_and_explains_the_signs() -> None:
    lines = shown(help_lines(CODING_KEYS, CODING_SIGNS, 50), 50)
    assert not any("…" in text and "· …" not in text for text in lines)
    text = " ".join(" ".join(lines).split())
    assert "«Theme > Code» puts it under a theme" in text
    assert "? After a code: it has no definition yet" in text


def test_help_says_when_enter_does_what_and_names_the_arrows_once() -> None:
    lines = shown(help_lines(CODING_KEYS), 200)
    empty, typing = lines.index("On an empty line"), lines.index("While you type or browse")
    enter = [number for number, each in enumerate(lines) if each.startswith("⏎")]
    assert [number > typing for number in enter] == [False, True, True, True]
    assert empty == 0
    assert lines.index("At any time") > typing
    assert len([each for each in lines if each.startswith("← →")]) == 1
