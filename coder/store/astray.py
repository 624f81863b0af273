"""Rows that set a code on an answer whose question has another codebook, or that name a merged code."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, or_, select

from coder.store import schema
from coder.store.unit_of_work import Reading


def astray(work: Reading, table: Table, within: ColumnElement[bool]) -> Iterator[tuple[str, int, str]]:
    """Yield uid, answer and code's name of such rows; each row must name an answer and a code."""
    code, answer, question = schema.code, schema.answer, schema.question
    query = (
        select(table.c.uid, answer.c.id, code.c.name)
        .join(code, code.c.id == table.c.code_id)
        .join(answer, answer.c.id == table.c.answer_id)
        .join(question, question.c.id == answer.c.question_id)
        .where(within, or_(code.c.codebook_id != question.c.codebook_id, code.c.merged_into_id.is_not(None)))
    )
    yield from ((row.uid, row.id, row.name) for row in work.connection.execute(query))
