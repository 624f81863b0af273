"""Answers to one question in one wave whose texts are alike."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, or_, select

from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class AlikeText:
    """An answer that is alike to another, or to itself."""

    id: int
    respondent_id: str
    """The respondent's external id."""
    text: str


def count_alike(work: Reading, answer_id: int, coder_id: int) -> int:
    """Count the other answers alike to one, without those dealt to other coders."""
    own = work.connection.execute(_KEY, {"answer": answer_id}).one_or_none()
    if own is None:
        return 0
    asked = own._asdict() | {"answer": answer_id, "coder": coder_id}
    return int(work.connection.scalar(_COUNT, asked) or 0)


def alike_texts(work: Reading, answer_id: int, coder_id: int) -> list[AlikeText]:
    """Return the other answers alike to one in file order, without those dealt to other coders."""
    own = work.connection.execute(_KEY, {"answer": answer_id}).one_or_none()
    if own is None:
        return []
    asked = own._asdict() | {"answer": answer_id, "coder": coder_id}
    return [
        AlikeText(row.id, row.external_id, row.body or "") for row in work.connection.execute(_ALIKE, asked)
    ]


def shared_texts(work: Reading, question_id: int) -> list[list[AlikeText]]:
    """Return a question's answers whose key others share within their wave, group by group, in file order."""
    answer, body, respondent = schema.answer, schema.text_table, schema.respondent
    shared = (
        select(answer.c.wave_id, body.c.alike_key)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id, body.c.alike_key.is_not(None))
        .group_by(answer.c.wave_id, body.c.alike_key)
        .having(func.count() > 1)
        .subquery()
    )
    query = (
        select(answer.c.id, answer.c.wave_id, body.c.alike_key, respondent.c.external_id, body.c.body)
        .join(body, body.c.id == answer.c.text_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(shared, (shared.c.wave_id == answer.c.wave_id) & (shared.c.alike_key == body.c.alike_key))
        .where(answer.c.question_id == question_id)
        .order_by(answer.c.position, answer.c.id)
    )
    groups: dict[tuple[int, int], list[AlikeText]] = {}
    for row in work.connection.execute(query):
        found = groups.setdefault((row.wave_id, row.alike_key), [])
        found.append(AlikeText(row.id, row.external_id, row.body or ""))
    return list(groups.values())


# Built once, since every answer shown runs them.
_KEY = (
    select(schema.text_table.c.alike_key, schema.answer.c.question_id, schema.answer.c.wave_id)
    .join(schema.text_table, schema.text_table.c.id == schema.answer.c.text_id)
    .where(schema.answer.c.id == bindparam("answer"), schema.text_table.c.alike_key.is_not(None))
)
_OTHERS = (
    schema.text_table.c.alike_key == bindparam("alike_key"),
    # A sum, so that the database begins at the key and not with every answer to the question.
    schema.answer.c.question_id + 0 == bindparam("question_id"),
    schema.answer.c.wave_id + 0 == bindparam("wave_id"),
    schema.answer.c.id != bindparam("answer"),
    or_(schema.answer.c.dealt_to_id.is_(None), schema.answer.c.dealt_to_id == bindparam("coder")),
)
_COUNT = (
    select(func.count())
    .select_from(schema.text_table)
    .join(schema.answer, schema.answer.c.text_id == schema.text_table.c.id)
    .where(*_OTHERS)
)
_ALIKE = (
    select(schema.answer.c.id, schema.respondent.c.external_id, schema.text_table.c.body)
    .select_from(schema.text_table)
    .join(schema.answer, schema.answer.c.text_id == schema.text_table.c.id)
    .join(schema.respondent, schema.respondent.c.id == schema.answer.c.respondent_id)
    .where(*_OTHERS)
    .order_by(schema.answer.c.position, schema.answer.c.id)
)
