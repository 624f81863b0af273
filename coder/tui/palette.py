"""All that can be done now, found by typing: the screen's keys, the questions, the themes.

The library has a palette too. It takes what it shows for markup, and says some things in English only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from coder.messages import _
from coder.text.matching import Candidate, MatchIndex
from coder.text.safe import safe_line, shortened
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import Dialog
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


class Palette(Dialog[Command | None]):
    """Asks what to do: typing searches, Enter does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("do it"), _("Do what the highlighted line says")),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
        Binding("ctrl+p", "give_up", show=False),
    ]

    def __init__(self, screen: ProjectScreen) -> None:
        super().__init__(_("What do you want to do?"))
        self._below = screen
        self._commands = [*commands_of_keys(screen), *commands_of_themes(screen.workbench)]
        self._index = _index_of(self._commands)
        self._found = self._commands

    def compose_answer(self) -> ComposeResult:
        yield TextLine(placeholder=_("type to search"))
        yield LineList()

    def on_mount(self) -> None:
        self._search("")
        if self._below.workbench.is_open:
            self._below.read_behind(self._read_questions, self._add_questions)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_take()

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

    def action_take(self) -> None:
        cursor = self.query_one(LineList).cursor
        if cursor is not None:
            self.dismiss(self._found[cursor])

    def action_give_up(self) -> None:
        self.dismiss(None)

    def _search(self, typed: str, *, keep: bool = False) -> None:
        query = typed.strip()
        self._found = (
            [self._commands[match.candidate.key] for match in self._index.search(query)]
            if query
            else self._commands
        )
        commands = self.query_one(LineList)
        cursor = (commands.cursor if keep else None) or 0
        commands.show_at(command_lines(self._found), cursor if self._found else None)

    def _read_questions(self) -> list[str]:
        from coder.usecases.questions import question_keys

        return self._below.session.read(question_keys)

    def _add_questions(self, keys: list[str]) -> None:
        if self.is_attached:
            self._commands = [*self._commands, *commands_of_questions(self._below.workbench, keys)]
            self._index = _index_of(self._commands)
            self._search(self.query_one(TextLine).value, keep=True)


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


def _index_of(commands: Sequence[Command]) -> MatchIndex[int]:
    return MatchIndex(Candidate(number, each.words) for number, each in enumerate(commands))


def _doing(screen: Screen[int | None], active: ActiveBinding) -> Callable[[], object]:
    return partial(screen.app.call_later, screen.app.run_action, active.binding.action, active.node)


def _keys(active: Iterable[ActiveBinding]) -> str:
    return " ".join(shown_key(each.binding) for each in active)
