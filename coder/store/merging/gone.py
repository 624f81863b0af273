"""What one side took away that both had, though not from each other: a third project brought it to both."""

from __future__ import annotations

import json

from sqlalchemy import select

from coder.domain.entry import UNDO, Change
from coder.store import schema
from coder.store.as_of import State
from coder.store.merging.moments import MOMENTS
from coder.store.merging.uids import Uids
from coder.store.nouns import NOUNS, completed
from coder.store.records import Values
from coder.store.unit_of_work import Reading


def gone_rows(work: Reading, after: int) -> dict[str, tuple[str, Values]]:
    """Return, by uid, noun and last values of what was taken away after an entry.

    An undo is no such act: it only lets something not have been.
    """
    change, entry = schema.change, schema.entry
    query = (
        select(change.c.uid, change.c.noun, change.c.before)
        .join(entry, entry.c.number == change.c.entry)
        .where(change.c.field == "", change.c.after.is_(None), entry.c.operation != UNDO)
        .where(entry.c.number > after)
        .order_by(change.c.entry)
    )
    found = {}
    for row in work.connection.execute(query):
        gone = completed(Change(row.noun, row.uid, "", json.loads(row.before), None))
        found[row.uid] = (row.noun, gone.before)
    return found


def with_gone(
    base: State,
    here: State,
    there: State,
    gone_here: dict[str, tuple[str, Values]],
    gone_there: dict[str, tuple[str, Values]],
    uids: Uids,
) -> State:
    """Return what both knew, with what one side has still and the other had: it was taken away, not new.

    Args:
        base: What both knew.
        here: Everything here.
        there: Everything there, in the words of here.
        gone_here: What was taken away here, and they do not know it.
        gone_there: What was taken away there, in its own words, and is not known here.
        uids: Which uid there is which here.
    """
    added: State = {noun: {} for noun in NOUNS}
    for uid, (noun, row) in gone_here.items():
        _add(added, base, noun, uid, uids.translated(noun, row), there[noun].get(uid), here)
    for uid, (noun, row) in gone_there.items():
        own = uids.of(uid)
        _add(added, base, noun, own, uids.translated(noun, row), here[noun].get(own), there)
    return {noun: rows | added[noun] if added[noun] else rows for noun, rows in base.items()}


def _add(
    added: State, base: State, noun: str, uid: str, row: Values, kept: Values | None, taken_from: State
) -> None:
    if kept is None or uid in base[noun] or uid in taken_from[noun]:
        return
    # When it was is told in numbers of its own on each side.
    added[noun][uid] = row | {name: kept[name] for name in MOMENTS.get(noun, ())}
