"""Serves one question: what is asked is answered at once, by the newest model; learning goes on behind."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from coder.domain.coding import Span
from coder.platform import give_back_memory
from coder.store.answers import texts_of
from coder.store.cipher import remember
from coder.usecases.suggesting.name_model import NameModel
from coder.usecases.suggesting.question_model import QuestionModel
from coder.usecases.suggesting.suggestions import (
    AskAhead,
    Asked,
    AskGroups,
    AskInconsistencies,
    AskNear,
    AskRevisit,
    AskSuggestions,
    OpenQuestion,
    Said,
    Wrote,
)
from coder.worker.apprentice import Apprentice
from coder.worker.snapshots import Snapshots
from coder.worker.studies import Study, studied

T = TypeVar("T")
Place = tuple[int, Span | None]
Note = Asked | Callable[[], None]
"""What comes in: from the screens, or from what went on behind."""


class Service:
    """Answers one coder's questions about answers; what takes long goes on behind, on other threads."""

    def __init__(
        self, opening: OpenQuestion, inbox: queue.SimpleQueue[Note], say: Callable[[Said], None]
    ) -> None:
        self._opening = opening
        self._inbox = inbox
        self._say = say
        if opening.passphrase is not None:
            remember(Path(opening.target), opening.passphrase)
        self._snapshots = Snapshots(opening.target)
        self._apprentice = Apprentice(opening, say)
        self._model: NameModel | QuestionModel = self._snapshots.read(
            lambda work: NameModel(work, opening.question_key, opening.coder_name)
        )
        self._on_screen: Place | None = None
        self._ahead: tuple[int, ...] = ()
        self._waiting: list[Place] = []
        self._is_news = False
        """Whether something was written since learning last began."""
        self._is_learning = False
        self._is_preparing = False
        self._studies: list[Study] = []
        self._is_studying = False

    def run(self) -> None:
        """Serve for ever."""
        while True:
            if self._inbox.empty():
                self._go_on_learning()
                self._go_on_studying()
            if self._waiting and self._inbox.empty():
                self._rank(self._waiting.pop(0))
            else:
                self._take(self._inbox.get())

    def _take(self, note: Note) -> None:
        match note:
            case AskSuggestions():
                self._on_screen = note.answer_id, note.sentence
                self._want([self._on_screen])
            case AskAhead():
                self._ahead = note.answer_ids
                self._want([(answer_id, None) for answer_id in self._ahead])
            case Wrote():
                self._is_news |= note.entry > self._model.as_of
            case AskNear() | AskRevisit() | AskInconsistencies() | AskGroups():
                # Asked again before it was its turn, it is wanted once.
                self._studies = [*(each for each in self._studies if type(each) is not type(note)), note]
            case _ if callable(note):
                note()

    def _want(self, places: Sequence[Place]) -> None:
        """Rank these as soon as nothing else comes in; where the coder is, comes first."""
        wanted = dict.fromkeys([*self._waiting, *places])
        self._waiting = sorted(wanted, key=lambda place: place != self._on_screen)

    def _rank(self, place: Place) -> None:
        answer_id, sentence = place
        if self._model.has_learned_from(answer_id):
            # It would say again what somebody coded; it learns anew without that, and is asked again then.
            return
        text = self._snapshots.read(lambda work: texts_of(work, [answer_id])).get(answer_id)
        if text is not None:
            self._say(self._model.suggested(answer_id, text, sentence))

    def _asked_about(self) -> frozenset[int]:
        """Return the answers not to be learned from, for as long as it is them that are asked about."""
        return frozenset(self._ahead if self._on_screen is None else (self._on_screen[0], *self._ahead))

    def _go_on_learning(self) -> None:
        left_out = self._asked_about()
        if not self._is_learning and self._apprentice.would_learn(self._is_news, left_out):
            self._is_learning, self._is_news = True, False
            self._behind(lambda snapshots: self._apprentice.learn(snapshots, left_out), self._learned)
        if not self._is_preparing and self._apprentice.would_prepare():
            self._is_preparing = True
            self._behind(self._apprentice.prepare, self._prepared)

    def _go_on_studying(self) -> None:
        model, key = self._model, self._opening.question_key
        if self._is_studying or not self._studies or not isinstance(model, QuestionModel):
            return
        asked = self._studies.pop(0)
        self._is_studying = True
        self._behind(lambda snapshots: studied(asked, model, snapshots, key), self._studied)

    def _studied(self, said: Said) -> None:
        self._is_studying = False
        self._say(said)

    def _learned(self, model: QuestionModel) -> None:
        self._is_learning = False
        self._model = model
        self._waiting.clear()
        self._want([*([self._on_screen] if self._on_screen else []), *((each, None) for each in self._ahead)])

    def _prepared(self, _nothing: None) -> None:
        self._is_preparing = False

    def _behind(self, do: Callable[[Snapshots], T], then: Callable[[T], None]) -> None:
        """Do something long on another thread; then go on here with what it came to."""

        def run() -> None:
            done = do(Snapshots(self._opening.target))
            give_back_memory()
            self._inbox.put(lambda: then(done))

        # Under the name of who asked for it, so that a failure finds its way home.
        threading.Thread(target=run, name=threading.current_thread().name, daemon=True).start()
