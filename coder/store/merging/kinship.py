"""What two projects have in common: how far each knows the other's history."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from coder.domain.entry import Value
from coder.store import schema
from coder.store.foreign import merged_hashes, own_hashes
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Kinship:
    """How far two histories know each other; entries are known by their chained hashes."""

    common: int
    """Both histories begin with so many entries that are the same; 0 for projects made apart."""
    merged_here: Mapping[int, int]
    """Of their later entries those merged here, with the entry here that did it."""
    merged_there: Mapping[int, int]
    """Of our later entries those merged there, with the entry there that did it."""
    theirs_last: int

    @property
    def known_here(self) -> int:
        """Their newest entry that is known here."""
        return max(self.merged_here, default=self.common)

    @property
    def known_there(self) -> int:
        """Our newest entry that is known there."""
        return max(self.merged_there, default=self.common)

    @property
    def has_news(self) -> bool:
        """Whether anything happened there that is not known here."""
        return self.known_here < self.theirs_last

    @property
    def base_is_ours(self) -> bool:
        """Whether our project at ``known_there`` has all that both know."""
        known = self.known_here
        return known <= self.common or self.merged_here[known] <= self.known_there

    @property
    def base_is_theirs(self) -> bool:
        """Whether their project at ``known_here`` has all that both know."""
        known = self.known_there
        return known <= self.common or self.merged_there[known] <= self.known_here

    def known_until(self, number: int) -> int:
        """Return the newest entry here that was known there in an entry of theirs; 1 if there was none."""
        place = bisect_right(self._steps, (number, sys.maxsize))
        return max(1, self.common if place == 0 else self._steps[place - 1][1])

    @cached_property
    def _steps(self) -> list[tuple[int, int]]:
        return _newest_known(self.common, self.merged_there)

    def number_here(self, number: int, candidates: Sequence[Value]) -> int:
        """Return the entry here that a number of an entry there stands for; negative if it is unknown here.

        Args:
            number: Of an entry there; 0 stands for none.
            candidates: Numbers the same thing has or had here.
        """
        if number <= self.common:
            return number
        if number in self.merged_here:
            # The merge dated it itself, or before what was not known there.
            dated = {self.merged_here[number], self.known_until(number)}
            return int(next((each for each in candidates if each in dated), self.merged_here[number]))
        same = (each for each in candidates if self.merged_there.get(each) == number)
        return int(next(same, -number))


def _newest_known(common: int, merged_there: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return (entry there, newest entry here it knew), growing."""
    newest, steps = common, []
    for own, entry in sorted(merged_there.items(), key=lambda pair: (pair[1], pair[0])):
        newest = max(newest, own)
        steps.append((entry, newest))
    return steps


def kinship(ours: Reading, theirs: Reading) -> Kinship:
    """Hold the hashes of two histories against each other."""
    here, there = own_hashes(ours), own_hashes(theirs)
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    brought_here, brought_there = merged_hashes(ours), merged_hashes(theirs)
    return Kinship(
        common,
        {
            number: brought_here[each]
            for number, each in enumerate(there[common:], common + 1)
            if each in brought_here
        },
        {
            number: brought_there[each]
            for number, each in enumerate(here[common:], common + 1)
            if each in brought_there
        },
        len(there),
    )


def in_common(ours: Reading, theirs: Reading) -> bool:
    """Tell whether two projects made apart ask the same people, or the same question."""
    for column in (schema.question.c.key, schema.respondent.c.external_id):
        here = set(ours.connection.scalars(select(column)))
        if not here.isdisjoint(theirs.connection.scalars(select(column))):
            return True
    return False
