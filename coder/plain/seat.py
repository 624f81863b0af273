"""Who sits at the project in plain mode: the same session and writer as the screens, each act waited for."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from coder.domain.errors import CoderError, PassingFailureError
from coder.messages import _
from coder.plain.talk import in_speech, listed
from coder.tui.history.taking_back import take_back_act, taken_back_sentence

if TYPE_CHECKING:
    from coder.plain.talk import Talk
    from coder.store.coders import Coder
    from coder.store.unit_of_work import Reading, Writing
    from coder.usecases.coding.desk import TakenBack
    from coder.usecases.session import Acknowledgement, Session
    from coder.usecases.team.following import OthersWrote
    from coder.usecases.team.sittings import AtWork

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Written:
    """What an act gave, and the entry it became; None where nothing was changed."""

    uid: str
    result: object
    entry: int | None


class Seat:
    """Reads and writes for one person, and keeps what others wrote until it may be told."""

    def __init__(self, session: Session, talk: Talk, *, suggests: bool) -> None:
        self.session = session
        self.suggests = suggests
        """Whether codes are suggested, for which a process of its own is started."""
        self.talk = talk
        self.heard: queue.SimpleQueue[OthersWrote] = queue.SimpleQueue()
        """What others wrote, not taken in yet."""
        self.uids: set[str] = set()
        """Of all that was written here."""
        self.claimed: frozenset[int] = frozenset()
        """Answers of the question at hand that others were handed."""
        self._here: set[str] = set()
        self._in_trouble = False
        session.heard = self._hear_trouble

    def take_in_others(self, found: AtWork) -> None:
        """Take in who else has the project open and what they were handed; have it said who has come."""
        self.claimed = found.claimed
        names = {each.coder for each in found.others if each.coder != self.session.coder_name}
        if came := sorted(names - self._here):
            self.talk.tell_later(_("Here too: {names}.").format(names=listed(came)))
        self._here = names

    @property
    def coder(self) -> Coder:
        """Who sits here."""
        return self.session.coder

    def read(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the project something."""
        return self.session.read(query, *args, **kwargs)

    def write(
        self,
        operation: str,
        act: Callable[[Writing], object],
        handed_in: Callable[[str], object] = lambda _uid: None,
    ) -> Written:
        """Hand an act to the writer and wait until it is on disk.

        Args:
            operation: What it is called in the history.
            act: Does it.
            handed_in: Called with its uid before it is done.

        Raises:
            CoderError: Why it could not be done; nothing was changed.
        """
        done: queue.SimpleQueue[Acknowledgement[object]] = queue.SimpleQueue()
        uid = self.session.write(operation, act, done.put)
        self.uids.add(uid)
        handed_in(uid)
        told = done.get()
        if told.error is not None:
            raise told.error
        return Written(uid, told.result, told.entry)

    def take_back(self, operation: str) -> TakenBack | None:
        """Undo or redo, asked about first where the act was of another kind; tell what it was about.

        Returns:
            What was taken back or done again; None where that was not wanted.
        """
        from coder.usecases.coding.desk import UncommonUndoError, taken_back

        try:
            written = self.write(operation, take_back_act(ask=True))
        except UncommonUndoError as error:
            asked = _("Your latest act was not made on this screen: {what}. Take it back all the same?")
            if not self.talk.ask_yes(asked.format(what=error.what)):
                return None
            written = self.write(operation, take_back_act(ask=False))
        if not isinstance(written.result, int):
            return None
        taken = self.read(taken_back, written.result)
        told = in_speech(taken_back_sentence(taken.what, again=operation == "redo"))
        self.talk.say(told[:1].upper() + told[1:] + ".")
        return taken

    def _hear_trouble(self, error: CoderError | None) -> None:
        """Say once that the project cannot be reached, and once that it can again; nobody types meanwhile."""
        if isinstance(error, PassingFailureError) and not self._in_trouble:
            self._in_trouble = True
            waits = _("What you did waits, and is sent when it can be.")
            self.talk.say(f"{error} {waits}")
        elif error is None and self._in_trouble:
            self._in_trouble = False
            self.talk.say(_("The project can be reached again; everything is saved."))
