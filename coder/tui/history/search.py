"""Looking for words in the history: told from the newest on, found ones shown as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _

if TYPE_CHECKING:
    from coder.tui.history.screen import HistoryScreen
    from coder.usecases.history.in_words import Told

AT_ONCE = 500


class HistorySearch:
    """One search at a time; another word or filter ends it."""

    def __init__(self, screen: HistoryScreen) -> None:
        self._screen = screen
        self._turn = 0
        self._left: list[int] = []
        self._of = 0
        self.is_on = False

    def begin(self) -> None:
        """Start on what the screen's state looks for; nothing, if it looks for no words."""
        state = self._screen.state
        self._turn += 1
        self.is_on = state is not None and bool(state.searched)
        if state is not None and self.is_on:
            self._left = state.candidates()
            self._of = len(self._left)
            self._go_on(self._turn)

    def told(self) -> str:
        """Say how far it has come; empty when it is through."""
        if not self.is_on:
            return ""
        return _("looked through {n} of {all} …").format(n=self._of - len(self._left), all=self._of)

    def _go_on(self, turn: int) -> None:
        state = self._screen.state
        if state is None or turn != self._turn:
            return
        wanted, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        if not wanted:
            self.is_on = False
            self._screen.repaint_acts()
            return
        known = [state.told[number] for number in wanted if number in state.told]
        missing = [number for number in wanted if number not in state.told]

        def read() -> list[Told]:
            from coder.usecases.history.page import told_page

            return self._screen.session.read(told_page, missing) if missing else []

        def show(told: list[Told]) -> None:
            if turn != self._turn:
                return
            state.take_in(told)
            found = set(state.matching([*known, *told]))
            state.numbers += [number for number in wanted if number in found]
            self._screen.repaint_acts()
            self._go_on(turn)

        self._screen.read_behind(read, show)
