"""The settled coding of a question, answer after answer as they were coded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class SettledAnswer:
    """An answer, and the codes that count for it."""

    answer_id: int
    coder_id: int
    """Whose coding counts."""
    code_ids: frozenset[int]


def settled_in_order(work: Reading, question_id: int) -> list[SettledAnswer]:
    """Return a question's settled answers in the order they were done; those of one import in its order."""
    answer, coded, settled = schema.answer, schema.coded, schema.settled
    coding = schema.coding
    counts = (coded.c.answer_id == settled.c.answer_id) & (coded.c.coder_id == settled.c.coder_id)
    done = (
        select(settled.c.answer_id, settled.c.coder_id)
        .join(answer, answer.c.id == settled.c.answer_id)
        .join(coded, counts)
        .where(answer.c.question_id == question_id)
        .order_by(coded.c.done_entry, coded.c.id)
    )
    given = (
        select(coding.c.answer_id, coding.c.code_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(
            settled, (settled.c.answer_id == coding.c.answer_id) & (settled.c.coder_id == coding.c.coder_id)
        )
        .where(answer.c.question_id == question_id)
    )
    codes: dict[int, set[int]] = defaultdict(set)
    for answer_id, code_id in work.connection.execute(given):
        codes[answer_id].add(code_id)
    return [
        SettledAnswer(row.answer_id, row.coder_id, frozenset(codes.get(row.answer_id, ())))
        for row in work.connection.execute(done)
    ]
