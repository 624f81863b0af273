"""Notes that others wrote or dealt with meanwhile, as far as they concern one coder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from coder.store import schema
from coder.store.unit_of_work import Reading

_TOLD = ("", "text", "waits")
"""Fields of a note that are told of; the first is all of it."""


@dataclass(frozen=True)
class HeardNote:
    """What somebody else did about a note on an answer."""

    coder: str
    """Who."""
    answer_id: int
    respondent_id: str
    is_answered: bool
    """Whether the note is one's own, and waits no longer."""
    waits: bool


def heard_notes(
    work: Reading, question_id: int, coder_id: int, after: int, until: int, hidden: Collection[int] = ()
) -> list[HeardNote]:
    """Return what others did about notes on a question's answers, oldest first, each note once.

    That is: notes on answers the coder has begun, or that were dealt to the coder, or that wait for
    somebody; and the coder's own, where they wait no longer.

    Args:
        work: The project.
        question_id: The question.
        coder_id: Who is to be told.
        after: Look at the entries after this one.
        until: And up to this one.
        hidden: Answers of which nothing is told: those that are coded blind.
    """
    change, entry, note = schema.change, schema.entry, schema.note
    answer, respondent, coder, coded = schema.answer, schema.respondent, schema.coder, schema.coded
    begun = exists().where(coded.c.answer_id == answer.c.id, coded.c.coder_id == coder_id)
    is_own = note.c.coder_id == coder_id
    query = (
        select(
            coder.c.name,
            note.c.id,
            note.c.answer_id,
            note.c.waits,
            is_own.label("is_own"),
            respondent.c.external_id,
        )
        .select_from(change)
        .join(entry, entry.c.number == change.c.entry)
        .join(note, note.c.uid == change.c.uid)
        .join(answer, answer.c.id == note.c.answer_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(coder, coder.c.id == entry.c.coder_id)
        .where(
            change.c.entry > after,
            change.c.entry <= until,
            change.c.noun == "note",
            change.c.field.in_(_TOLD),
            entry.c.coder_id != coder_id,
            answer.c.question_id == question_id,
            or_(is_own, note.c.waits == 1, answer.c.dealt_to_id == coder_id, begun),
        )
        .order_by(change.c.entry, change.c.number)
    )
    found = {
        row.id: HeardNote(row.name, row.answer_id, row.external_id, bool(row.is_own), bool(row.waits))
        for row in work.connection.execute(query)
        if row.answer_id not in hidden and not (row.is_own and row.waits)
    }
    return list(found.values())
