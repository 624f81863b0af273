"""What earlier exports leave of the counts they hide, before the table at hand is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from coder.tables.published import Published
from coder.tables.suppression.relations import HiddenEarlier
from coder.tables.suppression.system import CountSystem
from coder.tables.suppression.witness import WitnessFinder


class EarlierExports:
    """The counts that earlier exports hide, for a reader who has these exports only."""

    def __init__(self, exports: Sequence[Published]) -> None:
        self._exports = exports

    def apart(self, hidden: HiddenEarlier, k: int) -> int:
        """Return how far apart a hidden count can lie, up to K; 0 where a reader knows it."""
        place = self._places[hidden.number, hidden.cell.key]
        if self._system.counts[place].known:
            return 0
        free = {each: count.at_least for each, count in enumerate(self._system.counts) if not count.known}
        low, high = self._finder.reaches(place, k, free)
        return min(high - low, k)

    @cached_property
    def _system(self) -> CountSystem:
        return CountSystem((), self._exports)

    @cached_property
    def _finder(self) -> WitnessFinder:
        return WitnessFinder(self._system)

    @cached_property
    def _places(self) -> dict[tuple[int, tuple[str, tuple[str, ...]]], int]:
        return {
            (hidden.number, hidden.cell.key): place
            for place, count in enumerate(self._system.counts)
            for hidden in count.hidden_by
        }
