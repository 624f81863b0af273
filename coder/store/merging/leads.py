"""Who leads a question where each side had its own first coder: whoever was done first of all."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from coder.store import schema
from coder.store.merging.three_way import Merged
from coder.store.unit_of_work import Reading

_CHOSEN = "set_question"


def settle_leads(merged: Merged, ours: Reading, theirs: Reading, uids_there: Mapping[str, str]) -> None:
    """Let the earlier of two leads stand who came of themselves; changed in place.

    Nobody chose them: the first who was done became the lead, on each side. Where somebody chose one, the
    difference is a conflict.

    Args:
        merged: What comes out, with its conflicts.
        ours: This project.
        theirs: The other one.
        uids_there: By uid here the uid there, where they differ.
    """
    kept = []
    for each in merged.conflicts:
        if (each.noun, each.field) == ("question", "lead"):
            own_way, their_way = _made(ours, each.uid), _made(theirs, uids_there.get(each.uid, each.uid))
            if _CHOSEN not in (own_way[1], their_way[1]):
                lead = each.here if own_way <= their_way else each.there
                merged.state["question"][each.uid] = merged.state["question"][each.uid] | {"lead": lead}
                continue
        kept.append(each)
    merged.conflicts[:] = kept


def _made(work: Reading, question: str) -> tuple[str, str]:
    """Return when and by which operation a question got the lead it has."""
    change, entry = schema.change, schema.entry
    query = (
        select(entry.c.at, entry.c.operation)
        .join(change, change.c.entry == entry.c.number)
        .where(change.c.uid == question, change.c.field == "lead")
        .order_by(entry.c.number.desc())
        .limit(1)
    )
    row = work.connection.execute(query).one_or_none()
    return ("", _CHOSEN) if row is None else (row.at, row.operation)
