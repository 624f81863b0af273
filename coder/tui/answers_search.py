"""Looking for words in the answers, some thousand at a time; found ones are shown as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _

if TYPE_CHECKING:
    from coder.tui.answers_screen import AnswersScreen

AT_ONCE = 2_000


class AnswersSearch:
    """One search at a time; another word or condition ends it."""

    def __init__(self, screen: AnswersScreen) -> None:
        self._screen = screen
        self._turn = 0
        self._looked = 0
        self.is_on = False

    def begin(self) -> None:
        """Start on what the screen's state looks for; nothing, if it looks for no words."""
        state = self._screen.state
        self._turn += 1
        self._looked = 0
        self.is_on = state is not None and bool(state.words)
        if self.is_on:
            self._go_on(self._turn)

    def told(self) -> str:
        """Say how far it has come; empty when it is through."""
        state = self._screen.state
        if not self.is_on or state is None:
            return ""
        return _("looked through {n} of {all} …").format(n=self._looked, all=len(state.candidates))

    def _go_on(self, turn: int) -> None:
        state = self._screen.state
        if state is None or turn != self._turn:
            return
        wanted, words = state.candidates[self._looked : self._looked + AT_ONCE], state.words
        if not wanted:
            self.is_on = False
            self._screen.repaint()
            return

        def read() -> list[int]:
            from coder.usecases.answer_list import answers_with_words

            return self._screen.session.read(answers_with_words, wanted, words)

        def show(found: list[int]) -> None:
            if turn == self._turn:
                self._looked += len(wanted)
                state.ids += found
                self._screen.repaint()
                self._go_on(turn)

        self._screen.read_behind(read, show)
