"""A question answered by choosing one of many lines, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

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


T = TypeVar("T")


class SearchDialog(Dialog[T]):
    """Asks for something of many lines, found by typing; what is found is shown by who asks."""

    def __init__(self, asked: str, names: Sequence[str]) -> None:
        super().__init__(asked)
        self.be_found_by(names)

    def be_found_by(self, names: Sequence[str]) -> None:
        """Let each be found by its name from now on."""
        self._names = names
        self._index: MatchIndex[int] | None = None

    def found(self, query: str) -> Sequence[int]:
        """Return the places of those that a query finds, the best first; all where nothing is asked for."""
        if not query:
            return range(len(self._names))
        from coder.text.matching import Candidate, MatchIndex

        if self._index is None:
            self._index = MatchIndex(Candidate(at, name) for at, name in enumerate(self._names))
        return [match.candidate.key for match in self._index.search(query)]

    def search(self, query: str) -> None:
        """Show what a query finds."""
        raise NotImplementedError

    def action_take(self) -> None:
        """Answer with what is highlighted."""
        raise NotImplementedError

    def compose_answer(self) -> ComposeResult:
        yield TextLine(placeholder=_("type to search"))
        yield LineList()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.search(event.value.strip())

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_take()

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

    def action_give_up(self) -> None:
        self.dismiss(None)


class SearchChoiceDialog(SearchDialog[int | None]):
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
        super().__init__(asked, [name for name, _beside in choices])
        self.choices = choices
        self._shown: Sequence[int] = ()

    def on_mount(self) -> None:
        self.search("")

    def action_take(self) -> None:
        place = self.query_one(LineList).cursor
        if place is not None:
            self.dismiss(self._shown[place])

    def search(self, query: str) -> None:
        self._shown = self.found(query)
        lines = [
            line(Piece(name), right=[Piece(beside, Role.DIM)] if beside else [])
            for name, beside in (self.choices[at] for at in self._shown)
        ]
        nothing = [line(Piece(_("Nothing fits."), Role.DIM), selectable=False)]
        self.query_one(LineList).show_at(lines or nothing, 0 if lines else None)
