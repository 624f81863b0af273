"""Questions of a project."""

from __future__ import annotations

import json

from sqlalchemy import select

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
    answer, question, codebook = schema.answer, schema.question, schema.codebook
    query = (
        select(codebook.c.id, codebook.c.exclusive)
        .join(question, question.c.codebook_id == codebook.c.id)
        .join(answer, answer.c.question_id == question.c.id)
        .where(answer.c.id == answer_id)
    )
    codebook_id, exclusive = work.connection.execute(query).one()
    return codebook_id, bool(exclusive)


def lead_of(work: Reading, question_id: int) -> int | None:
    """Return the id of a question's lead, if it has one."""
    question = schema.question
    return work.connection.scalar(select(question.c.lead_id).where(question.c.id == question_id))
