"""The differences one goes through: in which order, where one stands, which of them still wait."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.disagreements import Disagreement


@dataclass(frozen=True)
class Among:
    """Which differences one goes through: all, those in a code or a theme, or those of a group."""

    answer_ids: frozenset[int] | None = None
    title: str = ""


ALL = Among()


class Queue:
    """Differences in an order that stays; what is settled keeps its place in it."""

    def __init__(self) -> None:
        self.among = ALL
        self.answer_id: int | None = None
        """The answer one stands on."""
        self._order: list[int] = []
        self._differing: dict[int, Disagreement] = {}
        self._waiting: Collection[int] = ()
        self._on_the_way: set[int] = set()

    def take(self, desk: AgreementDesk) -> None:
        """Take what is on disk; what is new comes last, what waits before what is settled."""
        self._differing = {each.answer_id: each for each in desk.differing}
        self._waiting = frozenset(each.answer_id for each in desk.waiting)
        kept = [each for each in self._order if each in self._differing]
        new = [each.answer_id for each in (*desk.waiting, *desk.differing)]
        self._order = list(dict.fromkeys([*kept, *new]))
        if self.answer_id not in self._differing:
            self.answer_id = None
            self.go_to_next()

    @property
    def ids(self) -> list[int]:
        """The answers one goes through."""
        wanted = self.among.answer_ids
        return self._order if wanted is None else [each for each in self._order if each in wanted]

    @property
    def place(self) -> int:
        """The place where one stands."""
        ids = self.ids
        return ids.index(self.answer_id) if self.answer_id in ids else 0

    @property
    def here(self) -> Disagreement | None:
        """The difference one stands on."""
        ids = self.ids
        return self._differing[ids[self.place]] if ids else None

    @property
    def waiting(self) -> list[int]:
        """Those that are still to be settled by whoever looks."""
        return [each for each in self.ids if each in self._waiting and each not in self._on_the_way]

    def look_among(self, among: Among) -> None:
        """Go through others, from the first that waits on."""
        self.among, self.answer_id = among, None
        if not self.go_to_next() and self.ids:
            self.answer_id = self.ids[0]

    def move(self, step: int) -> None:
        """Go to another, settled or not."""
        ids = self.ids
        if ids:
            self.answer_id = ids[min(max(self.place + step, 0), len(ids) - 1)]

    def go_to_next(self) -> bool:
        """Go on to the next that waits, from the beginning again after the last; tell if there was one."""
        ids, waiting = self.ids, set(self.waiting)
        place = ids.index(self.answer_id) + 1 if self.answer_id in ids else 0
        for answer_id in [*ids[place:], *ids[:place]]:
            if answer_id in waiting:
                self.answer_id = answer_id
                return True
        return False

    def decide(self, answer_ids: Sequence[int]) -> None:
        """Take answers as settled while that goes to the disk."""
        self._on_the_way.update(answer_ids)

    def written(self, answer_ids: Sequence[int]) -> None:
        """Take note that what was decided is on disk, or could not be written."""
        self._on_the_way.difference_update(answer_ids)

    def is_on_the_way(self, answer_id: int) -> bool:
        """Tell whether what was decided of an answer is not on disk yet."""
        return answer_id in self._on_the_way
