"""A question answered by choosing one or several of many lines, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.messages import _
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.search_choice import SearchDialog
from coder.tui.keys.key_binding import hidden
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.text_line import TextLine

_MARK = _("Choose the line together with others, or let go of it")


class _LineBesideSpace(TextLine):
    """A line to type in that leaves Space to the dialog, which types it where it does not choose."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and super().check_consume_key(key, character)


class SeveralDialog(SearchDialog[tuple[int, ...] | None]):
    """Asks for some of many; gives their places in the order they were chosen, None for no answer.

    Enter takes the highlighted line alone, until several are chosen with Space, or Ins.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("take it"), _("Take what is chosen, else the highlighted line")),
        Binding("space", "mark_or_type", _("several"), tooltip=_MARK, priority=True),
        hidden("insert", "mark", _MARK, shown_as="Ins"),
        hidden("ctrl+@", "mark", _MARK, shown_as="^Space"),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
    ]

    def __init__(
        self, asked: str, choices: Sequence[tuple[str, str]], chosen: Sequence[int], none: str
    ) -> None:
        """Ask.

        Args:
            asked: The question.
            choices: Each with what stands beside it; it is found by the first alone.
            chosen: Those that are chosen now.
            none: What the line above them says, which chooses nothing.
        """
        super().__init__(asked, [name for name, _beside in choices])
        self.choices = choices
        self.chosen = list(chosen)
        self.none = none
        self._is_several = False
        """Whether the user has chosen by the key for several."""
        self._places: Sequence[int | None] = ()

    def compose_answer(self) -> ComposeResult:
        yield _LineBesideSpace(placeholder=_("type to search"))
        yield LineList()

    def on_mount(self) -> None:
        self.search("")
        first = self.chosen[0] + 1 if self.chosen else min(1, len(self.choices))
        self._show(first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a blank be typed where a name that is found has one; else it chooses."""
        return action != "mark_or_type" or not self._is_blank_typed()

    def _is_blank_typed(self) -> bool:
        typed = self.is_mounted and bool(self.query_one(TextLine).value.strip())
        found = (self.choices[place][0] for place in self._places if place is not None)
        return typed and any(" " in name for name in found)

    def action_mark_or_type(self) -> None:
        self.action_mark()

    def action_mark(self) -> None:
        cursor = self.query_one(LineList).cursor
        place = None if cursor is None else self._places[cursor]
        if cursor is None or place is None:
            return
        self._is_several = True
        if place in self.chosen:
            self.chosen.remove(place)
        else:
            self.chosen.append(place)
        self._show(min(cursor + 1, len(self._places) - 1))

    def action_take(self) -> None:
        cursor = self.query_one(LineList).cursor
        if self._is_several:
            self.dismiss(tuple(self.chosen))
        elif cursor is not None:
            place = self._places[cursor]
            self.dismiss(() if place is None else (place,))

    def search(self, query: str) -> None:
        found = self.found(query)
        self._places = found if query else [None, *found]
        self._show(0)

    def _show(self, cursor: int) -> None:
        lines = [self._line(place) for place in self._places]
        nothing = [line(Piece(_("Nothing fits."), Role.DIM), selectable=False)]
        self.query_one(LineList).show_at(lines or nothing, min(cursor, len(lines) - 1) if lines else None)

    def _line(self, place: int | None) -> Line:
        if place is None:
            return line(Piece(f"  {self.none}"))
        name, beside = self.choices[place]
        sign = f"{self.chosen.index(place) + 1} " if place in self.chosen else "  "
        return line(
            Piece(sign, Role.ACCENT), Piece(name), right=[Piece(f"{beside} ", Role.DIM)] if beside else []
        )
