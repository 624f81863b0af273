"""A question's tables from memory: read once, then any table at once, and the answers behind each number."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from coder.store.history import last_number, nouns_changed
from coder.store.integers import places
from coder.store.layers import layers_of
from coder.store.nouns import OF_SAMPLES
from coder.store.unit_of_work import Reading, reading
from coder.tables.crossing import Grouping
from coder.tables.frequency import Integers
from coder.tables.options import TableOptions
from coder.tables.table import TOTAL, FrequencyTable
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.frequency_table import counted_table
from coder.usecases.tables.layer import through_layer
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.people import Counted, counted_people, in_columns

if TYPE_CHECKING:
    from coder.store.engine import Engine

Made = TypeVar("Made")

_UNCOUNTED = (
    frozenset({"layer", "outcome", "passage", "analysis", "finding", "note", "flag", "tag"}) | OF_SAMPLES
)
"""Nouns that no count rests on; layers only say how counts are shown."""


class TableSheet:
    """Makes tables of one question, keeping what was read until somebody writes to the project.

    Every table is of the project as it is at that moment: each call asks for the newest entry first. Safe to
    call from several threads, one table at a time. A project as it was (``as_of``) is not kept.
    """

    def __init__(self, engine: Engine, question_key: str) -> None:
        self._engine = engine
        self._question_key = question_key
        self._memory: dict[Hashable, Any] = {}
        self._entry = -1
        self._lock = threading.Lock()

    def load(self) -> None:
        """Read what tables by any variable, base and layer rest on: some seconds at a million codings.

        Without this a table reads what it needs, and the first one by each variable takes a little longer.
        """
        with self._lock, reading(self._engine) as work:
            variables = tuple(self._asked(work, TableOptions()).variables)
            everything = self._asked(work, TableOptions(by=variables, base="all"))
            counted_people(everything, everything.arrays(everything.counts))
            usual = self._asked(work, TableOptions(by=variables))
            counted = counted_people(usual, usual.arrays(usual.counts))
            for grouping in counted.groupings:
                in_columns(usual, counted, grouping)
            trend = len(everything.waves) > 1
            layers = layers_of(work, everything.question.id)
            for layer in (None, *(each.name for each in layers)):
                counted_table(self._asked(work, TableOptions(trend=trend, layer=layer)))

    def table(self, options: TableOptions) -> FrequencyTable:
        """Make a table, the same as ``frequency_table``; with the same errors."""
        return self.made(options, counted_table)

    def made(self, options: TableOptions, make: Callable[[AskedTable], Made]) -> Made:
        """Make a table of some kind; nothing that ``make`` returns may read from the project any more."""
        with self._lock:
            if options.as_of is not None:
                with asked_table(self._engine, self._question_key, options) as asked:
                    return make(asked)
            with reading(self._engine) as work:
                return make(self._asked(work, options))

    def answers_behind(
        self, options: TableOptions, row_id: str | None, column: str = TOTAL, *, is_theme: bool = False
    ) -> list[int]:
        """Return the ids of the answers that a number of a table counts, wave after wave as they came.

        Where other units than answers are counted (``count_by``), they are all answers of those units.

        Args:
            options: What the table was asked for; without ``as_of``, since an answer is opened as it is now.
            row_id: The row's code; None for the answers of the column's N.
            column: The column's key, as the table has it: "kommunestorrelse=<2000", "wave=2019", "total".
            is_theme: The row is a theme: the answers with any of its codes, or with the theme itself.

        Raises:
            KeyError: If the table has no such row or column.
        """
        with self._lock, reading(self._engine) as work:
            asked = self._asked(work, options)
            counted = counted_people(asked, asked.arrays(asked.counts))
            found = _behind(asked, counted, row_id, column, is_theme=is_theme)
            ids, waves = counted.arrays.answer_ids[found], counted.arrays.waves[found]
            in_order = places(np.array(list(asked.waves.values()), dtype=np.int64), waves)
            in_file: list[int] = ids[np.lexsort((ids, in_order))].tolist()
            return in_file

    def forget(self) -> None:
        """Let go of what was read."""
        with self._lock:
            self._memory = {}
            self._entry = -1

    def _asked(self, work: Reading, options: TableOptions) -> AskedTable:
        entry = last_number(work)
        if entry != self._entry:
            self._memory, self._entry = self._still_true(work, entry), entry
        return through_layer(AskedTable.of(work, work, self._question_key, options, self._memory))

    def _still_true(self, work: Reading, entry: int) -> dict[Hashable, Any]:
        """Return what is remembered and untouched since: all but layers and agreement, or nothing."""
        if not self._memory or not nouns_changed(work, self._entry, entry) <= _UNCOUNTED:
            return {}
        return {key: value for key, value in self._memory.items() if not _of_others(key)}


def _of_others(key: Hashable) -> bool:
    """Tell whether something remembered depends on what a layer is like now, or on rounds of coding twice."""
    match key:
        case (_question, (str() as what, *_rest)):
            return what in ("layer", "layered", "agreement")
    return False


def _behind(
    asked: AskedTable, counted: Counted, row_id: str | None, column: str, *, is_theme: bool
) -> Integers:
    """Return the places of the answers behind a number."""
    inside = _in_column(counted, column)
    in_base = np.zeros(counted.people.ids.shape, dtype=bool)
    in_base[counted.counting.base] = True
    people = counted.counting.person_of_answer
    if row_id is None:
        return np.flatnonzero(inside[people] & in_base[people])
    place = {code.uid: place for place, code in enumerate(asked.codes)}[row_id]
    pairs = counted.pairs
    answers, codes = (pairs.theme_answers, pairs.themes) if is_theme else (pairs.answers, pairs.codes)
    having: Integers = answers[codes == place]
    return having[inside[people[having]] & in_base[people[having]]]


def _in_column(counted: Counted, key: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    for grouping in (counted.total, *counted.groupings):
        if key in grouping.keys:
            return _people_in(grouping, key)
    raise KeyError(key)


def _people_in(grouping: Grouping, key: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    found: np.ndarray[Any, np.dtype[np.bool_]] = grouping.of_people == grouping.keys.index(key)
    return found
