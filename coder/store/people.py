"""Who stands in the selected waves, one per participation, as integer arrays to count in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from coder.store import schema
from coder.store.integers import joined, listed, places, unlisted
from coder.store.selection import Selection, selected_people
from coder.store.unit_of_work import Reading

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE = -1
"""The place of a level where a person has none of the variable."""


@dataclass(frozen=True)
class People:
    """Who stands in the waves of a selection, one per participation."""

    ids: Integers
    """Of the participations, wave after wave."""
    respondents: Integers
    waves: Integers

    @cached_property
    def _keys(self) -> Integers:
        return self.respondents * self._width + self.waves

    @cached_property
    def _width(self) -> int:
        return int(self.waves.max()) + 1 if self.waves.size else 1

    def places_of(self, respondents: Integers, waves: Integers) -> Integers:
        """Return which person stands behind each answer, by respondent and wave."""
        return places(self._keys, respondents * self._width + waves)

    def including(self, respondents: Integers, waves: Integers, persons: Integers) -> tuple[People, Integers]:
        """Add those behind answers who stand in no wave, without background; return places as well."""
        unknown = persons < 0
        added = np.arange(self.ids.size, self.ids.size + int(unknown.sum()))
        people = People(
            np.concatenate([self.ids, np.zeros(added.shape, dtype=np.int64)]),
            np.concatenate([self.respondents, respondents[unknown]]),
            np.concatenate([self.waves, waves[unknown]]),
        )
        persons = persons.copy()
        persons[unknown] = added
        return people, persons


def people_of(work: Reading, selection: Selection) -> People:
    """Read who stands in the waves, whether they answered or not."""
    taking = schema.participation
    query = (
        selected_people(selection)
        .with_only_columns(taking.c.wave_id, listed(taking.c.id), listed(taking.c.respondent_id))
        .group_by(taking.c.wave_id)
    )
    rows = work.connection.execute(query).all()
    of_wave = [unlisted(ids) for _wave, ids, _respondents in rows]
    return People(
        ids=joined(of_wave),
        respondents=joined(unlisted(respondents) for _wave, _ids, respondents in rows),
        waves=joined(np.full(ids.shape, row[0]) for row, ids in zip(rows, of_wave, strict=True)),
    )


def levels_of(work: Reading, people: People, variable_id: int, level_ids: Sequence[int]) -> Integers:
    """Return the place of each person's level of a variable in a list; ``NOWHERE`` without one of these."""
    background = schema.background
    query = (
        select(background.c.level_id, listed(background.c.participation_id))
        .where(background.c.variable_id == variable_id)
        .group_by(background.c.level_id)
    )
    levels = np.full(people.ids.shape, NOWHERE, dtype=np.int64)
    place_of_level = {level_id: place for place, level_id in enumerate(level_ids)}
    for level_id, listed_ids in work.connection.execute(query):
        persons = places(people.ids, unlisted(listed_ids))
        levels[persons[persons >= 0]] = place_of_level.get(level_id, NOWHERE)
    return levels


def weights_of(work: Reading, people: People) -> Floats:
    """Return each person's weight that was imported; NaN without one."""
    taking = schema.participation
    query = select(taking.c.id, taking.c.weight).where(
        taking.c.weight.is_not(None), taking.c.wave_id.in_(np.unique(people.waves).tolist())
    )
    rows = work.connection.execute(query).all()
    persons = places(people.ids, np.array([row.id for row in rows], dtype=np.int64))
    given = np.array([row.weight for row in rows], dtype=np.float64)
    weights = np.full(people.ids.shape, np.nan)
    weights[persons[persons >= 0]] = given[persons >= 0]
    return weights
