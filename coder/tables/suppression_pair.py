"""The linear programs behind suppression: two tables that fit what is shown and lie apart in one count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.tables.suppression_system import CountSystem

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ROUNDS = 2
"""How often the losses are weighed anew, so that few counts are hidden rather than many by a little."""
SECONDS = 2.0
"""How long one search may take; then the best found is taken."""
REACH = 4
"""How many times K a shown count may differ from the truth in a witness."""
NEARLY = 1e-6


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


class Relations:
    """The relations between some counts, all others being as they are in truth."""

    def __init__(
        self, system: CountSystem, of_count: Mapping[int, Sequence[int]], places: Sequence[int]
    ) -> None:
        self._system = system
        self._column = {place: number for number, place in enumerate(places)}
        self._rows = sorted({number for place in places for number in of_count[place]})
        self.joint = np.array([system.counts[place].joint for place in places], dtype=bool)
        """Those of which nobody knows the truth."""
        self.truth: Floats = np.array([system.counts[place].value for place in places], dtype=float)

    def bounds(self) -> tuple[Any, Floats, Floats]:
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


@dataclass(frozen=True)
class Solution:
    """Two tables in whole numbers, and the shown counts that differ in them, as places among the counts."""

    low: list[int]
    high: list[int]
    chosen: list[int]


class TablePair:
    """Looks for two tables that differ by K in one count, by linear programming (HiGHS).

    The unknowns are the counts of the lower table, those of the upper one, and for each shown count how much
    much it differs: 0 lets it stand as it is. Counts are whole numbers, for so will whoever attacks reckon.

    Args:
        relations: Between the counts: first those that are hidden already, then those that may be.
        k: How far apart the count must lie.
        place: Which count.
        least: The least each can be.
        choices: What may be hidden besides.
    """

    def __init__(
        self, relations: Relations, k: int, place: int, least: Sequence[int], choices: Choices
    ) -> None:
        self._truth = relations.truth
        self._relations = relations.bounds()
        self._k, self._place = k, place
        self._least = np.array(least, dtype=float)
        self._most = np.maximum(self._truth, self._least) + 10.0 * REACH * k
        self._most[relations.joint] = np.inf
        self._losses = np.array(list(choices.losses.values()))
        self._opened_by: Any = choices.opened_by() if choices.losses else None
        self._n_free = len(least) - len(self._losses)
        self._constraints = self._all_constraints()

    def solution(self) -> Solution | None:
        """Return the solution with the smallest loss that was found; None where there is none."""
        weights = self._losses
        best: Solution | None = None
        loss = np.inf
        for _round in range(ROUNDS if weights.size else 1):
            values = self._solved(weights)
            found = None if values is None else self._checked(values)
            if values is None or found is None:
                break
            here = sum(self._losses[each - self._n_free] for each in found.chosen)
            if here < loss:
                best, loss = found, here
            weights = self._losses / (values[2 * len(self._truth) :] + 0.5)
        return best

    def _solved(self, weights: Floats) -> Floats | None:
        from scipy.optimize import Bounds, milp

        size, n_choices = len(self._truth), len(self._losses)
        bounds = Bounds(
            np.concatenate([self._least, self._least, np.zeros(n_choices)]),
            np.concatenate([self._most, self._most, np.full(n_choices, float(REACH * self._k))]),
        )
        # How much is given up need not be whole. As a yes or no with a large factor the search would be
        # slower, and HiGHS would print a line of its own to stdout now and then.
        values: Floats | None = milp(
            np.concatenate([np.zeros(2 * size), weights]),
            integrality=np.concatenate([np.ones(2 * size), np.zeros(n_choices)]),
            bounds=bounds,
            constraints=self._constraints,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.05, "presolve": False},
        ).x
        return values

    def _checked(self, values: Floats) -> Solution | None:
        """Return a solution whose whole numbers fit exactly."""
        size = len(self._truth)
        low, high = (np.rint(part) for part in (values[:size], values[size : 2 * size]))
        matrix, least, most = self._relations
        for table in (low, high):
            sums = matrix @ table
            if (sums < least - NEARLY).any() or (sums > most + NEARLY).any() or (table < self._least).any():
                return None
        if high[self._place] - low[self._place] < self._k:
            return None
        differs = (low != self._truth) | (high != self._truth)
        chosen = [each for each in range(self._n_free, size) if differs[each]]
        return Solution(low.astype(int).tolist(), high.astype(int).tolist(), chosen)

    def _all_constraints(self) -> list[Any]:
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, hstack

        matrix, low, high = self._relations
        size, n_choices = len(self._truth), len(self._losses)
        empty = csr_array(matrix.shape)
        none = csr_array((matrix.shape[0], n_choices))
        apart = np.zeros((1, 2 * size + n_choices))
        apart[0, self._place], apart[0, size + self._place] = -1.0, 1.0
        found = [
            LinearConstraint(csr_array(hstack([matrix, empty, none])), low, high),
            LinearConstraint(csr_array(hstack([empty, matrix, none])), low, high),
            LinearConstraint(apart, float(self._k), np.inf),
        ]
        return found + self._bound_to_choices() if n_choices else found

    def _bound_to_choices(self) -> list[Any]:
        """Say that shown counts are as they are, in both tables, unless a choice lets them differ."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array, eye_array, hstack

        size, n_choices = len(self._truth), len(self._losses)
        own = self._truth[self._n_free :]
        found: list[Any] = []
        for before in (self._n_free, size + self._n_free):
            empty = csr_array((n_choices, before))
            after = csr_array((n_choices, 2 * size - before - n_choices))
            for sign in (1.0, -1.0):
                parts = [empty, sign * eye_array(n_choices), after, -1.0 * self._opened_by]
                matrix = csr_array(hstack(parts))
                found.append(LinearConstraint(matrix, np.full(n_choices, -np.inf), sign * own))
        return found
