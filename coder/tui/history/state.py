"""What the history screen looks at: which acts, whose, of what kind; read a window at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.folding import folded

if TYPE_CHECKING:
    from coder.store.history_page import Act
    from coder.usecases.history.in_words import Told
    from coder.usecases.history.page import ActKind, Acts

WINDOW = 60
"""How many acts are told around the one that is missing."""


class HistoryState:
    """The acts shown, newest first, and those of them that are told in words already."""

    def __init__(self, acts: Acts, me: int) -> None:
        self.acts = acts
        self.me = me
        self.whose: int | None = None
        """Only this coder's acts; None is everybody's."""
        self.kind: ActKind | None = None
        self.searched = ""
        self.numbers: list[int] = []
        """The acts shown, as far as they are found."""
        self.told: dict[int, Told] = {}
        self._by_number = {act.number: act for act in acts.acts}
        self.narrow()

    def renewed(self, acts: Acts) -> None:
        """Take in the acts as they are now; what is looked for stays."""
        self.acts = acts
        self._by_number = {act.number: act for act in acts.acts}
        self.narrow()

    def grown(self, acts: Acts, told: Iterable[Told]) -> None:
        """Take in acts that have come since.

        Args:
            acts: As they are now.
            told: The new ones in words, where words are looked for.
        """
        known = self._by_number
        new = [act.number for act in acts.acts if act.number not in known]
        self.acts = acts
        self._by_number = {act.number: act for act in acts.acts}
        if self.searched:
            told = list(told)
            self.take_in(told)
            found = set(self.matching(told))
            fitting = [number for number in new if number in found and self._fits(self.act(number))]
            self.numbers = [*fitting, *self.numbers]
        else:
            self.numbers = self.candidates()

    def narrow(self) -> None:
        """Show the acts that fit coder and kind; those that fit what is typed are found by ``matching``."""
        self.numbers = [] if self.searched else self.candidates()

    def candidates(self) -> list[int]:
        """Return the acts that fit coder and kind, newest first."""
        return [act.number for act in self.acts.acts if self._fits(act)]

    def next_whose(self) -> None:
        """Look at mine, then at each other coder's, then at everybody's."""
        others = [coder_id for coder_id in self._who_acted() if coder_id != self.me]
        turns = [None, self.me, *others]
        self.whose = turns[(turns.index(self.whose) + 1) % len(turns)]
        self.narrow()

    def next_kind(self, kinds: Sequence[ActKind]) -> None:
        """Look at the next kind of acts, after the last at all."""
        turns = [None, *kinds]
        self.kind = turns[(turns.index(self.kind) + 1) % len(turns)]
        self.narrow()

    def search(self, typed: str) -> None:
        """Look for words."""
        self.searched = folded(typed)
        self.narrow()

    def matching(self, told: Iterable[Told]) -> list[int]:
        """Return which of some acts have all the words looked for."""
        words = self.searched.split()
        return [each.entry.number for each in told if all(word in _words_of(each) for word in words)]

    def act(self, number: int) -> Act:
        """Return the head of one act."""
        return self._by_number[number]

    def take_in(self, told: Iterable[Told]) -> None:
        """Keep what acts are in words; their changes are read again where they are looked at."""
        self.told.update((each.entry.number, replace(each, changes=())) for each in told)

    def place_of(self, number: int | None) -> int:
        """Return where an act stands among those shown; the first place where it does not."""
        return self.numbers.index(number) if number in self.numbers else 0

    def wanted_around(self, number: int) -> list[int]:
        """Return the acts to tell so that one and its neighbours can be shown."""
        try:
            place = self.numbers.index(number)
        except ValueError:
            return []
        window = self.numbers[max(place - WINDOW // 2, 0) : place + WINDOW]
        return [each for each in window if each not in self.told]

    def why_not(self, number: int) -> str:
        """Say why an act cannot be taken back from here; empty if it can."""
        act = self.act(number)
        undo = self.acts.taken_back.get(number)
        if undo is not None:
            return _("It is taken back already, by entry {number}. Ctrl+Y does your latest again.").format(
                number=undo
            )
        if act.coder_id != self.me:
            whose = self.acts.coders.get(act.coder_id or 0)
            if whose is None:
                return _("It happened by itself and cannot be taken back.")
            return _("Only {coder} can take it back.").format(coder=whose)
        if act.undoes is not None:
            return _("It took something back or did it again: Ctrl+Y and Ctrl+Z go on from there.")
        return "" if self.acts.is_open(act) else _("This cannot be taken back: it is a fact.")

    def _fits(self, act: Act) -> bool:
        touching = self.acts.touching
        if touching is not None and act.number not in touching:
            return False
        if self.whose is not None and act.coder_id != self.whose:
            return False
        return self.kind is None or self.acts.kind(act) is self.kind

    def _who_acted(self) -> list[int]:
        acted = {act.coder_id for act in self.acts.acts}
        return [coder_id for coder_id in self.acts.coders if coder_id in acted]


def _words_of(told: Told) -> str:
    return folded(f"{told.entry.coder or ''} {told.sentence} {told.when}")
