"""What all screens of a project share: the session, and waiting until it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from coder.domain.errors import CoderError
from coder.tui.company.hearing import Hearing
from coder.tui.company.trouble import show_trouble
from coder.tui.errors import show_error
from coder.tui.pieces.too_small import cover_if_too_small

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.app import WorkbenchApp
    from coder.usecases.session import Acknowledgement, Session
    from coder.usecases.team.following import OthersWrote
    from coder.usecases.team.sittings import AtWork

T = TypeVar("T")

SAMPLING = frozenset({"sample", "sample_answer"})
"""Nouns of the history: when they change, somebody may code blind from now on, or no more."""


@dataclass
class Arrived(Message):
    """Something asked for behind the screen is here: go on with it on the screen's thread."""

    go_on: Callable[[], None] = field(repr=False)


class ProjectScreen(Screen[int | None]):
    """A screen that stands before the project is open, and begins its work when it is.

    What it is dismissed with is the answer to show on the screen below; None where that is the one it shows.
    """

    SIGNS: ClassVar[Sequence[tuple[str, str]]] = ()
    """Signs it shows that are no keys, and what they say; help lists them too."""
    SHOWS_OTHERS: ClassVar[bool] = False
    """Whether it shows what others gave: then it is closed to whoever codes a sample blind."""

    UNSEEN: ClassVar[frozenset[str]] = frozenset()
    """Nouns of the history that nothing of is seen here."""
    READS_ON_RETURN: ClassVar[bool] = False
    """Whether it reads everything anew when one comes back to it."""

    def __init__(self) -> None:
        super().__init__()
        self.hearing = Hearing(self)

    @property
    def workbench(self) -> WorkbenchApp:
        """The app, with what it knows."""
        return cast("WorkbenchApp", self.app)

    @property
    def session(self) -> Session:
        """The open project."""
        return self.workbench.session

    def on_mount(self) -> None:
        self._bindings = self.workbench.under_chosen_keys(self, self._bindings)
        if self.session.trouble is not None:
            show_trouble(self)
        if not self.workbench.is_open:
            return
        if self.SHOWS_OTHERS:
            self._unless_blind(self.begin)
        else:
            self.begin()

    def on_screen_resume(self) -> None:
        if self.READS_ON_RETURN and not self.SHOWS_OTHERS:
            self.hearing.forget()
        else:
            self.hearing.go_on()

    def on_resize(self) -> None:
        cover_if_too_small(self)

    def is_for_help(self, binding: Binding) -> bool:
        """Tell whether help lists a key: all but those that mean nothing in work as it is here."""
        return True

    def word_now(self, binding: Binding) -> str:
        """Return the footer's word for a key: its own, unless the key does another thing as things stand."""
        return binding.description

    def begin(self) -> None:
        """Start reading; called once, when the project is open and the screen stands."""
        raise NotImplementedError

    def hear(self, told: OthersWrote) -> None:
        """Take in what others wrote as soon as that disturbs nobody."""
        self.hearing.hear(told)

    def others_wrote(self, told: OthersWrote) -> None:
        """Show what others wrote; called when the screen stands on top and nothing is on its way."""
        if self.SHOWS_OTHERS and told.nouns & SAMPLING:
            # A sample may have been drawn for who sits here: then what others gave is not seen any more.
            self._unless_blind(lambda: self.take_in(told))
        elif not told.nouns <= self.UNSEEN:
            self.take_in(told)

    def take_in(self, told: OthersWrote) -> None:
        """Read what others wrote; a screen that shows nothing of the kind does nothing.

        The cursor, what is in view, what is chosen and what is half typed stay as they are.
        """

    def others_at_work(self, found: AtWork) -> None:
        """Take in who else has the project open, and what they read; most screens tell nothing of it."""

    def read_behind(
        self,
        read: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[CoderError], None] | None = None,
    ) -> None:
        """Read on a thread of its own, and go on with what was read.

        Args:
            read: Reads, on a thread.
            then: Called with what was read.
            otherwise: Called when it could not be read; shows the sentence if not given.
        """

        not_read = otherwise or self._show_error

        def run() -> None:
            try:
                found = read()
            except CoderError as error:
                failure = error
                self.post_message(Arrived(lambda: self._taken_up(lambda: not_read(failure))))
            else:
                self.post_message(Arrived(lambda: self._taken_up(lambda: then(found))))

        self.hearing.begin()
        self.run_worker(run, thread=True, group="read")

    def hand_over(
        self,
        operation: str,
        act: Callable[[Writing], object],
        then: Callable[[object], None] | None = None,
        otherwise: Callable[[CoderError], None] | None = None,
    ) -> None:
        """Hand an act to the writer.

        Args:
            operation: What it is called in the history.
            act: Does it, on the writer's thread.
            then: Called with what the act gave, when it is on disk.
            otherwise: Called when it could not be done; shows the sentence if not given.
        """

        def settle(done: Acknowledgement[object]) -> None:
            if done.error is None:
                self.workbench.model.wrote(done.entry)
                if then is not None:
                    then(done.result)
                return
            self.workbench.unsaved.pop(done.uid, None)
            if not isinstance(done.error, CoderError):
                raise done.error
            (otherwise or self._show_error)(done.error)

        def on_writers_thread(done: Acknowledgement[object]) -> None:
            # The screen may be gone when this comes: then the workbench tells of it after it has closed.
            if done.error is not None:
                self.workbench.unsaved[done.uid] = done.error
            self.post_message(Arrived(lambda: self._taken_up(lambda: settle(done))))

        self.hearing.begin()
        self.session.write(operation, act, on_writers_thread)

    def _taken_up(self, go_on: Callable[[], None]) -> None:
        """Go on with what was read or written; then others' work may be taken in again."""
        try:
            go_on()
        finally:
            self.hearing.end()

    def _unless_blind(self, go_on: Callable[[], None]) -> None:
        def read() -> None:
            from coder.usecases.second_coder.blind_screens import refuse_blind_screen

            about = getattr(self, "question", None)  # not every screen is about one question
            self.session.read_after_writes(refuse_blind_screen, about, self.session.coder.id)

        def leave(error: CoderError) -> None:
            show_error(self, error)
            self.dismiss(None)

        self.read_behind(read, lambda _none: go_on(), leave)

    def _show_error(self, error: CoderError) -> None:
        show_error(self, error)

    def on_arrived(self, message: Arrived) -> None:
        message.go_on()
