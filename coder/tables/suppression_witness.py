"""Two tables that fit all that is shown and differ in a hidden count: the proof that it is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.tables.suppression_pair import Choices, Relations, TablePair
from coder.tables.suppression_system import CountSystem


@dataclass(frozen=True)
class Witness:
    """Two tables that both fit all that is shown, and differ by K in the count they were made for."""

    places: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]
    hidden: Sequence[int]
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

    def block(self, place: int) -> set[int]:
        """Return the counts that hang together with one by relations, bases left out; itself among them."""
        mine = self._blocks[place]
        return {other for other, block in enumerate(self._blocks) if block == mine}

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

    def witness(self, place: int, k: int, free: Mapping[int, int], choices: Choices) -> Witness | None:
        """Return two tables that differ by K in one count, at the smallest loss; None where there are none.

        Args:
            place: The count.
            k: How far apart it must lie in the two.
            free: Counts that may differ from the truth, since no reader knows them; the least each can be.
            choices: Counts that may be hidden besides. All others stay as they are.
        """
        if place not in free:
            return None
        found = self._solved(place, k, free, Choices({}, {}))
        return found or (self._solved(place, k, free, choices) if choices.losses else None)

    def _solved(self, place: int, k: int, free: Mapping[int, int], choices: Choices) -> Witness | None:
        places = [*free, *choices.losses]
        problem = Relations(self._system, self._of_count, places)
        least = [*free.values(), *(0 if self._system.counts[each].is_base else 1 for each in choices.losses)]
        pair = TablePair(problem, k, places.index(place), least, choices)
        solution = pair.solution()
        if solution is None:
            return None
        return Witness(places, solution.low, solution.high, [places[each] for each in solution.chosen])
