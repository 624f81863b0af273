"""Taking back from the history screen: my latest, or everything of mine down to one act."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tui.dialogs.typed_questions import ConfirmDialog
from coder.tui.errors import say, show_error

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.history.screen import HistoryScreen


class HistoryUndo:
    """Hands undos and redos in, each an entry of its own, and says what became of them."""

    def __init__(self, screen: HistoryScreen) -> None:
        self._screen = screen

    def latest(self, operation: str) -> None:
        """Undo the latest act, or redo what was taken back last."""

        def act(work: Writing) -> int:
            from coder.usecases.history.in_words import take_back

            return take_back(work)

        sentence = _("Taken back: {what}") if operation == "undo" else _("Done again: {what}")
        self._screen.hand_over(operation, act, lambda number: self._tell(cast("int", number), sentence))

    def down_to(self, number: int) -> None:
        """Take back an act of mine; with it, if the person says so, those I did after it."""
        state = self._screen.state
        if state is None:
            return
        numbers = state.acts.mine_down_to(number, state.me)
        if not numbers:
            say(self._screen, state.why_not(number), warning=True)
            return
        if len(numbers) == 1:
            self._take_back(numbers, 1)
            return
        asked = ngettext(
            "Take back this act and the {n} you did after it? Each can be done again with Ctrl+Y.",
            "Take back this act and the {n} you did after it? Each can be done again with Ctrl+Y.",
            len(numbers) - 1,
        ).format(n=len(numbers) - 1)
        self._screen.app.push_screen(
            ConfirmDialog(asked), lambda yes: self._take_back(numbers, len(numbers)) if yes else None
        )

    def _take_back(self, numbers: Sequence[int], of: int) -> None:
        """Take back the first of some acts, then the rest; stops where one cannot be taken back."""
        number, *rest = numbers

        def act(work: Writing) -> int:
            from coder.usecases.history.page import take_back_this

            return take_back_this(work, number)

        def done(_result: object) -> None:
            if rest:
                self._take_back(rest, of)
            elif of == 1:
                self._tell(number, _("Taken back: {what}"))
            else:
                said = ngettext("{n} act taken back", "{n} acts taken back", of)
                say(self._screen, said.format(n=of))
                self._screen.read_acts()

        def failed(error: CoderError) -> None:
            show_error(self._screen, error)
            self._screen.read_acts()

        self._screen.hand_over("undo", act, done, failed)

    def _tell(self, number: int, sentence: str) -> None:
        def read() -> str:
            from coder.usecases.history.in_words import told_act

            return self._screen.session.read(told_act, number).sentence

        self._screen.read_behind(read, lambda what: say(self._screen, sentence.format(what=what)))
        self._screen.read_acts()
