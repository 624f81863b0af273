"""Who leads a question where each side had its own first coder: whoever was done first of all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select

from coder.store import schema
from coder.store.foreign import foreign_parts, uids_elsewhere
from coder.store.merging.three_way import Merged
from coder.store.unit_of_work import Reading

_CHOSEN = "set_question"


def settle_leads(merged: Merged, ours: Reading, theirs: Reading, uids_there: Mapping[str, str]) -> None:
    """Let the earlier of two leads stand who came of themselves; changed in place.

    Nobody chose them: the first who was done became the lead, on each side. Where somebody chose one, here,
    there or in a project merged before, the difference is a conflict.

    Args:
        merged: What comes out, with its conflicts.
        ours: This project.
        theirs: The other one.
        uids_there: By uid here the uid there, where they differ.
    """
    kept = []
    for each in merged.conflicts:
        if (each.noun, each.field) == ("question", "lead"):
            here, there = _made(ours, each.uid), _made(theirs, uids_there.get(each.uid, each.uid))
            if here is not None and there is not None:
                lead = each.here if here <= there else each.there
                merged.state["question"][each.uid] = merged.state["question"][each.uid] | {"lead": lead}
                continue
        kept.append(each)
    merged.conflicts[:] = kept


def _made(work: Reading, question: str) -> str | None:
    """Return when whoever leads a question came to lead it; None where somebody chose so."""
    table = schema.question
    query = select(schema.coder.c.uid).join(table, table.c.lead_id == schema.coder.c.id)
    lead = work.connection.scalar(query.where(table.c.uid == question))
    found = [(at, how) for at, how, coder in _named(work, question) if coder == lead]
    is_chosen = not found or any(how == _CHOSEN for _at, how in found)
    return None if is_chosen else min(at for at, _how in found)


def _named(work: Reading, question: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield when, in what operation and whom a question was given as lead, here and in what was merged."""
    yield from _named_here(work, question)
    yield from _named_elsewhere(work, question)


def _named_here(work: Reading, question: str) -> Iterator[tuple[str, str, str | None]]:
    entry, change = schema.entry, schema.change
    query = (
        select(entry.c.at, entry.c.operation, change.c.after)
        .join(change, change.c.entry == entry.c.number)
        .where(change.c.uid == question, change.c.field == "lead")
    )
    for at, operation, after in work.connection.execute(query):
        yield at, operation, _uid(after)


def _named_elsewhere(work: Reading, question: str) -> Iterator[tuple[str, str, str | None]]:
    parts = [part.id for part in foreign_parts(work) if not part.is_taken_back]
    if not parts:
        return
    elsewhere = uids_elsewhere(work)
    names = [question, *(uid for (_noun, uid), here in elsewhere.items() if here == question)]
    entry, change = schema.foreign_entry, schema.foreign_change
    query = (
        select(entry.c.at, entry.c.operation, change.c.after)
        .join(change, (change.c.foreign_id == entry.c.foreign_id) & (change.c.entry == entry.c.number))
        .where(change.c.uid.in_(names), change.c.field == "lead", change.c.foreign_id.in_(parts))
    )
    for at, operation, after in work.connection.execute(query):
        lead = _uid(after)
        yield at, operation, elsewhere.get(("coder", lead or ""), lead)


def _uid(after: str | None) -> str | None:
    """Return the coder whom a change led to; None where it took the lead away."""
    return None if after is None else str(json.loads(after))
