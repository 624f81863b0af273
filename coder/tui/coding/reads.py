"""Reading for the coding screen, off its thread; what was read comes back as a message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from coder.domain.errors import CoderError

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.store.answers import Answer
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.coding.desk import Desk, TakenBack
    from coder.usecases.coding.reading import AnswerView

Wanted = Sequence[tuple[int, int]]
"""(answer id, its turn): what to read, and how often it had changed when that was asked."""


@dataclass
class DeskRead(Message):
    """The whole desk has been read, and what an undo was about."""

    desk: Desk
    views: list[tuple[AnswerView, int]]
    """The answer to show."""
    taken_back: TakenBack | None = None
    is_again: bool = False
    """Whether it was a redo."""


@dataclass
class FirstTextRead(Message):
    """The text of the answer to begin with has been read, before the rest of the desk."""

    text: str


@dataclass
class ViewsRead(Message):
    """Some answers have been read."""

    views: list[tuple[AnswerView, int]]
    last_entry: int


@dataclass
class ReadFailed(Message):
    """Something could not be read."""

    error: CoderError
    was_first: bool


class CodingReads:
    """Starts readings in threads, one after the other as far as answers go.

    Who takes in what was read says so to the screen's ``hearing``.
    """

    def __init__(self, screen: ProjectScreen, question: str, wave: str | None) -> None:
        self._screen = screen
        self._question = question
        self._wave = wave
        self._is_reading = False
        self._next: Wanted | None = None

    @property
    def is_reading(self) -> bool:
        """Whether answers are on their way."""
        return self._is_reading

    def read_first_desk(self, shown: int | None = None) -> None:
        """Read the desk, and the answer to begin with; the one to go on with if None."""
        self._start(partial(self._first_desk, shown), first=True)

    def read_desk(self, shown: int | None, turns: Mapping[int, int]) -> None:
        """Read the desk anew, and the shown answer."""
        self._start(partial(self._desk, shown, turns))

    def read_taken_back(
        self, number: int, shown: int | None, turns: Mapping[int, int], *, again: bool
    ) -> None:
        """Read the desk, what an undone or redone entry was about, and the answer concerned."""
        self._start(partial(self._taken_back, number, shown, turns, again))

    def read_views(self, wanted: Wanted) -> None:
        """Read answers; while one such reading runs, only the newest wish waits."""
        if self._is_reading:
            self._next = wanted
        elif wanted:
            self._is_reading = True
            self._start(partial(self._views, wanted))

    def remember_start(self, question: Question, start: Answer, as_of: int) -> None:
        """Remember the answer to go on with: it can be shown sooner next time."""
        from coder.usecases.coding.left_off import remember_start

        session = self._screen.session
        with suppress(CoderError):
            session.read(remember_start, question, session.coder, self._wave, start.uid, as_of)

    def views_are_read(self) -> None:
        """Go on with the wish that waited."""
        self._is_reading = False
        waiting, self._next = self._next, None
        if waiting is not None:
            self.read_views(waiting)

    def _start(self, read: Callable[[], Message], *, first: bool = False) -> None:
        def run() -> None:
            try:
                message = read()
            except CoderError as error:
                message = ReadFailed(error, first)
            self._screen.post_message(message)

        self._screen.hearing.begin()
        self._screen.run_worker(run, thread=True, group="read")

    def _first_desk(self, shown: int | None) -> DeskRead:
        # What the whole desk is read with takes longer to load than the first text to read.
        from coder.usecases.coding.left_off import first_text

        session = self._screen.session
        known = session.read(first_text, self._question, session.coder, self._wave, shown)
        if known is None:
            return self._desk(shown, {}, self._met)
        left_at, text = known
        self._met(text)
        return self._desk(shown, {}, left_at=left_at)

    def _met(self, text: str) -> None:
        self._screen.post_message(FirstTextRead(text))

    def _desk(
        self,
        shown: int | None,
        turns: Mapping[int, int],
        met: Callable[[str], None] | None = None,
        left_at: int | None = None,
    ) -> DeskRead:
        from coder.usecases.coding.desk import opened_desk, views_of

        session = self._screen.session
        desk = session.read(opened_desk, self._question, session.coder, self._wave, met, left_at)
        wanted = [shown if shown in desk.order else desk.start] if desk.order else []
        ids = [each if each is not None else desk.order[-1] for each in wanted]
        views, _last = session.read(views_of, ids, session.coder.id)
        return DeskRead(desk, [(view, turns.get(view.answer.id, 0)) for view in views])

    def _taken_back(self, number: int, shown: int | None, turns: Mapping[int, int], again: bool) -> DeskRead:
        from coder.usecases.coding.desk import taken_back

        about = self._screen.session.read(taken_back, number)
        found = self._desk(shown if about.answer_id is None else about.answer_id, turns)
        return DeskRead(found.desk, found.views, about, again)

    def _views(self, wanted: Wanted) -> Message:
        from coder.usecases.coding.desk import views_of

        session = self._screen.session
        turns = dict(wanted)
        views, last_entry = session.read(views_of, list(turns), session.coder.id)
        return ViewsRead([(view, turns[view.answer.id]) for view in views], last_entry)
