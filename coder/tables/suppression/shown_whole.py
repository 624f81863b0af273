"""What earlier exports hide, and what could be worked out with a table that hides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from coder.tables.published import Published, PublishedCell
from coder.tables.suppression.earlier import EarlierExports
from coder.tables.suppression.search import HiddenCounts
from coder.tables.suppression.system import CountSystem
from coder.tables.suppression.told import Narrowed, narrowed
from coder.tables.table import TOTAL


def narrowed_by(cells: Sequence[PublishedCell], earlier: Sequence[Published]) -> tuple[Narrowed, ...]:
    """Return the counts that earlier exports hide, and that lose their range of K beside some cells.

    Where earlier exports by themselves leave a narrower range, it is to stay as they leave it.

    Args:
        cells: What is to be shown, all of it.
        earlier: What of the same question has been exported, with a K or without, oldest first.
    """
    if not any(not cell.shown for each in earlier for cell in each.cells):
        return ()
    system = CountSystem(cells, earlier)
    before = EarlierExports(earlier)
    places = range(len(cells))
    found = [
        place
        for place in places
        if not system.counts[place].known
        and any(before.apart(hidden, system.counts[place].apart) for hidden in system.counts[place].hidden_by)
    ]
    for place in places:
        system.counts[place].known = True
    state = HiddenCounts(system, 0, dict.fromkeys(places, TOTAL), before)
    state.protect()
    return tuple(narrowed(system.counts[place]) for place in sorted({*found, *state.narrowed}))
