"""Counting in columns: by level of a background variable, by wave, and by what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.tables.frequency import Integers, Pairs, answers_per_group
from coder.tables.table import level_key

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

OUTSIDE = -1
"""In place of a column or a unit: it has none, and is not counted there."""


@dataclass(frozen=True)
class Grouping:
    """A way to part people into columns: the levels of a background variable, or the waves."""

    variable: str
    """The background variable's name; empty for waves and for everybody."""
    heading: str
    """What stands above the columns."""
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    of_people: Integers
    """The column of each person, ``OUTSIDE`` where it has none."""

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True)
class Counted:
    """How many units each code and theme has in each column of one grouping."""

    codes: Integers
    """Shape (codes, columns)."""
    themes: Integers
    """Shape (codes, columns); filled for topmost codes."""
    bases: Integers
    """N of each column."""
    answered: Integers
    """How many of N gave an answer."""


@dataclass(frozen=True)
class Weighted:
    """Sums of weights, as ``Counted`` counts."""

    codes: Floats
    themes: Floats
    bases: Floats
    answered: Floats


@dataclass(frozen=True)
class Counting:
    """What is counted: pairs of answer and code, the people behind the answers, and who makes up N."""

    pairs: Pairs
    n_codes: int
    person_of_answer: Integers
    answered: Integers
    """The people whose answers are in N."""
    base: Integers
    """The people who make up N."""
    unit_of_person: Integers | None = None
    """What each person is counted as; None where each counts by itself."""

    def in_columns(self, grouping: Grouping) -> Counted:
        """Count units per code, theme and column."""
        columns, n_columns = grouping.of_people, len(grouping)
        return Counted(
            codes=self._per_code(self.pairs.answers, self.pairs.codes, columns, n_columns),
            themes=self._per_code(self.pairs.theme_answers, self.pairs.themes, columns, n_columns),
            bases=self._people(self.base, columns, n_columns),
            answered=self._people(self.answered, columns, n_columns),
        )

    def weighted(self, grouping: Grouping, weights: Floats) -> Weighted:
        """Sum weights per code, theme and column; people without a weight (NaN) are left out."""
        known = np.where(np.isnan(weights), 0.0, weights)

        def summed(people: Integers, codes: Integers, n_codes: int) -> Floats:
            cells, inside = _cells(codes, grouping.of_people[people], len(grouping))
            sums = np.bincount(cells, known[people][inside], minlength=n_codes * len(grouping))
            return sums.astype(np.float64).reshape(n_codes, len(grouping))

        of_pair, of_theme = (
            self.person_of_answer[answers] for answers in (self.pairs.answers, self.pairs.theme_answers)
        )
        return Weighted(
            codes=summed(of_pair, self.pairs.codes, self.n_codes),
            themes=summed(of_theme, self.pairs.themes, self.n_codes),
            bases=summed(self.base, np.zeros_like(self.base), 1)[0],
            answered=summed(self.answered, np.zeros_like(self.answered), 1)[0],
        )

    def _per_code(self, answers: Integers, codes: Integers, columns: Integers, n_columns: int) -> Integers:
        of_answer = columns[self.person_of_answer]
        cells, inside = _cells(codes, of_answer[answers], n_columns)
        size = self.n_codes * n_columns
        if self.unit_of_person is None:
            found = np.bincount(cells, minlength=size).astype(np.int64)
        else:
            found = _units_per_cell(self.unit_of_person[self.person_of_answer[answers[inside]]], cells, size)
        return found.reshape(self.n_codes, n_columns)

    def _people(self, people: Integers, columns: Integers, n_columns: int) -> Integers:
        cells, inside = _cells(np.zeros_like(people), columns[people], n_columns)
        if self.unit_of_person is None:
            return np.bincount(cells, minlength=n_columns).astype(np.int64)
        return _units_per_cell(self.unit_of_person[people[inside]], cells, n_columns)


def everybody(n_people: int, key: str, label: str) -> Grouping:
    """Return the grouping with one column for all people."""
    return Grouping("", "", (key,), (label,), np.zeros(n_people, dtype=np.int64))


def with_column_for_the_rest(grouping: Grouping, people: Sequence[int] | Integers, label: str) -> Grouping:
    """Add a column for those of some people who stand in none, if there are any."""
    columns = grouping.of_people
    if not (columns[people] == OUTSIDE).any():
        return grouping
    return Grouping(
        grouping.variable,
        grouping.heading,
        (*grouping.keys, level_key(grouping.variable, "")),
        (*grouping.labels, label),
        np.where(columns == OUTSIDE, len(grouping), columns),
    )


def _cells(rows: Integers, columns: Integers, n_columns: int) -> tuple[Integers, Truths | slice]:
    """Return the cell of each row and column that is inside, and which are."""
    inside = columns != OUTSIDE
    if inside.all():
        return rows * n_columns + columns, slice(None)
    return rows[inside] * n_columns + columns[inside], inside


def _units_per_cell(units: Integers, cells: Integers, n_cells: int) -> Integers:
    known = units != OUTSIDE
    return answers_per_group(units[known], cells[known], n_cells)
