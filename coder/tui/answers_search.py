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
        self._found: list[int] = []
        self._shows_at_end = False
        self.is_on = False

    def begin(self, *, again: bool) -> None:
        """Look for the words of the screen's state; again, after an act, all is shown at the end."""
        self.stop()
        self._looked, self._found, self._shows_at_end = 0, [], again
        self.is_on = True
        self._go_on(self._turn)

    def stop(self) -> None:
        """Let what is still on its way come to nothing."""
        self._turn += 1
        self.is_on = False

    def told(self) -> str:
        """Say how far it has come; empty when it is through."""
        state = self._screen.state
        if not self.is_on or state is None or self._shows_at_end:
            return ""
        return _("looked through {n} of {all} …").format(n=self._looked, all=len(state.candidates))

    def _go_on(self, turn: int) -> None:
        state = self._screen.state
        if state is None:
            return
        wanted, words = state.candidates[self._looked : self._looked + AT_ONCE], state.words

        def read() -> list[int]:
            from coder.usecases.answer_list import answers_with_words

            return self._screen.session.read(answers_with_words, wanted, words)

        def show(found: list[int]) -> None:
            if turn != self._turn:
                return
            is_first = self._looked == 0
            self._looked += len(wanted)
            self._found += found
            self.is_on = self._looked < len(state.candidates)
            if not self._shows_at_end:
                self._screen.show_found(self._found, is_first=is_first)
            elif not self.is_on:
                self._screen.show_after_act(self._found)
            if self.is_on:
                self._go_on(turn)

        self._screen.read_behind(read, show)
