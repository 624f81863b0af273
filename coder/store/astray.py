"""Rows that put a code and an answer together whose question has another codebook."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, or_, select

from coder.store import schema
from coder.store.unit_of_work import Reading


def astray(
    work: Reading, table: Table, within: ColumnElement[bool], *, merged_too: bool
) -> Iterator[tuple[str, int, str]]:
    """Yield uid, answer and code's name of such rows; each row must name an answer and a code.

    Args:
        work: The project.
        table: Whose rows.
        within: Which of them.
        merged_too: Also those that name a code that was merged away.
    """
    code, answer, question = schema.code, schema.answer, schema.question
    elsewhere = code.c.codebook_id != question.c.codebook_id
    query = (
        select(table.c.uid, answer.c.id, code.c.name)
        .join(code, code.c.id == table.c.code_id)
        .join(answer, answer.c.id == table.c.answer_id)
        .join(question, question.c.id == answer.c.question_id)
        .where(within, or_(elsewhere, code.c.merged_into_id.is_not(None)) if merged_too else elsewhere)
    )
    yield from ((row.uid, row.id, row.name) for row in work.connection.execute(query))
