"""Who is among whom: all, those of one level, those of one wave, and those of none."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import permutations, product
from typing import Protocol

from coder.tables.published import BASE, PublishedCell
from coder.tables.suppression.outcomes import Rule
from coder.tables.suppression.relations import Condition, Count

REST = "\0"
"""The level of those who are in no other; no level's name has the sign."""
MOST_JOINT = 64
"""How many crossings of levels are reckoned with; more would take too long."""


class Counts(Protocol):
    """Takes counts and relations in."""

    counts: list[Count]

    def add_count(self, count: Count) -> int:
        """Add an unknown; return its place."""

    def at_most(self, smaller: Sequence[int], larger: Sequence[int]) -> bool:
        """Relate two sums, if it is true."""

    def at_most_untold(self, smaller: Sequence[int], larger: Sequence[int]) -> None:
        """Relate two sums of which nobody knows the truth."""

    def equal(self, whole: int, parts: Sequence[int]) -> None:
        """Relate a count to a sum of which nobody knows the truth."""


class Groups:
    """Relates counts of the same thing among all, among those of one level, among those of one wave."""

    def __init__(
        self,
        system: Counts,
        by_condition: dict[Condition, dict[str, int]],
        rows: Mapping[str, PublishedCell],
    ) -> None:
        self._system = system
        self._found = by_condition
        self._rows = rows
        self._levels = {of: _levels(of) for of in by_condition}
        self._axes = {
            variable: sorted({each for levels in self._levels.values() for each in levels.get(variable, ())})
            for variable in sorted({name for levels in self._levels.values() for name in levels})
        }
        """The levels of each variable that any table names."""
        self._exhausted: set[str] = set()
        """Variables of which everybody has a level."""
        self._share_nobody = True
        """Whether counts of levels sum to no more than the whole: values of a variable may not."""

    def complete(self) -> None:
        """Add those who are in no level of a variable, or in none that was shown: the same holds of them."""
        for whole in list(self._found):
            for variable, levels in self._axes.items():
                parts = self._parts(whole, variable)
                if len(parts) == len(levels) and variable not in self._levels[whole]:
                    self._add_rest(whole, variable, parts)

    def _add_rest(self, whole: Condition, variable: str, parts: Sequence[Condition]) -> None:
        rest: dict[str, int] = {}
        for row, place in self._found[whole].items():
            if all(row in self._found[of] for of in parts):
                rest[row] = self._value(place) - sum(self._value(self._found[of][row]) for of in parts)
        bases = [value for row, value in rest.items() if self._rows[row].kind == BASE]
        if min(rest.values(), default=0) < 0:
            self._share_nobody = False
            return
        if not any(bases):
            if bases and not whole:
                self._exhausted.add(variable)
            return
        of = tuple(sorted((*whole, f"{variable}={REST}")))
        self._levels[of] = _levels(of)
        self._found[of] = {
            row: self._system.add_count(Count(value, self._rows[row].kind == BASE, None))
            for row, value in rest.items()
        }

    def _value(self, place: int) -> int:
        return self._system.counts[place].value

    def relate(self) -> None:
        """Add all that follows from who is among whom."""
        for whole in self._found:
            for variable in self._axes:
                parts = self._parts(whole, variable)
                if parts:
                    self._sum(whole, parts)
        for narrow, wide in permutations(self._found, 2):
            if self._is_within(narrow, wide):
                self._sum(wide, [narrow])

    def join(self, rules: Sequence[Rule]) -> None:
        """Add those of one level of each variable, of whom no table tells, but all tables are sums.

        With too many levels in all, they are left out. Rows that a column does not show are in it.
        """
        variables = list(self._axes)
        axes = [
            [*levels, *([] if name in self._exhausted else [REST])] for name, levels in self._axes.items()
        ]
        if not self._share_nobody or math.prod(map(len, axes)) > MOST_JOINT:
            return
        joint: dict[Condition, dict[str, int]] = {}
        for levels in product(*axes):
            of = tuple(sorted(f"{name}={level}" for name, level in zip(variables, levels, strict=True)))
            joint[of] = dict(self._found.get(of, {}))
            for row in self._rows:
                if row not in joint[of]:
                    is_base = self._rows[row].kind == BASE
                    joint[of][row] = self._system.add_count(Count(0, is_base, None, joint=True))
            for smaller, larger in rules:
                places = [[joint[of][row] for row in side] for side in (smaller, larger)]
                self._system.at_most_untold(*places)
        inside = {of: _levels(of) for of in joint}
        for wide, found in self._found.items():
            if wide not in joint:
                within = [of for of, mine in inside.items() if _is_among(mine, self._levels[wide])]
                for row, place in found.items():
                    self._system.equal(place, [joint[of][row] for of in within])

    def _parts(self, whole: Condition, variable: str) -> list[Condition]:
        return [of for of in self._found if self._is_part(of, whole, variable)]

    def _is_part(self, of: Condition, whole: Condition, variable: str) -> bool:
        """Whether a condition narrows another to one level of a variable, and does nothing else."""
        mine, wide = dict(self._levels[of]), dict(self._levels[whole])
        level, levels = mine.pop(variable, frozenset()), wide.pop(variable, frozenset())
        return of != whole and mine == wide and len(level) == 1 and (not levels or level <= levels)

    def _is_within(self, narrow: Condition, wide: Condition) -> bool:
        return _is_among(self._levels[narrow], self._levels[wide])

    def _sum(self, whole: Condition, parts: Sequence[Condition]) -> None:
        """Relate a sum over groups that share nobody to the whole; those in no group are the rest."""
        total = self._found[whole]
        bases = [row for row in total if self._rows[row].kind == BASE]
        for row, place in total.items():
            summed = [self._found[of][row] for of in parts if row in self._found[of]]
            self._system.at_most(summed, [place])
            if len(summed) < len(parts) or row in bases:
                if row in bases and len(summed) == len(parts):
                    self._system.at_most([place], summed)
                continue
            for base in bases:
                if all(base in self._found[of] for of in parts):
                    rest = [total[base], *summed]
                    self._system.at_most([place, *(self._found[of][base] for of in parts)], rest)


def _is_among(narrow: Mapping[str, frozenset[str]], wide: Mapping[str, frozenset[str]]) -> bool:
    return all(variable in narrow and narrow[variable] <= levels for variable, levels in wide.items())


def _levels(of: Condition) -> dict[str, frozenset[str]]:
    """Return the levels by variable."""
    found: dict[str, set[str]] = defaultdict(set)
    for condition in of:
        variable, _sign, level = condition.partition("=")
        found[variable].add(level)
    return {variable: frozenset(levels) for variable, levels in found.items()}
