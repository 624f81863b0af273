"""Which place of which file things were read from: facts, outside the history, that outlive undo and redo."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading, Writing


@dataclass(frozen=True)
class Origin:
    """Where something was read from."""

    file: str
    """Its name, without folders."""
    place: str
    """A sheet and a cell, a source; never empty."""
    entry: int
    """The entry that read it."""


def record_origins(work: Writing, noun: str, file: str, places: Mapping[str, str]) -> None:
    """Write down where things were read from, by uid; what is known of them from before gives way."""
    table = schema.origin
    rows = [
        {"noun": noun, "uid": uid, "file": file, "place": place, "entry": work.number}
        for uid, place in places.items()
        if place
    ]
    known = origins_of(work, noun, [str(row["uid"]) for row in rows])
    for chunk in chunked(list(known)):
        work.connection.execute(delete(table).where(table.c.noun == noun, table.c.uid.in_(chunk)))
    insert_rows(work.connection, table, rows)


def origins_of(work: Reading, noun: str, uids: Collection[str]) -> dict[str, Origin]:
    """Return where things were read from, by uid; what was made here is missing."""
    found: dict[str, Origin] = {}
    for chunk in chunked(list(uids)):
        rows = work.connection.execute(_ORIGINS, {"noun": noun, "wanted": chunk})
        found.update((row.uid, Origin(row.file, row.place, row.entry)) for row in rows)
    return found


_ORIGINS = select(schema.origin).where(
    schema.origin.c.noun == bindparam("noun"),
    schema.origin.c.uid.in_(bindparam("wanted", expanding=True)),
)
