"""The relations between counts as a matrix, and the part of it that some counts stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.tables.suppression.relations import Relation
from coder.tables.suppression.system import CountSystem

Floats = NDArray[np.float64]
NEARLY = 1e-6
NODES = 200
"""How far a search may branch before it ends with the best found; unlike time, the same on every machine."""


@dataclass(frozen=True)
class Cut:
    """What holds between some counts where all others are as they are in truth."""

    places: Sequence[int]
    matrix: Any
    """Of shape (relations, counts)."""
    low: Floats
    high: Floats
    least: Floats
    """By relations with only one of the counts in them, and by what readers know."""
    most: Floats
    truth: Floats

    def fits(self, table: Floats) -> bool:
        """Whether whole numbers fit all relations exactly."""
        sums = self.matrix @ table
        return bool(
            (sums >= self.low).all()
            and (sums <= self.high).all()
            and (table >= self.least).all()
            and (table <= self.most).all()
        )

    def of(self, kept: Sequence[int]) -> Cut:
        """Return what holds between some of the counts where the others, too, are as in truth.

        Args:
            kept: Which ones, as columns.
        """
        others = self.truth.copy()
        others[kept] = 0.0
        fixed = self.matrix @ others
        return Cut(
            [self.places[each] for each in kept],
            self.matrix.tocsc()[:, kept].tocsr(),
            self.low - fixed,
            self.high - fixed,
            self.least[kept],
            self.most[kept],
            self.truth[kept],
        )

    def near(self, place: int, reach: float) -> Cut:
        """Return the same with one of the counts, given as a column, near to its truth."""
        least, most = self.least.copy(), self.most.copy()
        least[place] = max(least[place], self.truth[place] - reach)
        most[place] = min(most[place], self.truth[place] + reach)
        return replace(self, least=least, most=most)


class RelationMatrix:
    """All relations of a system; those that say the same of the same counts are one."""

    def __init__(self, system: CountSystem) -> None:
        from scipy.sparse import csc_array

        merged = _merged(system.relations)
        rows = [line for line, terms in enumerate(merged) for _term in terms]
        terms = [term for terms in merged for term in terms]
        shape = (len(merged), len(system.counts))
        values = np.array([coefficient for _place, coefficient in terms], dtype=float)
        # For columns, then for rows: counts are chosen first, then what they stand in.
        self._matrix: Any = csc_array((values, (rows, [place for place, _each in terms])), shape=shape)
        self._by_row: Any = self._matrix.tocsr()
        self._low = np.array([low for low, _high in merged.values()])
        self._high = np.array([high for _low, high in merged.values()])
        self._system = system
        self.truth: Floats = np.array([count.value for count in system.counts], dtype=float)
        """Joint counts have one that fits, or 0: see ``fit_joint``."""

    def cut(self, least: Mapping[int, int], reach: float) -> Cut:
        """Return what holds between some counts.

        Args:
            least: The counts, and the least each can be.
            reach: How far above its truth a count can be thought to lie.
        """
        places = list(least)
        chosen = self._matrix[:, places]
        rows = np.unique(chosen.indices)
        others = self.truth.copy()
        others[places] = 0.0
        fixed = self._by_row[rows] @ others
        matrix = chosen.tocsr()[rows]
        low, high = self._low[rows] - fixed, self._high[rows] - fixed
        lower = np.array(list(least.values()), dtype=float)
        upper = np.maximum(self.truth[places], lower) + reach
        upper[[self._system.counts[place].joint for place in places]] = np.inf
        alone = np.diff(matrix.indptr) == 1
        starts = matrix.indptr[:-1][alone]
        columns, factors = matrix.indices[starts], matrix.data[starts]
        edges = np.sort(np.stack([low[alone] / factors, high[alone] / factors]), axis=0)
        np.maximum.at(lower, columns, np.ceil(edges[0] - NEARLY))
        np.minimum.at(upper, columns, np.floor(edges[1] + NEARLY))
        kept = ~alone
        return Cut(places, matrix[kept], low[kept], high[kept], lower, upper, self.truth[places])


def _merged(
    relations: Sequence[Relation],
) -> dict[tuple[tuple[int, int], ...], tuple[float, float]]:
    """Return terms with bounds; what is said of the same sum, or of its negative, becomes one."""
    found: dict[tuple[tuple[int, int], ...], tuple[float, float]] = {}
    for relation in relations:
        low = -np.inf if relation.low is None else float(relation.low)
        high = np.inf if relation.high is None else float(relation.high)
        terms = tuple(sorted(relation.terms))
        if terms[0][1] < 0:
            terms = tuple((place, -coefficient) for place, coefficient in terms)
            low, high = -high, -low
        before = found.get(terms, (-np.inf, np.inf))
        found[terms] = max(low, before[0]), min(high, before[1])
    return found


def best(
    costs: Floats,
    lower: Floats,
    upper: Floats,
    rows: tuple[Any, Floats, Floats],
    whole: Floats | None,
    gap: float = 0.0,
) -> Floats | None:
    """Solve a linear program (HiGHS); None where there is no solution, or none was found.

    Args:
        costs: What one of each unknown costs; the sum is made as small as can be.
        lower: The least of each.
        upper: The most.
        rows: Matrix, lower and upper bounds of further conditions.
        whole: 1 for each unknown that must be a whole number, else 0; None for none of them.
        gap: By which share the sum may be larger than the smallest there is.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    if (lower > upper).any():
        return None
    matrix, low, high = rows
    values: Floats | None = milp(
        costs,
        integrality=whole,
        bounds=Bounds(lower, upper),
        constraints=[LinearConstraint(matrix, low, high)] if matrix.shape[0] else [],
        # With its presolve HiGHS (in scipy 1.17) calls some values optimal that are not.
        options={"presolve": False, "node_limit": NODES, "mip_rel_gap": gap},
    ).x
    return values


def any_table(cut: Cut) -> Floats | None:
    """Return any whole numbers that fit; None where none were found."""
    size = len(cut.truth)
    for whole in (None, np.ones(size)):
        values = best(np.zeros(size), cut.least, cut.most, (cut.matrix, cut.low, cut.high), whole)
        if values is not None and cut.fits(np.rint(values)):
            return np.rint(values)
    return None
