"""Projects that were merged into this one, with their histories as they stood: read-only facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coder.domain.entry import Change, Entry, chained_hash
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.history import change_of_row, undone_entries
from coder.store.unit_of_work import Reading

MERGE_OPERATION = "merge_project"
"""What an entry is called that merged another project."""
ALIAS = "uid:"
"""What the place of an origin begins with that says which row here a uid of another project is."""


@dataclass(frozen=True)
class ForeignPart:
    """A run of entries of another project's history, as one merge brought it."""

    id: int
    project_uid: str
    name: str
    file: str
    entry: int
    """The entry here that merged it."""
    last_entry: int
    last_hash: str
    common_entry: int
    """The entry before its first one."""
    is_taken_back: bool
    """Whether the merge was undone; the history stays."""


def foreign_parts(work: Reading, until: int | None = None) -> list[ForeignPart]:
    """Return what was merged, oldest merge first; only until an entry if one is given."""
    table = schema.foreign_project
    query = select(table).order_by(table.c.entry, table.c.id)
    if until is not None:
        query = query.where(table.c.entry <= until)
    rows = work.connection.execute(query).all()
    undone = undone_entries(work, until) if rows else set()
    return [
        ForeignPart(
            row.id,
            row.project_uid,
            row.name,
            row.file,
            row.entry,
            row.last_entry,
            row.last_hash,
            row.common_entry,
            row.entry in undone,
        )
        for row in rows
    ]


def merged_hashes(work: Reading) -> dict[str, int]:
    """Return, by hash, the entry here that brought an entry of another project; undone ones brought none."""
    entries = {part.id: part.entry for part in foreign_parts(work) if not part.is_taken_back}
    table = schema.foreign_entry
    found: dict[str, int] = {}
    for chunk in chunked(sorted(entries)):
        for row in work.connection.execute(
            select(table.c.foreign_id, table.c.hash).where(table.c.foreign_id.in_(chunk))
        ):
            found[row.hash] = min(entries[row.foreign_id], found.get(row.hash, entries[row.foreign_id]))
    return found


def own_hashes(work: Reading) -> list[str]:
    """Return the hashes of all entries in their order; the first is entry 1's."""
    table = schema.entry
    return list(work.connection.scalars(select(table.c.hash).order_by(table.c.number)))


def uids_elsewhere(work: Reading) -> dict[tuple[str, str], str]:
    """Return by noun and uid in another project the uid of the same thing here, where they differ."""
    table = schema.origin
    query = select(table.c.noun, table.c.uid, table.c.place).where(table.c.place.startswith(ALIAS))
    return {(row.noun, row.uid): row.place.removeprefix(ALIAS) for row in work.connection.execute(query)}


def foreign_entries(work: Reading, part: ForeignPart, uids: Collection[str] | None = None) -> list[Entry]:
    """Return the entries of a part, oldest first; only those that touched some rows if these are named."""
    table, change = schema.foreign_entry, schema.foreign_change
    query = select(table).where(table.c.foreign_id == part.id).order_by(table.c.number)
    queries = [query]
    if uids is not None:
        numbers: set[int] = set()
        for chunk in chunked(sorted(uids)):
            touched = select(change.c.entry).where(change.c.foreign_id == part.id, change.c.uid.in_(chunk))
            numbers.update(work.connection.scalars(touched))
        queries = [query.where(table.c.number.in_(some)) for some in chunked(sorted(numbers))]
    return [
        Entry(row.number, row.uid, row.at, row.coder or None, row.operation, row.undoes)
        for each in queries
        for row in work.connection.execute(each)
    ]


def foreign_changes(work: Reading, part: ForeignPart, numbers: Sequence[int]) -> dict[int, list[Change]]:
    """Return the changes of some entries of a part by number."""
    table = schema.foreign_change
    found: dict[int, list[Change]] = {number: [] for number in numbers}
    for chunk in chunked(numbers):
        query = (
            select(table)
            .where(table.c.foreign_id == part.id, table.c.entry.in_(chunk))
            .order_by(table.c.entry, table.c.number)
        )
        for row in work.connection.execute(query):
            found[row.entry].append(change_of_row(row))
    return found


def broken_parts(work: Reading) -> Iterator[ForeignPart]:
    """Yield the parts whose chain of hashes does not hold."""
    parts = foreign_parts(work)
    for part in parts:
        if not _is_whole(work, part, parts):
            yield part


def _is_whole(work: Reading, part: ForeignPart, parts: Sequence[ForeignPart]) -> bool:
    table = schema.foreign_entry
    rows = work.connection.execute(
        select(table).where(table.c.foreign_id == part.id).order_by(table.c.number)
    ).all()
    if [row.number for row in rows] != list(range(part.common_entry + 1, part.last_entry + 1)):
        return False
    try:
        changes = foreign_changes(work, part, [row.number for row in rows])
    except ValueError:
        return False
    before = _hashes_before(work, part, parts)
    for row in rows:
        entry = Entry(row.number, row.uid, row.at, None, row.operation, row.undoes)
        fits = any(
            chained_hash(each, entry, row.coder_uid, changes[row.number]) == row.hash for each in before
        )
        if not fits:
            return False
        before = {row.hash}
    return part.last_hash in before


def _hashes_before(work: Reading, part: ForeignPart, parts: Sequence[ForeignPart]) -> set[str]:
    """Return the hashes that may stand before a part: of this project, or of another part of its own."""
    if part.common_entry == 0:
        return {""}
    own, foreign = schema.entry, schema.foreign_entry
    found = set(work.connection.scalars(select(own.c.hash).where(own.c.number == part.common_entry)))
    others = [each.id for each in parts if each.project_uid == part.project_uid and each.id != part.id]
    query = select(foreign.c.hash).where(
        foreign.c.foreign_id.in_(others), foreign.c.number == part.common_entry
    )
    return found | set(work.connection.scalars(query))
