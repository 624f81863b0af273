"""The history as a long list: every act's head at once, and what few acts changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.history import changes_by_entry, first_changes
from coder.store.unit_of_work import Reading


class Act(NamedTuple):
    """One entry, as far as the list needs it before it is told in words."""

    number: int
    coder_id: int | None
    operation: str
    undoes: int | None


@dataclass(frozen=True)
class SomeChanges:
    """The first changes of an entry, and how many rows of each noun it changed in all."""

    changes: tuple[Change, ...]
    counts: dict[str, int]
    """By noun; filled only where there are more changes than came."""


def acts_newest_first(work: Reading, most: int | None = None) -> list[Act]:
    """Return the heads of all entries, or of the latest, newest first."""
    table = schema.entry
    query = select(table.c.number, table.c.coder_id, table.c.operation, table.c.undoes)
    return list(map(Act._make, work.connection.execute(query.order_by(table.c.number.desc()).limit(most))))


def acts_after(work: Reading, number: int) -> list[Act]:
    """Return the heads of the entries after one number, newest first."""
    table = schema.entry
    query = select(table.c.number, table.c.coder_id, table.c.operation, table.c.undoes)
    newer = query.where(table.c.number > number).order_by(table.c.number.desc())
    return list(map(Act._make, work.connection.execute(newer)))


def acts_touching(work: Reading, uids: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the entries that touched some rows."""
    touched: set[int] = set()
    for chunk in chunked(list(uids)):
        wanted = select(schema.change.c.entry).where(schema.change.c.uid.in_(chunk)).distinct()
        touched.update(work.connection.scalars(wanted))
    return frozenset(touched)


def some_changes(work: Reading, numbers: Sequence[int], most: int) -> dict[int, SomeChanges]:
    """Return up to so many changes of each entry; a bulk act may have a million."""
    entry, change = schema.entry, schema.change
    # The changes of an entry are numbered, so that their count is a look at the last one.
    last = select(func.max(change.c.number)).where(change.c.entry == entry.c.number).scalar_subquery()
    sizes: dict[int, int] = {}
    for chunk in chunked(numbers):
        query = select(entry.c.number, last.label("last")).where(entry.c.number.in_(chunk))
        sizes.update((row.number, row.last or 0) for row in work.connection.execute(query))
    small = changes_by_entry(work, [number for number in numbers if sizes[number] <= most])
    return {
        number: SomeChanges(tuple(small.get(number, ())), {})
        if sizes[number] <= most
        else SomeChanges(tuple(first_changes(work, number, most)), _counts(work, number))
        for number in numbers
    }


def _counts(work: Reading, number: int) -> dict[str, int]:
    table = schema.change
    query = (
        select(table.c.noun, func.count(table.c.uid.distinct()))
        .where(table.c.entry == number)
        .group_by(table.c.noun)
    )
    return {str(noun): int(count) for noun, count in work.connection.execute(query)}
