"""The counts that a regression tells: its estimates are made of these, and lead back to them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from coder.tables.published import PublishedCell
from coder.tables.regression import Regression
from coder.tables.suppression.groups import MOST_JOINT
from coder.tables.table import level_key
from coder.tables.told_counts import ToldCounts
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.outcome_row import outcome_row
from coder.usecases.tables.outcomes import ChosenOutcome
from coder.usecases.tables.people import Counted

Integers = NDArray[np.int64]


def told_by_regression(
    asked: AskedTable,
    counted: Counted,
    outcome: ChosenOutcome,
    found: Regression,
    places: Mapping[str, Integers],
    missing: Mapping[str, int],
) -> list[PublishedCell]:
    """Return what a regression tells: N and those with the outcome, of all and at each level; and N crossed.

    Fitted shares sum to what is observed at each level, so that estimates tell these counts however they are
    rounded; errors and likelihood tell how many there are at each crossing of levels.

    Args:
        asked: What is asked for.
        counted: Who is counted.
        outcome: What is explained.
        found: The estimates.
        places: By variable, the level of each settled answer, as a place among its levels; -1 without one.
        missing: By variable, how many answers without a level the note tells of.
    """
    options = asked.options.written()
    levels = {name: tuple(asked.variables[name].answered) for name in places}
    within = tuple(
        level_key(name, level) for name, here in places.items() if (here < 0).any() for level in levels[name]
    )
    told = ToldCounts(asked.counts, options, _not_picked(within, options["where"]))
    row = outcome_row(asked, counted, outcome.codes, outcome.name)
    cells = [told.base("done", found.n), told.among(row, found.having)]
    for term in found.terms:
        key = level_key(term.variable, term.level)
        cells.append(told.base("done", term.n, key, label=term.level))
        cells.append(told.among(row, term.having, key, label=term.level))
    cells += [told.base("done", n, level_key(name, ""), whole=True) for name, n in missing.items() if n]
    return [*cells, *_crossed(told, levels, places)]


def _not_picked(keys: Sequence[str], where: Sequence[str]) -> tuple[str, ...]:
    """Leave out variables of which levels are picked anyway."""
    picked = {each.partition("=")[0] for each in where}
    return tuple(key for key in keys if key.partition("=")[0] not in picked)


def _crossed(
    told: ToldCounts, levels: Mapping[str, Sequence[str]], places: Mapping[str, Integers]
) -> Iterator[PublishedCell]:
    every = np.column_stack(list(places.values()))
    every = every[(every >= 0).all(axis=1)]
    there = [np.unique(every[:, number]).tolist() for number in range(every.shape[1])]
    if len(there) < 2 or math.prod(map(len, there)) > MOST_JOINT:
        return
    sizes = Counter(map(tuple, every.tolist()))
    for crossing in product(*there):
        keys = [level_key(name, levels[name][place]) for name, place in zip(places, crossing, strict=True)]
        names = [levels[name][place] for name, place in zip(places, crossing, strict=True)]
        yield told.base("done", sizes[crossing], *keys, label=", ".join(names))
