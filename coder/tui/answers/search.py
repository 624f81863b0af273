"""Finding what is typed: first what holds the conditions, then the words in it, some thousand at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.tui.answers.desk import AnswersDesk
    from coder.tui.answers.state import AnswersState

AT_ONCE = 2_000


class AnswersSearch:
    """Lists what is looked for; the newest wish wins, and the cursor stays on its answer where it can."""

    def __init__(self, screen: AnswersDesk, begin_on: int | None) -> None:
        self._screen = screen
        self._wished = 0
        self._listed = 0
        self._kept = begin_on
        """The answer the cursor was last moved to."""
        self._begin_on: int | None = None
        """The answer to put the cursor on as soon as it is found."""
        self.is_other = False
        """Whether something else is looked for than what is listed."""
        self._stays = False
        """Whether nothing is to move: what is listed changes by what others wrote."""
        self._turn = 0
        self._looked = 0
        self._found: list[int] = []
        self.is_looking = True
        """Whether more may be found."""

    def begin_on(self, answer_id: int) -> None:
        """Have the cursor on an answer when what is looked for first is listed."""
        self._kept = self._begin_on = answer_id

    def look_for(self, state: AnswersState, written: str) -> None:
        """Look for what is typed now."""
        was = state.query
        if state.type(written):
            self.list_other(state)
        elif self._wished == self._listed and not state.problem:
            self._keep(state)
            self._find_words(state)
        if state.query != was:
            self._begin_on = None

    def list_other(self, state: AnswersState) -> None:
        """List what is looked for now, in the order wished for now."""
        self._keep(state)
        self.list_again(state)

    def list_again(self, state: AnswersState, *, stays: bool = False) -> None:
        """Read which answers hold the conditions, in their order; with ``stays``, others wrote meanwhile."""
        self._stays = stays and not self.is_other
        self._wished += 1
        wish, query, sort, frame = self._wished, state.query, state.sort, state.frame
        session = self._screen.session

        def read() -> tuple[list[int], Coder] | CoderError:
            from coder.domain.answer_query import UnknownConditionError
            from coder.usecases.coding.answer_list import listed_answers

            try:
                return session.read(listed_answers, frame, query, sort, session.coder)
            except UnknownConditionError as error:
                return error

        def show(found: tuple[list[int], Coder] | CoderError) -> None:
            if wish != self._wished:
                return
            self._listed = wish
            if isinstance(found, CoderError):
                self._stop()
                state.problem = str(found)
                self._show_other(state, [])
            else:
                state.take_in(*found)
                self._find_words(state)

        self._screen.read_behind(read, show)

    def told(self, state: AnswersState) -> str:
        """Say how far it has come; empty when it is through."""
        if not self.is_looking or self._looked == 0:
            return ""
        return _("looked through {n} of {all} …").format(n=self._looked, all=len(state.candidates))

    def _keep(self, state: AnswersState) -> None:
        """Note that something else is wished for; the first line of a part nobody chose."""
        self.is_other = True
        if self._screen.place:
            self._kept = self._screen.answer_id or self._kept
        elif len(state.ids) == len(state.frame.numbers):
            self._kept = None

    def _find_words(self, state: AnswersState) -> None:
        self._stop()
        if state.words and state.candidates:
            self.is_looking = True
            self._go_on(state, self._turn, again=not self.is_other)
        elif self.is_other:
            self._show_other(state, [] if state.words else state.candidates)
        else:
            self._show_after_act(state, state.candidates)

    def _stop(self) -> None:
        """Let what is still on its way come to nothing."""
        self._turn += 1
        self._looked, self._found = 0, []
        self.is_looking = False

    def _go_on(self, state: AnswersState, turn: int, *, again: bool) -> None:
        """Look through some more; after an act all is shown at the end, else as it is found."""
        wanted, words = state.candidates[self._looked : self._looked + AT_ONCE], state.words

        def read() -> list[int]:
            from coder.usecases.coding.answer_list import answers_with_words

            return self._screen.session.read(answers_with_words, wanted, words)

        def show(found: list[int]) -> None:
            if turn != self._turn:
                return
            self._looked += len(wanted)
            self._found += found
            self.is_looking = self._looked < len(state.candidates)
            if not again:
                self._show_found(state)
            elif not self.is_looking:
                self._show_after_act(state, self._found)
            if self.is_looking:
                self._go_on(state, turn, again=again)

        self._screen.read_behind(read, show)

    def _show_found(self, state: AnswersState) -> None:
        place = 0 if self.is_other else self._screen.place or 0
        self.is_other = False
        state.show(self._found)
        if place == 0 and self._begin_on in self._found:
            place, self._begin_on = self._found.index(self._begin_on), None
        self._screen.show_from(place)

    def _show_other(self, state: AnswersState, ids: Sequence[int]) -> None:
        self.is_other = False
        self._screen.show_from(state.show(ids, self._kept))

    def _show_after_act(self, state: AnswersState, ids: Sequence[int]) -> None:
        place = self._screen.place or 0
        if self._stays:
            at = state.show_meanwhile(ids, place)
            self._screen.stand_at(at)
        else:
            self._screen.show_from(state.show_after_act(ids, place))
