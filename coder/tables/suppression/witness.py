"""Whole tables that fit all that is shown: the proof that a hidden count is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.tables.suppression.extremes import reaches, tables_apart
from coder.tables.suppression.joint import fit_joint
from coder.tables.suppression.matrix import Cut, Floats, RelationMatrix
from coder.tables.suppression.pair import REACH, Choices, TablePair
from coder.tables.suppression.system import CountSystem


@dataclass(frozen=True)
class Witness:
    """Tables that fit all that is shown; counts that stand in none of them are as in truth."""

    places: Sequence[int]
    tables: Sequence[Floats]
    hidden: Sequence[int] = ()
    """Counts that must be hidden for it, too."""


class WitnessFinder:
    """Finds witnesses, and tells which counts hang together."""

    def __init__(self, system: CountSystem) -> None:
        self._system = system
        self._of_count: dict[int, list[int]] = defaultdict(list)
        for number, relation in enumerate(system.relations):
            for place, _coefficient in relation.terms:
                self._of_count[place].append(number)
        self._blocks = self._joined(with_bases=False)
        self._all = self._joined(with_bases=True)
        self._members: dict[int, set[int]] = defaultdict(set)
        for place, block in enumerate(self._blocks):
            self._members[block].add(place)
        self._matrix = RelationMatrix(system)
        self.can_look_near = fit_joint(system, self._matrix, self._blocks)
        """Whether all counts have numbers that fit together; else witnesses must tell of all counts."""

    def block(self, place: int) -> set[int]:
        """Return the counts that hang together with one by relations, bases left out; itself among them."""
        return self._members[self._blocks[place]]

    def reached(self, places: Iterable[int]) -> set[int]:
        """Return the counts that hang together with any of some."""
        blocks = {self._all[place] for place in places}
        return {other for other, block in enumerate(self._all) if block in blocks}

    def is_under_known_zeros(self, place: int) -> bool:
        """Whether a count is no more than counts together that earlier exports show to be 0."""
        return any(
            dict(terms)[place] > 0 and self._are_known_zeros(other for other, each in terms if each < 0)
            for terms in (self._system.relations[number].terms for number in self._of_count[place])
        )

    def _are_known_zeros(self, places: Iterable[int]) -> bool:
        counts = [self._system.counts[place] for place in places]
        return bool(counts) and all(
            count.known and count.value == 0 and not count.is_base for count in counts
        )

    def _joined(self, *, with_bases: bool) -> list[int]:
        leader = list(range(len(self._system.counts)))

        def top(place: int) -> int:
            while leader[place] != place:
                leader[place] = leader[leader[place]]
                place = leader[place]
            return place

        for relation in self._system.relations:
            places = [
                place
                for place, _each in relation.terms
                if with_bases or not self._system.counts[place].is_base
            ]
            for other in places[1:]:
                leader[top(other)] = top(places[0])
        return [top(place) for place in range(len(leader))]

    def apart(self, place: int, k: int, free: Mapping[int, int]) -> Iterator[Witness]:
        """Return tables in which a count lies K apart, without hiding more; fewer where there are none.

        Args:
            place: The count.
            k: How far apart it is to lie.
            free: Counts that may differ from the truth, since no reader knows them; the least each can be.
        """
        if place in free:
            cut = self._cut(free, k)
            for table in tables_apart(cut, cut.places.index(place), k):
                yield Witness(cut.places, [table])

    def reaches(self, place: int, k: int, free: Mapping[int, int]) -> tuple[int, int]:
        """Return the smallest and the largest number a count can be; arguments as for ``apart``."""
        cut = self._cut(free, k)
        return reaches(cut, cut.places.index(place))

    def chosen(self, place: int, k: int, free: Mapping[int, int], choices: Choices) -> Witness | None:
        """Return two tables that differ by K in one count, at the smallest loss; None where there are none.

        Args:
            place: The count.
            k: How far apart it must lie in the two.
            free: As for ``apart``.
            choices: Counts that may be hidden besides. All others stay as they are.
        """
        if place not in free or not choices.losses:
            return None
        least = {each: 0 if self._system.counts[each].is_base else 1 for each in choices.losses}
        cut = self._cut({**free, **least}, k)
        found = TablePair(cut, k, cut.places.index(place), choices).solution()
        if found is None:
            return None
        return Witness(cut.places, [found.low, found.high], [cut.places[each] for each in found.chosen])

    def _cut(self, least: Mapping[int, int], k: int) -> Cut:
        return self._matrix.cut(least, 10.0 * REACH * k)
