"""The model of the question at hand: one process for all screens, which hear what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from coder.tui.project_screen import Arrived

if TYPE_CHECKING:
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.session import Session
    from coder.usecases.suggesting.model_process import ModelProcess
    from coder.usecases.suggesting.suggestions import Said

    Hear = Callable[[Said], None]

_STARTED_WITH = "coder.usecases.suggesting.model_process"


class SharedModel:
    """Starts a question's model when a screen first asks for it; another question's is ended then."""

    def __init__(self, place: str | None = None) -> None:
        """Begin with no model.

        Args:
            place: Where the process stands that serves several people; None for one of our own.
        """
        self._place = place
        self._question: str | None = None
        self._process: ModelProcess | None = None
        self._number = 0
        self._hearing: dict[ProjectScreen, Hear] = {}

    def of(self, session: Session, question: str) -> ModelProcess:
        """Return a question's model, started if there is none; it answers those who listen."""
        if self._process is None or self._question != question:
            from coder.usecases.suggesting.model_process import ModelProcess  # not needed for the first frame

            self.close()
            self._question = question
            self._number += 1
            heard = partial(self._heard, self._number)
            self._process = ModelProcess(
                session.target, question, session.coder_name, heard, place=self._place
            )
        return self._process

    def at_hand(self, question: str) -> ModelProcess | None:
        """Return a question's model if there is one now. Nobody keeps it: another may come after it."""
        return self._process if self._question == question else None

    def start_for(
        self, screen: ProjectScreen, question: str, hear: Hear, then: Callable[[ModelProcess], None]
    ) -> None:
        """Have a screen hear a question's model, and go on with it as soon as it is there."""

        def begin() -> None:
            if screen.is_attached:
                self.listen(screen, hear)
                then(self.of(screen.session, question))

        # On the screen's own thread a key would wait for what a process is started with.
        screen.read_behind(partial(import_module, _STARTED_WITH), lambda _module: begin())

    def wrote(self, entry: int | None) -> None:
        """Tell the model, if one is there, that an entry is on disk."""
        if self._process is not None and entry is not None:
            self._process.wrote(entry)

    def listen(self, screen: ProjectScreen, hear: Hear) -> None:
        """Have a screen hear what the model says, on the screen's thread, for as long as it stands."""
        self._hearing[screen] = hear

    def stop_listening(self, screen: ProjectScreen) -> None:
        """Tell a screen nothing more."""
        self._hearing.pop(screen, None)

    def close(self) -> None:
        """End the process; nothing is lost by it."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _heard(self, number: int, said: Said) -> None:
        from coder.usecases.suggesting.suggestions import Ended

        if said == Ended(starts_again=False) and number == self._number:
            # Who opens a screen anew gets a new one; what one closed before says late concerns it not.
            self._process = None
        # On the model's own thread: screens may come and go meanwhile.
        for screen, hear in list(self._hearing.items()):
            screen.post_message(Arrived(_saying(hear, said)))


def _saying(hear: Hear, said: Said) -> Callable[[], None]:
    return lambda: hear(said)
