"""Questions of a project."""

from __future__ import annotations

import json

from sqlalchemy import bindparam, select

from coder.domain.question import Question, UnknownQuestionError
from coder.store import schema
from coder.store.unit_of_work import Reading


def all_questions(work: Reading) -> list[Question]:
    """Return the questions in their order."""
    question, codebook, body = schema.question, schema.codebook, schema.text_table
    query = (
        select(question, codebook.c.exclusive, body.c.body)
        .join(codebook, codebook.c.id == question.c.codebook_id)
        .outerjoin(body, body.c.id == question.c.text_id)
        .order_by(question.c.position, question.c.id)
    )
    return [
        Question(
            id=row.id,
            uid=row.uid,
            key=row.key,
            text=row.body or "",
            codebook_id=row.codebook_id,
            exclusive=bool(row.exclusive),
            unit=row.unit,
            quantify=row.quantify,
            counts=row.counts,
            reading_order=row.reading_order,
            seed=row.seed,
            lead_id=row.lead_id,
            asked_if=json.loads(row.asked_if) if row.asked_if else None,
            suggest=row.suggest,
            hidden_percent=row.hidden_percent,
            shared=bool(row.shared),
        )
        for row in work.connection.execute(query)
    ]


def question_named(work: Reading, key: str) -> Question:
    """Return the question with this key.

    Raises:
        UnknownQuestionError: If there is none; names the nearest.
    """
    questions = all_questions(work)
    for question in questions:
        if question.key == key:
            return question
    raise UnknownQuestionError(key, [question.key for question in questions])


def codebook_of_answer(work: Reading, answer_id: int) -> tuple[int, bool]:
    """Return (codebook id, whether it is exclusive) of the question an answer belongs to."""
    codebook_id, exclusive = work.connection.execute(_CODEBOOK_OF_ANSWER, {"answer": answer_id}).one()
    return codebook_id, bool(exclusive)


def codebook_of_question(work: Reading, question_id: int) -> int:
    """Return the id of a question's codebook."""
    table = schema.question
    return int(work.connection.scalars(select(table.c.codebook_id).where(table.c.id == question_id)).one())


def lead_of(work: Reading, question_id: int) -> int | None:
    """Return the id of a question's lead, if it has one."""
    return work.connection.scalar(_LEAD, {"question": question_id})


# Built once, since every act runs them.
_CODEBOOK_OF_ANSWER = (
    select(schema.codebook.c.id, schema.codebook.c.exclusive)
    .join(schema.question, schema.question.c.codebook_id == schema.codebook.c.id)
    .join(schema.answer, schema.answer.c.question_id == schema.question.c.id)
    .where(schema.answer.c.id == bindparam("answer"))
)
_LEAD = select(schema.question.c.lead_id).where(schema.question.c.id == bindparam("question"))
