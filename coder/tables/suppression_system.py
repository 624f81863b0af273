"""All that a reader knows of hidden counts: relations between the counts of one or more tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from coder.tables.options import BASE_KINDS
from coder.tables.published import BASE, Published, PublishedCell

REST = "\0"
"""The level of those who are in no other; no level's name has the sign."""

Condition = tuple[str, ...]
Key = tuple[str, Condition]


@dataclass
class Count:
    """A count: what it is in truth, and what has been shown of it."""

    value: int
    is_base: bool
    present: PublishedCell | None
    """Its place in the table at hand; None where it stands in earlier ones only."""
    known: bool = False
    """An earlier export shows it."""
    apart: int = 0
    """The largest K with which an earlier export hides it; 0 for none."""
    at_least: int = 0
    """What any reader of the sign for hidden may conclude: 1 where zeros would have been shown."""


@dataclass(frozen=True)
class Relation:
    """``low`` <= sum of coefficient x count <= ``high``; None for no bound."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None


class CountSystem:
    """The counts of the table at hand and of earlier ones, and every relation that must hold between them.

    Relations are those a reader knows: levels sum to the total (or leave those without a level), waves
    likewise; no count passes its base; a theme has no fewer answers than any of its codes, and no more than
    all of them together; exclusive codes sum to the base; who fits a narrower condition fits the wider one
    too. What does not hold in truth (a theme is set itself, distinct values are counted) is left out, so that
    the true counts always satisfy them all.

    Counts of earlier exports that are not as they are now are counts of their own: the coding has changed.
    """

    def __init__(self, table: Sequence[PublishedCell], earlier: Iterable[Published] = ()) -> None:
        self.counts: list[Count] = []
        self.relations: list[Relation] = []
        self._seen: set[Relation] = set()
        now: dict[Key, int] = {}
        met: dict[Key, PublishedCell] = {}
        for cell in table:
            now[cell.key] = self._new(cell, present=cell)
            met[cell.key] = cell
        for export in earlier:
            self._add_earlier(export, now, met)
        self._relate(now, met)

    def _add_earlier(self, export: Published, now: dict[Key, int], met: dict[Key, PublishedCell]) -> None:
        cells = export.cells
        agrees = all(cell.key not in now or self._is_same(now[cell.key], cell) for cell in cells)
        own: dict[Key, int] = {}
        for cell in cells:
            if cell.key in now and self._is_same(now[cell.key], cell):
                own[cell.key] = now[cell.key]
            else:
                own[cell.key] = self._new(cell, present=None)
            self._shown_before(own[cell.key], cell, export.min_cell or 0)
        if agrees:
            now.update(own)
            met.update({cell.key: cell for cell in cells if cell.key not in met})
        else:
            self._relate(own, {cell.key: cell for cell in cells})

    def _is_same(self, place: int, cell: PublishedCell) -> bool:
        return self.counts[place].value == cell.count

    def _new(self, cell: PublishedCell, present: PublishedCell | None) -> int:
        return self.add_count(Count(cell.count, cell.kind == BASE, present))

    def add_count(self, count: Count) -> int:
        """Add an unknown; return its place."""
        self.counts.append(count)
        return len(self.counts) - 1

    def _shown_before(self, place: int, cell: PublishedCell, k: int) -> None:
        count = self.counts[place]
        if cell.shown:
            count.known = True
        else:
            count.apart = max(count.apart, k)
            if not cell.whole:
                count.at_least = 1

    def _relate(self, places: Mapping[Key, int], cells: Mapping[Key, PublishedCell]) -> None:
        by_condition: dict[Condition, dict[str, int]] = defaultdict(dict)
        for (row, of), place in places.items():
            by_condition[of][row] = place
        rows = {cell.row: cell for cell in cells.values()}
        populations = _Populations(self, by_condition, rows)
        populations.complete()
        for found in by_condition.values():
            self._relate_column(found, rows)
        populations.relate()

    def _relate_column(self, found: Mapping[str, int], rows: Mapping[str, PublishedCell]) -> None:
        """Relate the counts of one column: bases, themes, folded rows, exclusive codes."""
        bases = [found[row] for row in sorted(found, key=_base_rank) if rows[row].kind == BASE]
        for narrow, wide in pairwise(bases):
            self.at_most([narrow], [wide])
        silent = [place for row, place in found.items() if rows[row].kind == "no answer"]
        codes = [row for row in found if rows[row].kind == "code"]
        for row, place in found.items():
            if rows[row].kind != BASE:
                for base in bases:
                    self.at_most([place], [base])
                    self.at_most([place, *(other for other in silent if other != place)], [base])
            if rows[row].kind == "theme":
                self._unite(place, [found[code] for code in codes if rows[code].theme == rows[row].theme])
            elif rows[row].parts:
                self._unite(place, [found[part] for part in rows[row].parts if part in found])
        if codes and all(rows[code].exclusive for code in codes):
            self._exclude(found, rows, codes, bases)

    def _unite(self, whole: int, parts: Sequence[int]) -> None:
        for part in parts:
            self.at_most([part], [whole])
        if parts:
            self.at_most([whole], parts)

    def _exclude(
        self,
        found: Mapping[str, int],
        rows: Mapping[str, PublishedCell],
        codes: Sequence[str],
        bases: Sequence[int],
    ) -> None:
        """One code per answer: codes sum to at most the base, and those of a theme to the theme."""
        folded = {part for code in codes for part in rows[code].parts}
        apart = [code for code in codes if code not in folded]
        silent = [place for row, place in found.items() if rows[row].kind == "no answer"]
        for base in bases:
            places = [found[code] for code in apart]
            self.at_most(places, [base])
            self.at_most([base], [*places, *silent])
            self.at_most([*places, *silent], [base])
        for row, place in found.items():
            if rows[row].kind == "theme":
                self.at_most([found[code] for code in apart if rows[code].theme == rows[row].theme], [place])

    def at_most(self, smaller: Sequence[int], larger: Sequence[int]) -> None:
        """Relate two sums, if it is true: the first is no more than the second."""
        self.add([(place, 1) for place in smaller] + [(place, -1) for place in larger], None, 0)

    def add(self, terms: Sequence[tuple[int, int]], low: int | None, high: int | None) -> None:
        """Add a relation, unless it is there already or is not true."""
        coefficients: dict[int, int] = defaultdict(int)
        for place, coefficient in terms:
            coefficients[place] += coefficient
        kept = tuple(sorted((place, each) for place, each in coefficients.items() if each))
        truth = sum(coefficient * self.counts[place].value for place, coefficient in kept)
        is_true = (low is None or low <= truth) and (high is None or truth <= high)
        relation = Relation(kept, low, high)
        if kept and is_true and relation not in self._seen:
            self._seen.add(relation)
            self.relations.append(relation)


class _Populations:
    """Relates counts of the same thing among all, among those of one level, among those of one wave."""

    def __init__(
        self,
        system: CountSystem,
        by_condition: dict[Condition, dict[str, int]],
        rows: Mapping[str, PublishedCell],
    ) -> None:
        self._system = system
        self._found = by_condition
        self._rows = rows
        self._levels = {of: _levels(of) for of in by_condition}

    def complete(self) -> None:
        """Add those who are in no level of a variable, or in none that was shown: the same holds of them."""
        for whole in list(self._found):
            for variable in self._variables():
                parts = self._parts(whole, variable)
                if parts and variable not in self._levels[whole]:
                    self._add_rest(whole, variable, parts)

    def _add_rest(self, whole: Condition, variable: str, parts: Sequence[Condition]) -> None:
        rest: dict[str, int] = {}
        for row, place in self._found[whole].items():
            if all(row in self._found[of] for of in parts):
                rest[row] = self._value(place) - sum(self._value(self._found[of][row]) for of in parts)
        bases = [value for row, value in rest.items() if self._rows[row].kind == BASE]
        if not any(bases) or min(rest.values()) < 0:
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
            for variable in self._variables():
                parts = self._parts(whole, variable)
                if parts:
                    self._sum(whole, parts)
        for narrow, wide in permutations(self._found, 2):
            if self._is_within(narrow, wide):
                self._sum(wide, [narrow])

    def _variables(self) -> list[str]:
        return sorted({variable for levels in self._levels.values() for variable in levels})

    def _parts(self, whole: Condition, variable: str) -> list[Condition]:
        return [of for of in self._found if self._is_part(of, whole, variable)]

    def _is_part(self, of: Condition, whole: Condition, variable: str) -> bool:
        """Whether a condition narrows another to one level of a variable, and does nothing else."""
        mine, wide = dict(self._levels[of]), dict(self._levels[whole])
        level, levels = mine.pop(variable, frozenset()), wide.pop(variable, frozenset())
        return of != whole and mine == wide and len(level) == 1 and (not levels or level <= levels)

    def _is_within(self, narrow: Condition, wide: Condition) -> bool:
        mine = self._levels[narrow]
        return all(
            variable in mine and mine[variable] <= levels for variable, levels in self._levels[wide].items()
        )

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


def _base_rank(row: str) -> int:
    """Tell how wide a base is: the settled, those who answered, all who took part, all who were asked."""
    kind = row.split("|")[1]
    return [*BASE_KINDS].index(kind) if kind in BASE_KINDS else len(BASE_KINDS)


def _levels(of: Condition) -> dict[str, frozenset[str]]:
    """Return the levels by variable."""
    found: dict[str, set[str]] = defaultdict(set)
    for condition in of:
        variable, _sign, level = condition.partition("=")
        found[variable].add(level)
    return {variable: frozenset(levels) for variable, levels in found.items()}
