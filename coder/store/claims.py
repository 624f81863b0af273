"""Which answer a coder was handed to read next: others are handed another, until the claim runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from coder.store import schema
from coder.store.passing import clock, written_time
from coder.store.unit_of_work import Reading

LONGEST = timedelta(minutes=30)
"""How long an answer stays handed out without a screen; what seems handed out longer was by a wrong clock."""

CLOCKS_APART = timedelta(minutes=1)


@dataclass(frozen=True)
class Claim:
    """That a coder was handed an answer."""

    coder_id: int
    answer_id: int


def live_claims(work: Reading, question_id: int) -> list[Claim]:
    """Return who was handed what of a question, and has it still."""
    table = schema.claim
    now = clock(work)
    query = select(table.c.coder_id, table.c.answer_id).where(
        table.c.question_id == question_id,
        table.c.until > written_time(now),
        table.c.until <= written_time(now, LONGEST + CLOCKS_APART),
    )
    return [Claim(row.coder_id, row.answer_id) for row in work.connection.execute(query)]


def claim_answer(work: Reading, question_id: int, coder_id: int, answer_id: int, lasting: timedelta) -> None:
    """Note that a coder was handed an answer, and no longer the one handed out before."""
    give_back(work, question_id, coder_id)
    until = written_time(clock(work), min(lasting, LONGEST))
    row = {"question_id": question_id, "coder_id": coder_id, "answer_id": answer_id, "until": until}
    work.connection.execute(insert(schema.claim), row)


def give_back(work: Reading, question_id: int, coder_id: int, answer_id: int | None = None) -> None:
    """Let go of what a coder was handed of a question; only of this answer, if one is named."""
    table = schema.claim
    query = delete(table).where(table.c.question_id == question_id, table.c.coder_id == coder_id)
    if answer_id is not None:
        query = query.where(table.c.answer_id == answer_id)
    work.connection.execute(query)
