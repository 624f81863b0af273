"""All that a reader knows of hidden counts: relations between the counts of one or more tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from coder.tables.published import BASE, Published, PublishedCell
from coder.tables.suppression.groups import Groups
from coder.tables.suppression.outcomes import Rule
from coder.tables.suppression.relations import (
    Condition,
    Count,
    HiddenEarlier,
    Key,
    Relation,
    column_rules,
)


class CountSystem:
    """The counts of the table at hand and of earlier ones, and every relation that must hold between them.

    Relations are those a reader knows: levels sum to the total (or leave those without a level), waves
    likewise; no count passes its base; a theme has no fewer answers than any of its codes, and no more than
    all of them together; exclusive codes sum to the base; who fits a narrower condition fits the wider one
    too. What does not hold in truth (a theme is set itself, distinct values are counted) is left out, so that
    the true counts always satisfy them all.

    Counts of earlier exports that are not as they are now are counts of their own: the coding has changed.
    """

    def __init__(self, table: Sequence[PublishedCell], earlier: Sequence[Published] = ()) -> None:
        self.counts: list[Count] = []
        self.relations: list[Relation] = []
        self._seen: set[Relation] = set()
        now: dict[Key, int] = {}
        met: dict[Key, PublishedCell] = {}
        for cell in table:
            now[cell.key] = self._new(cell, present=cell)
            met[cell.key] = cell
        # Newest first: its counts are most likely as they are now.
        for number in reversed(range(len(earlier))):
            self._add_earlier(number, earlier[number], now, met)
        self._relate(now, met)

    def _add_earlier(
        self, number: int, export: Published, now: dict[Key, int], met: dict[Key, PublishedCell]
    ) -> None:
        cells = export.cells
        agrees = all(cell.key not in now or self._is_same(now[cell.key], cell) for cell in cells)
        own: dict[Key, int] = {}
        for cell in cells:
            if cell.key in now and self._is_same(now[cell.key], cell):
                own[cell.key] = now[cell.key]
            else:
                own[cell.key] = self._new(cell, present=None)
            if cell.shown:
                self.counts[own[cell.key]].known = True
            else:
                hidden = HiddenEarlier(export.name, number, cell)
                self._hidden_before(own[cell.key], hidden, export.min_cell or 0)
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

    def _hidden_before(self, place: int, hidden: HiddenEarlier, k: int) -> None:
        count = self.counts[place]
        count.apart = max(count.apart, k)
        count.hidden_by.append(hidden)
        if not hidden.cell.whole and hidden.cell.count:
            count.at_least = 1

    def _relate(self, places: Mapping[Key, int], cells: Mapping[Key, PublishedCell]) -> None:
        by_condition: dict[Condition, dict[str, int]] = defaultdict(dict)
        for (row, of), place in places.items():
            by_condition[of][row] = place
        rows = {cell.row: cell for cell in cells.values()}
        groups = Groups(self, by_condition, rows)
        groups.complete()
        broken: set[Rule] = set()
        for found in by_condition.values():
            for rule in column_rules(found, rows):
                if not self.at_most([found[row] for row in rule[0]], [found[row] for row in rule[1]]):
                    broken.add(rule)
        groups.relate()
        groups.join([rule for rule in column_rules(rows, rows) if rule not in broken])

    def at_most(self, smaller: Sequence[int], larger: Sequence[int]) -> bool:
        """Relate two sums, if it is true: the first is no more than the second. Return whether it is."""
        return self._add([(place, 1) for place in smaller] + [(place, -1) for place in larger], None, 0)

    def equal(self, whole: int, parts: Sequence[int]) -> None:
        """Relate a count to the sum of others of which nobody knows the truth."""
        self._keep(Relation(((whole, 1), *((part, -1) for part in parts)), 0, 0))

    def at_most_untold(self, smaller: Sequence[int], larger: Sequence[int]) -> None:
        """Relate two sums of counts of which nobody knows the truth."""
        self._keep(Relation((*((each, 1) for each in smaller), *((each, -1) for each in larger)), None, 0))

    def _add(self, terms: Sequence[tuple[int, int]], low: int | None, high: int | None) -> bool:
        """Add a relation, unless it is there already or is not true."""
        coefficients: dict[int, int] = defaultdict(int)
        for place, coefficient in terms:
            coefficients[place] += coefficient
        kept = tuple(sorted((place, each) for place, each in coefficients.items() if each))
        truth = sum(coefficient * self.counts[place].value for place, coefficient in kept)
        is_true = (low is None or low <= truth) and (high is None or truth <= high)
        if is_true:
            self._keep(Relation(kept, low, high))
        return is_true

    def _keep(self, relation: Relation) -> None:
        if relation.terms and relation not in self._seen:
            self._seen.add(relation)
            self.relations.append(relation)
