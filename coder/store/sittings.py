"""Who has the project open now, and at which question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from coder.store import schema
from coder.store.passing import clock, written_time
from coder.store.unit_of_work import Reading

STALE = timedelta(minutes=2)
"""Who was not heard of for so long has gone, without a word if the program was killed."""


@dataclass(frozen=True)
class Seated:
    """Somebody who has the project open."""

    uid: str
    coder: str
    question: str | None
    """The question's key; None where none is at hand."""
    place: str
    """What it is open in: «terminal», «browser»."""
    since: str
    """When it was opened, in UTC."""


def seated_now(work: Reading) -> list[Seated]:
    """Return who has the project open, whoever came first first."""
    sitting, coder, question = schema.sitting, schema.coder, schema.question
    first, last = _heard_of_between(clock(work))
    query = (
        select(
            sitting.c.uid,
            coder.c.name.label("coder"),
            question.c.key.label("question"),
            sitting.c.place,
            sitting.c.since,
        )
        .join(coder, coder.c.id == sitting.c.coder_id)
        .outerjoin(question, question.c.id == sitting.c.question_id)
        .where(sitting.c.seen >= first, sitting.c.seen <= last)
        .order_by(sitting.c.since, sitting.c.uid)
    )
    return [
        Seated(row.uid, row.coder, row.question, row.place, row.since)
        for row in work.connection.execute(query)
    ]


def note_sitting(work: Reading, uid: str, coder_id: int, question_id: int | None, place: str) -> None:
    """Note that somebody is here; those who have gone without a word are forgotten."""
    table = schema.sitting
    now = clock(work)
    first, last = _heard_of_between(now)
    work.connection.execute(delete(table).where((table.c.seen < first) | (table.c.seen > last)))
    values = {"question_id": question_id, "seen": written_time(now)}
    known = work.connection.execute(update(table).where(table.c.uid == uid).values(values))
    if not known.rowcount:
        new = {"uid": uid, "coder_id": coder_id, "place": place, "since": written_time(now)}
        work.connection.execute(insert(table), {**new, **values})


def end_sitting(work: Reading, uid: str) -> None:
    """Note that somebody has gone."""
    work.connection.execute(delete(schema.sitting).where(schema.sitting.c.uid == uid))


def _heard_of_between(now: datetime) -> tuple[str, str]:
    return written_time(now, -STALE), written_time(now, STALE)
