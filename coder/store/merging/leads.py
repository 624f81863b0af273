"""Who leads a question where each side had its own first coder: whoever was done first of all."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from coder.store import schema
from coder.store.as_of import State
from coder.store.unit_of_work import Reading

_CHOSEN = "set_question"


def with_first_leads(
    base: State, here: State, there: State, ours: Reading, theirs: Reading, uids_there: Mapping[str, str]
) -> State:
    """Return what both knew, so that of two leads who came of themselves the earlier one stands.

    Nobody chose them: the first who was done became the lead, on each side. Where somebody chose one, the
    difference stays, and is a conflict.

    Args:
        base: What both knew.
        here: Everything here.
        there: Everything there, in the words of here.
        ours: This project.
        theirs: The other one.
        uids_there: By uid here the uid there, where they differ.
    """
    questions = dict(base["question"])
    for uid, row in here["question"].items():
        other, known = there["question"].get(uid), questions.get(uid)
        if known is None or known["lead"] is not None or other is None:
            continue
        if None in (row["lead"], other["lead"]) or row["lead"] == other["lead"]:
            continue
        own_way, their_way = _made(ours, uid), _made(theirs, uids_there.get(uid, uid))
        if _CHOSEN not in (own_way[1], their_way[1]):
            loser = other if own_way <= their_way else row
            questions[uid] = known | {"lead": loser["lead"]}
    return base | {"question": questions}


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
