"""The entries that changed one code."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from coder.domain.entry import Change, Entry
from coder.store import schema
from coder.store.history import change_of_row, entries
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class ActOnCode:
    """An entry, and what it changed about one code."""

    entry: Entry
    changes: tuple[Change, ...]


def acts_on_code(work: Reading, uid: str, limit: int) -> list[ActOnCode]:
    """Return the newest entries that changed a code itself, newest first."""
    found = entries(work, uids=[uid], newest_first=True, limit=limit)
    if not found:
        return []
    table = schema.change
    # Only this code's changes: a merge or an import has many thousand others in the same entry.
    query = (
        select(table)
        .where(table.c.uid == uid, table.c.entry >= found[-1].number)
        .order_by(table.c.entry, table.c.number)
    )
    changes: dict[int, list[Change]] = {entry.number: [] for entry in found}
    for row in work.connection.execute(query):
        changes[row.entry].append(change_of_row(row))
    return [ActOnCode(entry, tuple(changes[entry.number])) for entry in found]
