"""All that can be done now, found by typing: the screen's keys, the questions, the themes.

The library has a palette too. It takes what it shows for markup, and says some things in English only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen

from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.search_choice import SearchDialog
from coder.tui.keys.keys_footer import shown_key
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.text_line import TextLine
from coder.tui.themes import THEMES, theme_in_words

if TYPE_CHECKING:
    from coder.tui.app import WorkbenchApp
    from coder.tui.project_screen import ProjectScreen

LONGEST_KEY = 60
"""Cells of a question's key."""


@dataclass(frozen=True)
class Command:
    """One thing that can be done."""

    words: str
    do: Callable[[], object]
    keys: str = ""


class Palette(SearchDialog[Command | None]):
    """Asks what to do: typing searches, Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("do it"), _("Do what the highlighted line says")),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
        Binding("ctrl+p", "give_up", show=False),
    ]

    def __init__(self, screen: ProjectScreen) -> None:
        self._below = screen
        self._commands = [*commands_of_keys(screen), *commands_of_themes(screen.workbench)]
        self._shown: Sequence[int] = ()
        super().__init__(_("What do you want to do?"), [each.words for each in self._commands])

    def on_mount(self) -> None:
        self.search("")
        if self._below.workbench.is_open:
            self._below.read_behind(self._read_questions, self._add_questions)

    def action_take(self) -> None:
        cursor = self.query_one(LineList).cursor
        if cursor is not None:
            self.dismiss(self._commands[self._shown[cursor]])

    def search(self, query: str, *, cursor: int | None = None) -> None:
        self._shown = self.found(query)
        lines = command_lines([self._commands[place] for place in self._shown])
        self.query_one(LineList).show_at(lines, (cursor or 0) if self._shown else None)

    def _read_questions(self) -> list[str]:
        from coder.usecases.questions import question_keys

        return self._below.session.read(question_keys)

    def _add_questions(self, keys: list[str]) -> None:
        if self.is_attached:
            self._commands = [*self._commands, *commands_of_questions(self._below.workbench, keys)]
            self.be_found_by([each.words for each in self._commands])
            self.search(self.query_one(TextLine).value.strip(), cursor=self.query_one(LineList).cursor)


def commands_of_keys(screen: Screen[int | None]) -> list[Command]:
    """Return what keys of a screen do now; what needs the very key, such as a digit, is left out."""
    active: defaultdict[str, dict[str, ActiveBinding]] = defaultdict(dict)
    for each in screen.active_bindings.values():
        if each.enabled and each.binding.tooltip and each.binding.action != "palette":
            active[each.binding.tooltip].setdefault(each.binding.action, each)
    return [
        Command(said, _doing(screen, *by_action.values()), _keys(by_action.values()))
        for said, by_action in active.items()
        if len(by_action) == 1
    ]


def commands_of_themes(app: WorkbenchApp) -> list[Command]:
    """Return the themes there are."""
    return [
        Command(_("Theme: {name}").format(name=theme_in_words(theme)), partial(app.take_theme, theme))
        for theme in THEMES
    ]


def commands_of_questions(app: WorkbenchApp, keys: Iterable[str]) -> list[Command]:
    """Return the questions one can go to."""
    return [
        Command(
            _("Code the question «{question}»").format(question=shortened(safe_line(key), LONGEST_KEY)),
            partial(app.code_question, key),
        )
        for key in keys
    ]


def command_lines(commands: Sequence[Command]) -> list[Line]:
    """Lay out commands with their keys."""
    if not commands:
        return [line(Piece(_("Nothing here is called that."), Role.DIM), selectable=False)]
    return [line(Piece(each.words), right=[Piece(f"{each.keys} ", Role.DIM)]) for each in commands]


def _doing(screen: Screen[int | None], active: ActiveBinding) -> Callable[[], object]:
    return partial(screen.app.call_later, screen.app.run_action, active.binding.action, active.node)


def _keys(active: Iterable[ActiveBinding]) -> str:
    return " ".join(shown_key(each.binding) for each in active)
