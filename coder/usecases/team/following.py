"""What others write while somebody sits at the project: told soon after, for as long as one sits there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.errors import EnvironmentFailedError
from coder.store.history import authors_between, nouns_changed
from coder.store.news import LOOK_SECONDS, news_of
from coder.store.unit_of_work import Reading, reading

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.store.news import News

PAUSES = (0.5, 1.0, 2.0, 5.0)
"""Seconds between tries to reach a project that has gone away; the last goes on."""
LONGEST_LEAVE = 2.0
"""Seconds given to let go of a project that may not answer."""


@dataclass(frozen=True)
class OthersWrote:
    """What others have written; the same coder at another place is another, too."""

    entry: int
    """The newest entry of theirs."""
    nouns: frozenset[str]
    """What was changed, as nouns of the history."""
    coders: frozenset[int | None]
    """Who wrote; None is the project itself."""

    def and_then(self, later: OthersWrote) -> OthersWrote:
        """Return this and what came after it as one."""
        return OthersWrote(later.entry, self.nouns | later.nouns, self.coders | later.coders)


class Following:
    """Tells of what others write, from a thread of its own; a project that goes away is waited for."""

    def __init__(
        self, engine: Engine, since: int, own: Container[str], tell: Callable[[OthersWrote], object]
    ) -> None:
        """Follow from an entry on.

        Args:
            engine: The project.
            since: The last entry that is known.
            own: The uids of what is written here, each there before it is on disk.
            tell: Called with what others wrote, from another thread.
        """
        self._engine = engine
        self._known = since
        self._own = own
        self._tell = tell
        self._news: News | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="following", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Follow no more, and let go of the project."""
        self._stopped.set()
        if self._news is not None:
            self._news.stop()
        self._thread.join(LONGEST_LEAVE)

    def _follow(self) -> None:
        tries = 0
        while not self._stopped.is_set():
            try:
                self._news = news_of(self._engine)
                try:
                    while not self._stopped.is_set():
                        self._look(self._news.newest())
                        tries = 0
                finally:
                    self._news.close()
            except EnvironmentFailedError:
                # Whoever reads or writes is told; here it is only waited for.
                self._stopped.wait(PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1

    def _look(self, newest: int | None) -> None:
        if newest is None or newest <= self._known:
            return
        with reading(self._engine) as work:
            told = written_between(work, self._known, newest, self._own)
        self._known = newest
        if told is not None:
            self._tell(told)
            # Of several at full speed one need not hear each time.
            self._stopped.wait(LOOK_SECONDS)


def written_between(work: Reading, after: int, until: int, own: Container[str]) -> OthersWrote | None:
    """Tell what entries after one number up to another changed; None if all have own uids.

    What own acts changed between those of others is told with theirs.
    """
    theirs = [
        (number, coder_id) for number, uid, coder_id in authors_between(work, after, until) if uid not in own
    ]
    if not theirs:
        return None
    first, last = theirs[0][0], theirs[-1][0]
    nouns = nouns_changed(work, first - 1, last)
    return OthersWrote(last, frozenset(nouns), frozenset(coder_id for _number, coder_id in theirs))
