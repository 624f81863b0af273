"""What merged projects did to codes that opens answers again: meanings they changed, codes they split."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coder.domain.codebook import MEANING_OPERATIONS, SPLIT_OPERATION
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.foreign import ForeignPart, foreign_parts, uids_elsewhere
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class ForeignMeaning:
    """That an entry of a merged project changed what a code means."""

    entry: int
    """The entry here that merged it."""
    operation: str
    uid: str
    """The code here."""
    hash: str
    """Of the entry there."""


def foreign_meanings(work: Reading, fields: Sequence[str], until: int | None = None) -> list[ForeignMeaning]:
    """Return what merged projects changed codes to mean; what was undone there or here is left out.

    Args:
        work: The snapshot that has the history.
        fields: In which a changed meaning must show.
        until: Only what was merged until this entry.
    """
    parts = {part.id: part for part in foreign_parts(work, until) if not part.is_taken_back}
    if not parts:
        return []
    entry, change = schema.foreign_entry, schema.foreign_change
    query = (
        select(entry.c.foreign_id, entry.c.number, entry.c.operation, entry.c.hash, change.c.uid)
        .join(change, (change.c.foreign_id == entry.c.foreign_id) & (change.c.entry == entry.c.number))
        .where(
            entry.c.foreign_id.in_(sorted(parts)),
            entry.c.operation.in_(sorted(MEANING_OPERATIONS.values())),
            change.c.field.in_(fields),
        )
        .distinct()
    )
    rows = work.connection.execute(query).all()
    undone = _undone_there(work, list(parts.values())) if rows else set()
    elsewhere = {uid: own for (noun, uid), own in uids_elsewhere(work).items() if noun == "code"}
    return [
        ForeignMeaning(parts[row.foreign_id].entry, row.operation, elsewhere.get(row.uid, row.uid), row.hash)
        for row in rows
        if (row.foreign_id, row.number) not in undone
    ]


def _undone_there(work: Reading, parts: Sequence[ForeignPart]) -> set[tuple[int, int]]:
    """Return (part, entry) of what was taken back there, in the same part or a later one."""
    table = schema.foreign_entry
    of = {part.id: part for part in parts}
    query = (
        select(table.c.foreign_id, table.c.number, table.c.undoes)
        .where(table.c.foreign_id.in_(sorted(of)), table.c.undoes.is_not(None))
        .order_by(table.c.foreign_id.desc(), table.c.number.desc())
    )
    undone: set[tuple[int, int]] = set()
    for part_id, number, undoes in work.connection.execute(query):
        if (part_id, number) not in undone:
            undone.update((each.id, undoes) for each in _parts_of_chain(of[part_id], parts))
    return undone


def _parts_of_chain(part: ForeignPart, parts: Sequence[ForeignPart]) -> list[ForeignPart]:
    """Return a part and those before it in the same history."""
    chain = [part]
    while True:
        first = chain[-1]
        before = [
            each
            for each in parts
            if each.project_uid == first.project_uid and each.last_entry == first.common_entry
        ]
        if not before or before[-1] in chain:
            return chain
        chain.append(before[-1])


def split_there(work: Reading, code_uid: str, until: int) -> list[Mapping[str, Any]]:
    """Return, as they were first set, the codings that splits in merged projects took from a code.

    Args:
        work: The snapshot that has the history.
        code_uid: The code, as it is called here.
        until: Only what was merged until this entry.
    """
    parts = [part.id for part in foreign_parts(work, until) if not part.is_taken_back]
    if not parts:
        return []
    entry, change = schema.foreign_entry, schema.foreign_change
    elsewhere = uids_elsewhere(work)
    names = {code_uid, *(uid for (noun, uid), own in elsewhere.items() if noun == "code" and own == code_uid)}
    query = (
        select(change.c.uid, change.c.field, change.c.before)
        .join(entry, (entry.c.foreign_id == change.c.foreign_id) & (entry.c.number == change.c.entry))
        .where(
            entry.c.foreign_id.in_(parts),
            entry.c.operation == SPLIT_OPERATION,
            change.c.noun == "coding",
            change.c.before.is_not(None),
        )
    )
    uids: set[str] = set()
    for uid, field, before in work.connection.execute(query):
        old = json.loads(before)
        if (field == "code" and old in names) or (not field and old["code"] in names):
            uids.update((uid, elsewhere.get(("coding", uid), uid)))
    return [_as_here(row, elsewhere) for row in _first_set(work, sorted(uids))]


def _first_set(work: Reading, uids: Sequence[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for table in (schema.change, schema.foreign_change):
        for chunk in chunked(uids):
            query = select(table.c.after).where(
                table.c.uid.in_(chunk), table.c.field == "", table.c.after.is_not(None)
            )
            found += [json.loads(after) for after in work.connection.scalars(query)]
    return found


def _as_here(row: dict[str, Any], elsewhere: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    return row | {name: elsewhere.get((name, row[name]), row[name]) for name in ("answer", "coder")}
