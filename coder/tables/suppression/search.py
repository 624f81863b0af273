"""Finding which further counts must be hidden so that no hidden one can be worked out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from coder.tables.suppression.earlier import EarlierExports
from coder.tables.suppression.pair import Choices
from coder.tables.suppression.system import CountSystem
from coder.tables.suppression.witness import Witness, WitnessFinder
from coder.tables.table import TOTAL


@dataclass
class HiddenCounts:
    """Which counts of the table at hand are hidden, and the proof that they stay so.

    For each hidden count two tables of whole numbers are kept in mind that fit all relations and all that is
    shown, and in which the count differs by at least K. To hide more takes no proof away.
    """

    system: CountSystem
    k: int
    columns: dict[int, str]
    """The column of each count of the table at hand."""
    earlier: EarlierExports
    hidden: set[int] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    """Columns hidden with their base and zeros."""
    bare: set[int] = field(default_factory=set)
    """Small counts of the table at hand of which earlier exports tell too much."""
    narrowed: set[int] = field(default_factory=set)
    """Counts that earlier exports hide, and that nothing protects once the table at hand is shown."""
    _let_go: set[int] = field(default_factory=set)
    """Counts of which earlier exports by themselves tell more than K allows."""
    _without_zeros: set[str] = field(default_factory=set)
    """Columns that show no zeros but plain ones, so that a hidden count there may be 0."""
    _low: dict[int, int] = field(default_factory=dict)
    _high: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_column: dict[str, list[int]] = defaultdict(list)
        for place, column in self.columns.items():
            self._by_column[column].append(place)
        self._totals = {self._row(place): self.system.counts[place].value for place in self._by_column[TOTAL]}
        self._joint_bases = {
            place for place, count in enumerate(self.system.counts) if count.joint and count.is_base
        }
        self._finder = WitnessFinder(self.system)

    def hide(self, places: Iterable[int]) -> None:
        """Hide counts; a base takes its column with it."""
        for place in places:
            if self.system.counts[place].is_base:
                self.hide_column(self.columns[place])
            else:
                self.hidden.add(place)

    def hide_column(self, column: str) -> None:
        """Hide all of a column but N of all, plain zeros, and what earlier exports show."""
        self.whole.add(column)
        counted = [place for place in self._by_column[column] if not self._is_base_of_all(place)]
        hides_zeros = not any(self._is_told(place) for place in counted)
        if hides_zeros:
            self._without_zeros.add(column)
        for place in counted:
            is_zero = self.system.counts[place].value == 0
            if not self._is_told(place) and not (
                is_zero and (not hides_zeros or self._is_plainly_zero(place))
            ):
                self.hidden.add(place)

    def _is_base_of_all(self, place: int) -> bool:
        return self.columns[place] == TOTAL and self.system.counts[place].is_base

    def _is_told(self, place: int) -> bool:
        """Whether an earlier export shows a count that is not small: to hide it helps nobody."""
        count = self.system.counts[place]
        return count.known and not 0 < count.value < self.k

    def _is_plainly_zero(self, place: int) -> bool:
        """Whether a count can only be 0, since its total is, or what an earlier export shows to hold it."""
        if self.columns[place] != TOTAL and self._totals.get(self._row(place)) == 0:
            return True
        return self._finder.is_under_known_zeros(place)

    def _row(self, place: int) -> str:
        present = self.system.counts[place].present
        return "" if present is None else present.row

    def protect(self) -> None:
        """Hide further counts until none can be bounded to a range narrower than K."""
        while (place := self._first_open()) is not None:
            self._protect(place)

    def _first_open(self) -> int | None:
        return next((place for place in self._to_protect() if not self._is_safe(place)), None)

    def _to_protect(self) -> list[int]:
        """List hidden counts, here and in earlier exports that this table may narrow; bases last."""
        reached = self._finder.reached(self.columns)
        found = [
            place
            for place, count in enumerate(self.system.counts)
            if place not in self.bare | self.narrowed
            and not count.known
            and (place in self.hidden or (place in reached and self._must_stay_hidden(place)))
        ]
        return sorted(found, key=lambda place: (self.system.counts[place].is_base, place))

    def _unseen(self, place: int) -> bool:
        """Whether the table at hand does not show the count."""
        return place not in self.columns or place in self.hidden

    def _must_stay_hidden(self, place: int) -> bool:
        """Whether an earlier export hides a count that this table does not show, or shows as its N."""
        return self.system.counts[place].apart > 0 and (self._unseen(place) or self._is_base_of_all(place))

    def _is_safe(self, place: int) -> bool:
        return self._high.get(place, 0) - self._low.get(place, 0) >= self._apart(place)

    def _apart(self, place: int) -> int:
        """Return how far apart a count must be possible: K, or the larger K of an export that hides it."""
        own = self.k if place in self.hidden and place not in self._let_go else 0
        return max(own, self.system.counts[place].apart)

    def _protect(self, place: int) -> None:
        for scope in self._scopes(place):
            free, apart = self._free(scope), self._apart(place)
            for witness in self._finder.apart(place, apart, free):
                self._take(witness)
            if self._is_safe(place):
                return
            chosen = self._finder.chosen(place, apart, free, self._choices(scope))
            if chosen is not None:
                self._take(chosen)
                return
        self._hide_more(place)

    def _scopes(self, place: int) -> Iterable[Collection[int]]:
        """Name counts to look among: what hangs together with this one when bases stay, then everything."""
        if self._finder.can_look_near:
            hidden_bases = {base for base in self.hidden if self.system.counts[base].is_base}
            yield self._finder.block(place) | hidden_bases | self._joint_bases
        yield range(len(self.system.counts))

    def _free(self, scope: Collection[int]) -> dict[int, int]:
        """Return the counts a reader does not know, with the least each can be."""
        free: dict[int, int] = {}
        for place in scope:
            count = self.system.counts[place]
            if count.known or not self._unseen(place):
                continue
            if place in self.hidden:
                least = 0 if self.columns[place] in self._without_zeros else min(1, count.value)
                free[place] = max(least, count.at_least)
            elif place not in self.columns:
                free[place] = count.at_least
        return free

    def _choices(self, scope: Collection[int]) -> Choices:
        """Return what may be hidden besides, and what is lost with it; a base goes with its column."""
        losses: dict[int, float] = {}
        covers: dict[int, list[int]] = {}
        for place in scope:
            column = self.columns.get(place)
            if column is None or place in self.hidden or self.system.counts[place].known:
                continue
            count = self.system.counts[place]
            if count.is_base and column != TOTAL:
                covers[place] = [each for each in self._by_column[column] if each != place]
                losses[place] = sum(self._loss(each) for each in covers[place])
            elif not count.is_base and count.value > 0:
                losses[place] = self._loss(place)
        return Choices(losses, covers)

    def _loss(self, place: int) -> float:
        """Tell how much a reader misses a count: large ones more, totals and themes twice as much."""
        if place in self.hidden:
            return 0.0
        count = self.system.counts[place]
        loss = 1.0 + math.log2(1 + count.value)
        if self.columns[place] == TOTAL:
            loss *= 2
        if count.present is not None and count.present.kind == "theme":
            loss *= 2
        return loss

    def _take(self, witness: Witness) -> None:
        self.hide(witness.hidden)
        for table in witness.tables:
            for place, number in zip(witness.places, table.astype(int).tolist(), strict=True):
                value = self.system.counts[place].value
                self._low[place] = min(self._low.get(place, value), number)
                self._high[place] = max(self._high.get(place, value), number)

    def _hide_more(self, place: int) -> None:
        """Where no choice of single counts helps: hide the whole column, then the whole table."""
        if self._earlier_tell_more(place):
            return
        column = self.columns.get(place, TOTAL)
        wider = [column] if column != TOTAL else list(self._by_column)
        for columns in (wider, list(self._by_column)):
            if not set(columns) <= self.whole:
                for each in columns:
                    self.hide_column(each)
                return
        self._give_up(place)

    def _earlier_tell_more(self, place: int) -> bool:
        """Whether earlier exports by themselves tell more of a count than K allows; then ask for no more."""
        count = self.system.counts[place]
        if place in self._let_go or not count.hidden_by:
            return False
        left = max(self.earlier.apart(each, self._apart(place)) for each in count.hidden_by)
        if left >= self._apart(place):
            return False
        self._let_go.add(place)
        count.apart = min(count.apart, left)
        if self._is_small(place):
            self.bare.add(place)
        return True

    def _is_small(self, place: int) -> bool:
        """Whether this is a small count of the table at hand."""
        return place in self.hidden and 0 < self.system.counts[place].value < self.k

    def _give_up(self, place: int) -> None:
        """Nothing more can be hidden: something stands in the way, or the count is no secret."""
        if self.system.counts[place].hidden_by:
            self.narrowed.add(place)
        elif self._is_small(place):
            self.bare.add(place)
        else:
            self._show_after_all(place)

    def _show_after_all(self, place: int) -> None:
        """Show what was hidden for the sake of others only: they must do without it."""
        self.system.counts[place].known = True
        self.hidden.discard(place)
        column = self.columns.get(place, "")
        if column in self._without_zeros and self.system.counts[place].value:
            self._show_zeros(column)
        self._low.clear()
        self._high.clear()

    def _show_zeros(self, column: str) -> None:
        """Show the zeros of a column that shows another count: what is hidden there is taken to be none."""
        self._without_zeros.discard(column)
        zeros = (place for place in self._by_column[column] if self.system.counts[place].value == 0)
        self.hidden -= {place for place in zeros if not self.system.counts[place].hidden_by}
