"""An attacker on suppressed tables who knows only what readers see, and arithmetic.

Everybody who could have answered stands in one cell of the cross of all variables; each row is an unknown
whole number per such cell. All published counts are sums of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from coder.tables.table import FrequencyTable
from tests.tables.random_table import RandomSurvey

MISSING = ""
TOTAL_COLUMN = -1


@dataclass(frozen=True)
class Seen:
    """A table as a reader has it, with the condition it was made under."""

    table: FrequencyTable
    where: tuple[str, ...] = ()


def attacker(survey: RandomSurvey, *tables: Seen) -> Attacker:
    """Return someone who has read the tables and knows how the survey was made."""
    lacks = any(len(answer.levels) < len(survey.levels) for answer in survey.answers)
    return Attacker(tables, survey.levels, survey.themes, may_lack=lacks, exclusive=survey.exclusive)


@dataclass(frozen=True)
class Target:
    """A hidden count: its row (None for the base) and its condition."""

    row: tuple[str, str] | None
    of: frozenset[str]


@dataclass
class Attacker:
    """Bounds hidden counts from published tables.

    ``levels`` are all levels of each variable; with ``may_lack`` some have none. ``themes`` leads from the
    path of a theme to those of its codes.
    """

    tables: Sequence[Seen]
    levels: dict[str, tuple[str, ...]]
    themes: dict[str, tuple[str, ...]]
    may_lack: bool = False
    exclusive: bool = False
    _rows: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        axes = [[*levels, *([MISSING] if self.may_lack else [])] for levels in self.levels.values()]
        self._atoms = list(itertools.product(*axes))
        seen = {(row.level, row.path) for each in self.tables for row in each.table.rows}
        self._rows = sorted(seen)
        self._equal: list[tuple[dict[int, float], float, float]] = []
        self._relate_atoms()
        self.targets: list[Target] = []
        for each in self.tables:
            self._read(each)

    def narrowest(self, k: int) -> list[tuple[Target, int, int]]:
        """Return the hidden counts that can be bounded to a range narrower than K, with the range."""
        found = []
        for target in dict.fromkeys(self.targets):
            low, high = self.bounds(target)
            if high - low < k:
                found.append((target, low, high))
        return found

    def bounds(self, target: Target) -> tuple[int, int]:
        """Return the least and the largest value a count can have."""
        size = (len(self._rows) + 1) * len(self._atoms)
        objective = np.zeros(size)
        for place in self._places(target.row, target.of):
            objective[place] = 1.0
        found = []
        for sign in (1.0, -1.0):
            answer = milp(
                sign * objective,
                integrality=np.ones(size),
                bounds=Bounds(np.zeros(size), np.full(size, 5_000.0)),
                constraints=self._constraints(size),
                # With its presolve HiGHS (in scipy 1.17) calls some values optimal that are not.
                options={"presolve": False},
            )
            assert answer.x is not None, "what is published contradicts itself"
            found.append(round(sign * answer.fun))
        return found[0], found[1]

    def _constraints(self, size: int) -> LinearConstraint:
        lines, columns, values = [], [], []
        for line, (terms, _low, _high) in enumerate(self._equal):
            for column, value in terms.items():
                lines.append(line)
                columns.append(column)
                values.append(value)
        matrix = csr_array((values, (lines, columns)), shape=(len(self._equal), size))
        return LinearConstraint(
            matrix, [low for _t, low, _h in self._equal], [high for *_t, high in self._equal]
        )

    def _relate_atoms(self) -> None:
        place = {row: number for number, row in enumerate(self._rows)}
        for atom in range(len(self._atoms)):
            base = self._place(None, atom)
            for row in self._rows:
                self._equal.append(({base: 1.0, self._place(row, atom): -1.0}, 0.0, np.inf))
            for theme, codes in self.themes.items():
                if ("theme", theme) not in place:
                    continue
                whole = self._place(("theme", theme), atom)
                parts = [self._place(("code", code), atom) for code in codes if ("code", code) in place]
                for part in parts:
                    self._equal.append(({whole: 1.0, part: -1.0}, 0.0, np.inf))
                if len(parts) == len(codes):
                    self._equal.append((dict.fromkeys(parts, 1.0) | {whole: -1.0}, 0.0, np.inf))
                    if self.exclusive:
                        self._equal.append((dict.fromkeys(parts, 1.0) | {whole: -1.0}, 0.0, 0.0))
            # Of tables of themes alone nobody knows the codes' sum.
            if self.exclusive and all(
                ("code", code) in place for each in self.themes.values() for code in each
            ):
                chosen = [self._place(row, atom) for row in self._rows if row[0] == "code"]
                self._equal.append((dict.fromkeys(chosen, 1.0) | {base: -1.0}, 0.0, 0.0))

    def _read(self, seen: Seen) -> None:
        table = seen.table
        columns: list[tuple[frozenset[str], int | None]] = [(frozenset(seen.where), table.base)]
        columns += [(frozenset({*seen.where, column.key}), column.base) for column in table.columns]
        for number, (of, base) in enumerate(columns):
            self._publish(None, of, base)
            for place, row in enumerate(table.rows):
                count = row.count if number == 0 else table.cells[place][number - 1].count
                # Beside counts that are shown, a hidden one is no 0: zeros would be shown, too.
                self._publish((row.level, row.path), of, count, 1 if self._shows_counts(table, number) else 0)

    def _shows_counts(self, table: FrequencyTable, number: int) -> bool:
        counts = [row.count for row in table.rows]
        if number:
            counts = [cells[number - 1].count for cells in table.cells]
        return any(counts)

    def _publish(
        self, row: tuple[str, str] | None, of: frozenset[str], count: int | None, least: int = 0
    ) -> None:
        terms = dict.fromkeys(self._places(row, of), 1.0)
        if count is None:
            self.targets.append(Target(row, of))
            self._equal.append((terms, float(least), np.inf))
        else:
            self._equal.append((terms, float(count), float(count)))

    def _place(self, row: tuple[str, str] | None, atom: int) -> int:
        number = len(self._rows) if row is None else self._rows.index(row)
        return number * len(self._atoms) + atom

    def _places(self, row: tuple[str, str] | None, of: frozenset[str]) -> Iterator[int]:
        wanted: dict[str, set[str]] = {}
        for condition in of:
            variable, _sign, level = condition.partition("=")
            wanted.setdefault(variable, set()).add(level)
        for number, atom in enumerate(self._atoms):
            levels = dict(zip(self.levels, atom, strict=True))
            if all(levels[variable] in among for variable, among in wanted.items()):
                yield self._place(row, number)
