"""A question answered by choosing one of many lines, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from coder.messages import _
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, UP_AND_DOWN, take
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.text_line import TextLine

if TYPE_CHECKING:
    from coder.text.matching import MatchIndex


class SearchChoiceDialog(Dialog[int | None]):
    """Asks for one of many; gives its place among them, or None where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("take it"), _("Take the highlighted line")),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
    ]

    def __init__(self, asked: str, choices: Sequence[tuple[str, str]]) -> None:
        """Ask.

        Args:
            asked: The question.
            choices: Each with what stands beside it; it is found by the first alone.
        """
        super().__init__(asked)
        self.choices = choices
        self._shown: Sequence[int] = range(len(choices))
        self._index: MatchIndex[int] | None = None

    def compose_answer(self) -> ComposeResult:
        yield TextLine(placeholder=_("type to search"))
        yield LineList()

    def on_mount(self) -> None:
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._shown = self._found(event.value.strip())
        self._show()

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        self.dismiss(self._shown[event.index])

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

    def action_take(self) -> None:
        place = self.query_one(LineList).cursor
        if place is not None:
            self.dismiss(self._shown[place])

    def action_give_up(self) -> None:
        self.dismiss(None)

    def _found(self, query: str) -> Sequence[int]:
        if not query:
            return range(len(self.choices))
        from coder.text.matching import Candidate, MatchIndex

        if self._index is None:
            self._index = MatchIndex(Candidate(at, name) for at, (name, _beside) in enumerate(self.choices))
        return [match.candidate.key for match in self._index.search(query)]

    def _show(self) -> None:
        lines = [
            line(Piece(name), right=[Piece(beside, Role.DIM)] if beside else [])
            for name, beside in (self.choices[at] for at in self._shown)
        ]
        nothing = [line(Piece(_("Nothing fits."), Role.DIM), selectable=False)]
        self.query_one(LineList).show_at(lines or nothing, 0 if lines else None)
