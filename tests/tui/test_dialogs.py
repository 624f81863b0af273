"""The keys of dialogs: shown, explained, and answered by F1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.tui.code_shelf import CodeShelf
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.code_or_new import CodeOrNewDialog
from coder.tui.dialogs.file import FileDialog
from coder.tui.dialogs.note import NoteDialog
from coder.tui.dialogs.search_choice import SearchChoiceDialog
from coder.tui.dialogs.several import SeveralDialog
from coder.tui.dialogs.typed_questions import CodeDialog, ConfirmDialog, Dialog, MenuDialog, TextDialog
from coder.tui.first_run.problems import ProblemsScreen
from coder.tui.keys.help_screen import HelpScreen
from coder.tui.palette import Palette
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.text_line import TextLine
from tests.builders import small_project
from tests.tui.desks import seen, shown, until, workbench

DIALOGS: list[type[Dialog[Any]]] = [
    ChoiceDialog,
    CodeDialog,
    CodeOrNewDialog,
    ConfirmDialog,
    FileDialog,
    MenuDialog,
    NoteDialog,
    Palette,
    ProblemsScreen,
    SearchChoiceDialog,
    SeveralDialog,
    TextDialog,
]


@pytest.mark.parametrize("dialog", DIALOGS)
def test_every_key_a_dialog_shows_is_explained(dialog: type[Dialog[Any]]) -> None:
    bindings = dialog._merged_bindings
    assert bindings is not None
    assert not [each.key for _key, each in bindings if each.show and not each.tooltip]
    assert bindings.key_to_bindings["f1"]


def test_keys_without_room_are_left_out_whole_and_help_stays() -> None:
    dialog = CodeOrNewDialog("Which?", CodeShelf([]))
    assert shown(dialog.keys_line(64), 64) == [
        "⏎ this code   ^n new code   ↑ ↓ choose   Esc cancel      F1 help"
    ]
    assert shown(dialog.keys_line(34), 34) == ["⏎ this code   ^n new code  F1 help"]


@pytest.mark.slow
async def test_space_takes_several_and_is_typed_where_a_name_found_has_a_blank(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite")
    names = ["fylke", "størrelse", "type tiltak", "type svar"]
    taken: list[tuple[int, ...] | None] = []
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):

        async def answer(*keys: str) -> object:
            await app.push_screen(
                SeveralDialog("By?", [(each, "") for each in names], [], "none"), taken.append
            )
            assert "Space several" in seen(app, "#keys")
            await pilot.press(*keys, "enter")
            await until(pilot, lambda: not isinstance(app.screen, SeveralDialog))
            return taken[-1]

        assert await answer("space", "space") == (0, 1)
        assert await answer(*"fylk", "space", *["backspace"] * 4, "down", "down", "space") == (0, 1)
        assert await answer(*"type", "space", *"sva") == (3,)


@pytest.mark.slow
async def test_f1_lists_the_keys_of_a_dialog_and_what_is_typed_stays(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite")
    async with workbench(tmp_path / "p.sqlite") as (app, pilot):
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        await pilot.press("4", "f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        told = "\n".join(shown(list(app.screen.query_one(LineList).lines)))
        assert "Take what is typed" in told
        assert "Set the highlighted code" not in told
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TextDialog))
        assert app.screen.query_one(TextLine).value == "4"
        assert seen(app, "#keys").endswith("F1 help")
