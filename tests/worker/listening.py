"""A model's process in a test: what it said, and waiting for what it should say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from coder.usecases.suggesting.model_process import ModelProcess, log_file
from coder.usecases.suggesting.suggestions import Said, Suggested

S = TypeVar("S")
PATIENCE = 30.0
QUESTION = "hva_skal_til"


class Listener:
    """Keeps what a model's process says."""

    def __init__(self) -> None:
        self.heard: list[Said] = []
        self._news = threading.Condition()

    def hear(self, said: Said) -> None:
        """Take in one thing; what the process is given to call."""
        with self._news:
            self.heard.append(said)
            self._news.notify_all()

    def forget(self) -> None:
        """Listen only for what comes from now on."""
        with self._news:
            self.heard.clear()

    def wait_for(self, kind: type[S], holds: Callable[[S], bool] = lambda _said: True) -> S:
        """Return the first thing of a kind for which something holds, as soon as it is said."""

        def found() -> S | None:
            return next((said for said in self.heard if isinstance(said, kind) and holds(said)), None)

        with self._news:
            if not self._news.wait_for(lambda: found() is not None, PATIENCE):
                last_words = log_file().read_text("utf-8") if log_file().exists() else ""
                raise AssertionError(f"No such {kind.__name__} among {self.heard}\n{last_words}")
            said = found()
            assert said is not None
            return said

    def learned(self, answer_id: int, answers: int) -> Suggested:
        """Return the first ranking of an answer by a model that has learned from so many others."""
        return self.wait_for(
            Suggested, lambda said: (said.answer_id, said.learned_from) == (answer_id, answers)
        )


@contextmanager
def model_of(
    target: object, coder: str = "kari", *, pauses: Sequence[float] = (0.1, 0.1, 0.1)
) -> Iterator[tuple[ModelProcess, Listener]]:
    """Run a model's process for a while."""
    listener = Listener()
    model = ModelProcess(str(target), QUESTION, coder, listener.hear, pauses=pauses)
    try:
        yield model, listener
    finally:
        model.close()
