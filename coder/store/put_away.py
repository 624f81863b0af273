"""Findings of the clean-up that somebody has put away: by the notes that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.history import undone_entries
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class PutAway:
    """That an entry wrote on codes why something about them is meant so; its notes still stand."""

    entry: int
    at: str
    """UTC."""
    coder: str
    operation: str
    code_ids: frozenset[int]


def put_away(work: Reading, code_ids: Collection[int], operations: Collection[str]) -> list[PutAway]:
    """Return the acts of these names that wrote notes on these codes, oldest first.

    What was undone is left out, and so is what no note tells of any more.
    """
    note, change, entry, coder = schema.note, schema.change, schema.entry, schema.coder
    codes: dict[int, set[int]] = defaultdict(set)
    about: dict[int, tuple[str, str, str]] = {}
    for chunk in chunked(sorted(code_ids)):
        # From the notes, which are few, to what was changed of them.
        query = (
            select(entry.c.number, entry.c.at, coder.c.name, entry.c.operation, note.c.code_id)
            .join(change, change.c.uid == note.c.uid)
            .join(entry, entry.c.number == change.c.entry)
            .join(coder, coder.c.id == entry.c.coder_id)
            .where(note.c.code_id.in_(chunk), entry.c.operation.in_(sorted(operations)))
        )
        for row in work.connection.execute(query):
            codes[row.number].add(row.code_id)
            about[row.number] = row.at, row.name, row.operation
    undone = undone_entries(work) if codes else set()
    return [
        PutAway(number, *about[number], frozenset(codes[number])) for number in sorted(codes.keys() - undone)
    ]
