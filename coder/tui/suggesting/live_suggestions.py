"""What the model of a question says while a coder goes through its answers; no key waits for any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.text.numbers import progress_percent

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.suggesting.model_process import ModelProcess
    from coder.usecases.suggesting.suggestions import Ended, Near, Preparing, Said, Suggested

MOST_KEPT = 200
"""Lists kept, of answers and sentences; the oldest go first."""


class LiveSuggestions:
    """Asks for where the coder is and for what may come next, and keeps the newest list of each place."""

    def __init__(self) -> None:
        self.preparing: Preparing | None = None
        """How far the question's texts have been prepared; None when all are, and before that is said."""
        self.ended: Ended | None = None
        """Set while there is no process."""
        self.is_wanted = False
        """Whether a process has been asked for."""
        self._model: Callable[[], ModelProcess | None] = lambda: None
        """Finds the process there is now; another screen may have started a new one."""
        self._lists: dict[tuple[int, Span | None], Suggested] = {}
        self._at: tuple[int, Span | None] | None = None
        self._ahead: tuple[int, ...] = ()
        self._written = 0
        self._coded_at: list[int] = []
        self._near_wanted: Callable[[Near], None] | None = None

    def start(self, screen: ProjectScreen, question: str, heard: Callable[[], None]) -> None:
        """Start the process behind a screen, once; ``heard`` is called when it said something of here."""
        if self.is_wanted:
            return
        self.is_wanted = True

        def hear(said: Said) -> None:
            if self.take(said):
                heard()

        def begin(_model: ModelProcess) -> None:
            self.begin(lambda: screen.workbench.model.at_hand(question))

        screen.workbench.model.start_for(screen, question, hear, begin)

    def begin(self, model: Callable[[], ModelProcess | None]) -> None:
        """Ask for all that is wanted now; ``model`` finds the process there is at any time."""
        self._model = model
        if (process := model()) is not None:
            if self._at is not None:
                process.ask(*self._at)
            process.ask_ahead(self._ahead)
            process.wrote(self._written)

    def forget_place(self) -> None:
        """Ask anew at the next step, wherever it leads: another screen may have asked for its own answer."""
        self._at, self._ahead = None, ()

    def be_at(self, answer_id: int, sentence: Span | None, ahead: Sequence[int]) -> None:
        """Ask for where the coder is now, and for the answers that may come next."""
        if (answer_id, sentence) != self._at:
            self._at = answer_id, sentence
            if (model := self._model()) is not None:
                model.ask(answer_id, sentence)
        if tuple(ahead) != self._ahead:
            self._ahead = tuple(ahead)
            if (model := self._model()) is not None:
                model.ask_ahead(self._ahead)

    def wrote(self, entry: int, *, is_coding: bool = False) -> None:
        """Tell the model that an entry is on disk."""
        if is_coding:
            self._coded_at.append(entry)
        if entry > self._written:
            self._written = entry
            if (model := self._model()) is not None:
                model.wrote(entry)

    def ask_near(self, answer_id: int, code_id: int, then: Callable[[Near], None]) -> bool:
        """Ask for the answers with a code that are likest one; tell whether there is anyone to ask."""
        model = self._model()
        if model is None or self.ended is not None:
            return False
        self._near_wanted = then
        model.ask_near(answer_id, code_id)
        return True

    def take(self, said: Said) -> bool:
        """Take in what the model said; tell whether it is about where the coder is, or about the model."""
        from coder.usecases.suggesting.suggestions import Ended, Near, Preparing, Suggested

        was_ended, self.ended = self.ended, said if isinstance(said, Ended) else None
        match said:
            case Suggested():
                self._keep(said)
                is_here = self._at is not None and self._at[0] == said.answer_id
                return is_here or was_ended is not None
            case Preparing():
                before, self.preparing = percent_of(self.preparing), said if said.done < said.total else None
                return before != percent_of(self.preparing)
            case Near():
                if self._near_wanted is not None:
                    self._near_wanted(said)
                return was_ended is not None
            case _:
                return was_ended != self.ended

    def newest(
        self, answer_id: int, sentence: Span | None, *, only_learned: bool = False
    ) -> Suggested | None:
        """Return the newest list of a place; for a sentence nothing was said of, that of its answer.

        Args:
            answer_id: The answer.
            sentence: In it; None for the whole of it.
            only_learned: Leave out what is known from the names of codes alone.
        """
        found = [self._lists.get((answer_id, each)) for each in (sentence, None)]
        return next((each for each in found if each and (each.learned_from or not only_learned)), None)

    def is_fresh(self, suggested: Suggested | None) -> bool:
        """Tell whether a list is of where the coder is and has seen all that is on disk."""
        return (
            suggested is not None
            and (suggested.answer_id, suggested.sentence) == self._at
            and suggested.as_of >= self._written
        )

    def age(self, suggested: Suggested) -> int:
        """Return how many codings made here since a list's model learned it has not seen."""
        return sum(entry > suggested.as_of for entry in self._coded_at)

    def _keep(self, suggested: Suggested) -> None:
        place = suggested.answer_id, suggested.sentence
        known = self._lists.pop(place, None)
        is_older = known is not None and known.as_of > suggested.as_of
        self._lists[place] = known if known is not None and is_older else suggested
        while len(self._lists) > MOST_KEPT:
            del self._lists[next(iter(self._lists))]


def percent_of(preparing: Preparing | None) -> int | None:
    """Return how far preparing has come, in per cent."""
    return None if preparing is None else progress_percent(preparing.done, preparing.total)
