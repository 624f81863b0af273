"""Two tables that fit all that is shown and differ in a hidden count: the proof that it is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.tables.suppression_system import CountSystem

Floats = NDArray[np.float64]

SECONDS = 2.0
"""How long the search for the smallest loss may take per hidden count; then the best one found is taken."""


@dataclass(frozen=True)
class Witness:
    """Two tables that both fit all that is shown, and differ by K in the count they were made for."""

    places: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]
    hidden: Sequence[int]
    """Counts that must be hidden for it, too."""


@dataclass(frozen=True)
class Choices:
    """Counts that may be hidden besides, and what is lost with each."""

    losses: Mapping[int, float]
    covers: Mapping[int, Sequence[int]]
    """Bases among them, with the counts that go when they go."""

    def opened_by(self) -> Any:
        """Return which choice lets which count differ, shape (counts, choices): its own, or its base's."""
        from scipy.sparse import csr_array

        number = {place: line for line, place in enumerate(self.losses)}
        pairs = [(line, line) for line in range(len(number))]
        for base, below in self.covers.items():
            pairs += [(number[place], number[base]) for place in below if place in number]
        lines, columns = zip(*pairs, strict=True)
        shape = (len(number), len(number))
        return csr_array((np.ones(len(pairs)), (np.array(lines), np.array(columns))), shape=shape)


class WitnessFinder:
    """Asks HiGHS for witnesses, and tells which counts hang together."""

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

    def is_plainly_zero(self, place: int) -> bool:
        """Whether a count is 0 because one that holds it is: nothing is told by it."""
        return self._system.counts[place].value == 0 and any(
            self._is_under_a_zero(self._system.relations[number].terms, place)
            for number in self._of_count[place]
        )

    def _is_under_a_zero(self, terms: Sequence[tuple[int, int]], place: int) -> bool:
        larger = [other for other, coefficient in terms if coefficient < 0]
        return (
            dict(terms)[place] > 0
            and bool(larger)
            and all(
                self._system.counts[other].value == 0 and not self._system.counts[other].is_base
                for other in larger
            )
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
        from scipy.optimize import Bounds, LinearConstraint, milp

        places = [*free, *choices.losses]
        size, n_choices = len(places), len(choices.losses)
        problem = _Problem(self._system, self._of_count, places)
        matrix, low, high = problem.relations()
        blocks: list[Any] = [
            (_beside(matrix, 0, size, n_choices), low, high),
            (_beside(matrix, size, size, n_choices), low, high),
            _apart(places.index(place), size, n_choices, k),
        ]
        if n_choices:
            blocks += _bound_to_choices(problem.truth[len(free) :], size, choices.opened_by(), 4.0 * k)
        least = np.array(
            [*free.values(), *(1 if not self._is_base(each) else 0 for each in choices.losses)], dtype=float
        )
        most = np.maximum(problem.truth, least) + 1_000_000.0
        answer = milp(
            np.array([0.0] * (2 * size) + list(choices.losses.values())),
            integrality=np.ones(2 * size + n_choices),
            bounds=Bounds(
                np.concatenate([least, least, np.zeros(n_choices)]),
                np.concatenate([most, most, np.ones(n_choices)]),
            ),
            constraints=[LinearConstraint(*block) for block in blocks],
            options={"time_limit": SECONDS, "mip_rel_gap": 0.05},
        )
        if answer.x is None:
            return None
        whole = np.rint(answer.x).astype(int).tolist()
        chosen = [
            each for each, is_chosen in zip(choices.losses, whole[2 * size :], strict=True) if is_chosen
        ]
        return Witness(places, whole[:size], whole[size : 2 * size], chosen)

    def _is_base(self, place: int) -> bool:
        return self._system.counts[place].is_base


class _Problem:
    """The relations between some counts, all others being as they are in truth."""

    def __init__(self, system: CountSystem, of_count: dict[int, list[int]], places: Sequence[int]) -> None:
        self._system = system
        self._column = {place: number for number, place in enumerate(places)}
        self._rows = sorted({number for place in places for number in of_count[place]})
        self.truth: Floats = np.array([system.counts[place].value for place in places], dtype=float)

    def relations(self) -> tuple[Any, Floats, Floats]:
        """Return matrix, lower and upper bounds."""
        from scipy.sparse import csr_array

        rows: list[int] = []
        columns: list[int] = []
        values: list[int] = []
        low = np.full(len(self._rows), -np.inf)
        high = np.full(len(self._rows), np.inf)
        for line, number in enumerate(self._rows):
            relation = self._system.relations[number]
            fixed = 0
            for place, coefficient in relation.terms:
                if place in self._column:
                    rows.append(line)
                    columns.append(self._column[place])
                    values.append(coefficient)
                else:
                    fixed += coefficient * self._system.counts[place].value
            if relation.low is not None:
                low[line] = relation.low - fixed
            if relation.high is not None:
                high[line] = relation.high - fixed
        shape = (len(self._rows), len(self._column))
        return csr_array((np.array(values, dtype=float), (rows, columns)), shape=shape), low, high


def _beside(matrix: Any, before: int, size: int, choices: int) -> Any:
    """Set a matrix in the place of the lower or the upper table."""
    from scipy.sparse import csr_array, hstack

    lines = matrix.shape[0]
    after = size - before + choices
    return csr_array(hstack([csr_array((lines, before)), matrix, csr_array((lines, after))]))


def _apart(place: int, size: int, choices: int, k: int) -> tuple[Any, float, float]:
    """Say that the count lies K higher in the upper table than in the lower."""
    line = np.zeros((1, 2 * size + choices))
    line[0, place], line[0, size + place] = -1.0, 1.0
    return line, float(k), np.inf


def _bound_to_choices(truth: Floats, size: int, opened_by: Any, reach: float) -> list[Any]:
    """Say that shown counts are as they are, in both tables, unless a choice lets them differ by ``reach``.

    Args:
        truth: The shown counts, the last of ``size``.
        size: How many counts each of the two tables has.
        opened_by: Which choice lets which count differ.
        reach: How far, at most.
    """
    from scipy.sparse import csr_array, eye_array, hstack

    choices = len(truth)
    found: list[Any] = []
    for before in (size - choices, 2 * size - choices):
        empty = csr_array((choices, before))
        after = csr_array((choices, 2 * size - before - choices))
        for sign in (1.0, -1.0):
            parts = [empty, sign * eye_array(choices), after, -reach * opened_by]
            found.append((csr_array(hstack(parts)), np.full(choices, -np.inf), sign * truth))
    return found
