"""Small counts hidden in a table, and as many others as it takes that they cannot be worked out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tables.published import Published, cells_of
from coder.tables.suppression.earlier import EarlierExports
from coder.tables.suppression.search import HiddenCounts
from coder.tables.suppression.system import CountSystem
from coder.tables.suppression.told import GivenAway, Narrowed, given_away, narrowed
from coder.tables.table import TOTAL, Cell, FrequencyTable, Row
from coder.text.collation import collation_key
from coder.text.numbers import written_count


class TooFewToShowError(CoderError):
    """N itself is under K: no number of the table may be shown."""

    exit_code = 1

    def __init__(self, base: int, k: int) -> None:
        super().__init__(
            ngettext(
                "N is {base}, under {k}: nothing of this table can be shown. Widen the selection.",
                "N is {base}, under {k}: nothing of this table can be shown. Widen the selection.",
                base,
            ).format(base=written_count(base), k=written_count(k))
        )


class TooSmallKError(CoderError):
    """A K that hides nothing."""

    def __init__(self, k: int) -> None:
        super().__init__(_("The smallest count shown cannot be {k}. Take 2 or more.").format(k=k))


@dataclass(frozen=True)
class Suppression:
    """A table with its small counts hidden, and what forbids showing it."""

    table: FrequencyTable
    given_away: tuple[GivenAway, ...]
    """Its small counts that readers of earlier exports know all the same."""
    narrowed: tuple[Narrowed, ...]
    """Counts that earlier exports hide, and that could be worked out with this table."""


def suppression(table: FrequencyTable, k: int, earlier: Sequence[Published] = ()) -> Suppression:
    """Hide the small counts of a table so that they cannot be worked out.

    Hidden are, with their percentages: every count from 1 to ``k`` - 1; every column whose base is so small,
    whole, base included; what an earlier export with a K has hidden; and then, smallest loss first, as many
    others as it takes that for each hidden count, base or total the largest possible value less the smallest
    is ``k`` or more. Possible is every whole number that fits all that is shown here and in ``earlier``, by
    the relations of ``CountSystem``; beside counts that are shown a hidden one is taken to be at least 1. 0
    is shown: it tells of nobody what they said, but also that a whole group did not say it. That a hidden
    count is more often under K than not is not counted in.

    Args:
        table: With all its counts, in the order it is to be printed.
        k: The smallest count that may be shown; 2 or more.
        earlier: What of the same question has been exported, with a K or without, oldest first.

    Returns:
        The table with hidden counts, and rows with hidden totals last among their siblings by name: their
        place by count would tell. ``given_away`` is empty unless earlier exports show too much.

    Raises:
        TooFewToShowError: If N is from 1 to ``k`` - 1.
        TooSmallKError: If ``k`` is under 2.

    References:
        Cell suppression with two witness tables per cell: Fischetti and Salazar (2001), Management Science
        47(7), 1008-1027; here one cell after the other, so not the least loss of all.
    """
    if k < 2:
        raise TooSmallKError(k)
    if 0 < table.base < k:
        raise TooFewToShowError(table.base, k)
    cells = cells_of(table)
    system = CountSystem(cells, earlier)
    names = [TOTAL, *(column.key for column in table.columns)]
    height = len(table.rows) + 1
    columns = {place: names[place // height] for place in range(len(cells))}
    state = HiddenCounts(system, k, columns, EarlierExports(earlier))
    small = [place for place in columns if 0 < system.counts[place].value < k]
    state.hide(small)
    state.hide(place for place in columns if system.counts[place].apart and not system.counts[place].known)
    state.protect()
    told = (given_away(cells[place], earlier, is_bare=place in state.bare) for place in small)
    return Suppression(
        _marked(table, state, height),
        tuple(each for each in told if each is not None),
        tuple(narrowed(system.counts[place]) for place in sorted(state.narrowed)),
    )


def _marked(table: FrequencyTable, state: HiddenCounts, height: int) -> FrequencyTable:
    """Return the table with what is hidden taken out."""

    def is_hidden(row: int, column: int) -> bool:
        return column * height + row + 1 in state.hidden

    rows = [
        _hidden_row(row) if row.in_use and is_hidden(place, 0) else row
        for place, row in enumerate(table.rows)
    ]
    cells = [
        tuple(
            _hidden_cell(cell) if cell.in_use and is_hidden(place, number + 1) else cell
            for number, cell in enumerate(line)
        )
        for place, line in enumerate(table.cells)
    ]
    order = _order(table, rows)
    return replace(
        table,
        rows=tuple(rows[place] for place in order),
        cells=tuple(cells[place] for place in order) if cells else (),
        columns=tuple(
            replace(column, base=None) if is_hidden(-1, number) else column
            for number, column in enumerate(table.columns, 1)
        ),
    )


def _hidden_row(row: Row) -> Row:
    return replace(row, count=None, percent=None, suppressed=True, weighted=None, interval=None, mark="")


def _hidden_cell(cell: Cell) -> Cell:
    return replace(cell, count=None, percent=None, suppressed=True, weighted=None, interval=None, mark="")


def _order(table: FrequencyTable, rows: Sequence[Row]) -> list[int]:
    """Return the rows' places, hidden totals last among their siblings where rows stand by count."""
    options = table.provenance.get("options", {})
    if options.get("order") in ("codebook", "name"):
        return list(range(len(rows)))
    layer = table.provenance.get("layer") or {}
    siblings = _Siblings(table.rows, rows, layer.get("ranks", {}))
    blocks = {block[0]: block[1:] for block in _blocks(rows)}
    return [
        place for lead in siblings.ordered(list(blocks)) for place in (lead, *siblings.ordered(blocks[lead]))
    ]


def _blocks(rows: Sequence[Row]) -> list[list[int]]:
    """Put each theme together with the codes under it."""
    blocks: list[list[int]] = []
    for place, row in enumerate(rows):
        if row.indented and blocks:
            blocks[-1].append(place)
        else:
            blocks.append([place])
    return blocks


@dataclass(frozen=True)
class _Siblings:
    """Puts rows under one theme, or at the top, into an order that tells nothing of hidden totals."""

    counted: Sequence[Row]
    shown: Sequence[Row]
    ranks: Mapping[str, int]
    """What stands before counts in the order: rows put in their places by hand."""

    def ordered(self, places: list[int]) -> list[int]:
        """Return places with hidden totals after shown ones, by name; as they were where not by count."""
        by_count = sorted(places, key=lambda place: (self._rank(place), -(self.counted[place].count or 0)))
        return sorted(places, key=self._key) if by_count == places else places

    def _rank(self, place: int) -> float:
        row = self.counted[place]
        return math.inf if row.level == "no answer" else self.ranks.get(row.id or "", 0)

    def _key(self, place: int) -> tuple[float, int, Any]:
        row = self.shown[place]
        if row.suppressed:
            return self._rank(place), 1, collation_key(row.label)
        return self._rank(place), (2 if row.count == 0 else 0), ()
