"""Flags: a coder means to come back to an answer."""

from __future__ import annotations

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Reading


def flag_id(work: Reading, answer_id: int, coder_id: int) -> int | None:
    """Return the id of a coder's flag on an answer, if it is there."""
    flag = schema.flag
    return work.connection.scalar(
        select(flag.c.id).where(flag.c.answer_id == answer_id, flag.c.coder_id == coder_id)
    )


def flagged_answers(work: Reading, question_id: int, coder_id: int) -> set[int]:
    """Return the ids of the answers to a question that a coder has flagged."""
    flag, answer = schema.flag, schema.answer
    query = (
        select(flag.c.answer_id)
        .join(answer, answer.c.id == flag.c.answer_id)
        .where(answer.c.question_id == question_id, flag.c.coder_id == coder_id)
    )
    return set(work.connection.scalars(query))
