"""A question answered by choosing one or several of many lines, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from coder.messages import _
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.keys.key_binding import hidden, key
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.text_line import TextLine

if TYPE_CHECKING:
    from coder.text.matching import MatchIndex

_MARK = _("Choose the line together with others, or let go of it")


class SeveralDialog(Dialog[tuple[int, ...] | None]):
    """Asks for some of many; gives their places in the order they were chosen, None for no answer.

    Enter takes the highlighted line alone, until several are chosen by a key of their own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("take it"), _("Take what is chosen, else the highlighted line")),
        key("insert", "mark", _("several"), _MARK, shown_as="Ins"),
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
        super().__init__(asked)
        self.choices = choices
        self.chosen = list(chosen)
        self.none = none
        self._is_several = False
        """Whether the user has chosen by the key for several."""
        self._places: Sequence[int | None] = ()
        self._index: MatchIndex[int] | None = None

    def compose_answer(self) -> ComposeResult:
        yield TextLine(placeholder=_("type to search"))
        yield LineList()

    def on_mount(self) -> None:
        self._find("")
        first = self.chosen[0] + 1 if self.chosen else min(1, len(self.choices))
        self._show(first)

    def on_input_changed(self, event: Input.Changed) -> None:
        self._find(event.value.strip())
        self._show(0)

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_take()

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

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

    def action_give_up(self) -> None:
        self.dismiss(None)

    def _find(self, query: str) -> None:
        if not query:
            self._places = [None, *range(len(self.choices))]
            return
        from coder.text.matching import Candidate, MatchIndex

        if self._index is None:
            self._index = MatchIndex(Candidate(at, name) for at, (name, _beside) in enumerate(self.choices))
        self._places = [match.candidate.key for match in self._index.search(query)]

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
