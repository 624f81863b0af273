"""The rows that stand on an answer or a code, those that are gone among them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import select

from coder.store import schema
from coder.store.nouns import NOUNS, ON_ANSWERS
from coder.store.unit_of_work import Reading

_STANDING_ON_ANSWERS = tuple(NOUNS[name].table for name in NOUNS if name in ON_ANSWERS)
_STANDING_UNDER_CODES = (
    schema.coding,
    schema.note,
    schema.look,
    schema.proposal,
    schema.passage,
    schema.analysis,
)


def rows_about_respondent(work: Reading, external_id: str, question_ids: Sequence[int]) -> list[str]:
    """Return the uids of a respondent's answers, and of what stands on them."""
    answer, respondent = schema.answer, schema.respondent
    query = (
        select(answer.c.id, answer.c.uid)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .where(respondent.c.external_id == external_id, answer.c.question_id.in_(question_ids))
    )
    rows = work.connection.execute(query).all()
    uids = [row.uid for row in rows]
    for table in _STANDING_ON_ANSWERS:
        uids += work.connection.scalars(
            select(table.c.uid).where(table.c.answer_id.in_([row.id for row in rows]))
        )
    return uids + _gone(work, [row.uid for row in rows])


def rows_about(work: Reading, noun: Literal["answer", "code"], row_id: int) -> list[str]:
    """Return the uids of one answer or code, and of what stands on it or stood there."""
    itself = schema.metadata.tables[noun]
    uid = work.connection.scalars(select(itself.c.uid).where(itself.c.id == row_id)).one()
    uids = [uid]
    for table in _STANDING_ON_ANSWERS if noun == "answer" else _STANDING_UNDER_CODES:
        column = table.c.get(f"{noun}_id")
        if column is not None:
            uids += work.connection.scalars(select(table.c.uid).where(column == row_id))
    return uids + _gone(work, [uid])


def _gone(work: Reading, uids: Sequence[str]) -> list[str]:
    """Return the uids of what referred to these rows and was taken away."""
    if not uids:
        return []
    table = schema.change
    query = select(table.c.uid, table.c.before).where(
        table.c.noun.in_([*sorted(ON_ANSWERS), "analysis"]),
        table.c.field == "",
        table.c.after.is_(None),
    )
    wanted = set(uids)
    found: list[str] = []
    for row in work.connection.execute(query, execution_options={"yield_per": 5_000}):
        values = json.loads(row.before)
        if wanted & {values.get("answer"), values.get("code")}:
            found.append(row.uid)
    return found
