"""Notes: what coders write beside answers, codes and questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


class NotedOn(StrEnum):
    """What a note stands on; a note on a theme is one on its topmost code."""

    ANSWER = "answer"
    CODE = "code"
    QUESTION = "question"


@dataclass(frozen=True)
class Note:
    """What one coder wrote."""

    id: int
    on_id: int
    """Id of the answer, code or question."""
    coder_id: int
    coder_name: str
    text: str


def notes_on(work: Reading, on: NotedOn, ids: Sequence[int]) -> dict[int, list[Note]]:
    """Return the notes of all coders on some answers, codes or questions, oldest first, by its id."""
    note, coder, body = schema.note, schema.coder, schema.text_table
    target = note.c[f"{on}_id"]
    found: dict[int, list[Note]] = defaultdict(list)
    for chunk in chunked(ids):
        query = (
            select(note.c.id, target.label("on_id"), note.c.coder_id, coder.c.name, body.c.body)
            .join(coder, coder.c.id == note.c.coder_id)
            .join(body, body.c.id == note.c.text_id)
            .where(target.in_(chunk))
            .order_by(note.c.id)
        )
        for row in work.connection.execute(query):
            found[row.on_id].append(Note(row.id, row.on_id, row.coder_id, row.name, row.body or ""))
    return found


def noted_answers(work: Reading, question_id: int) -> set[int]:
    """Return the ids of the answers to a question that anyone has written a note on."""
    note, answer = schema.note, schema.answer
    query = (
        select(note.c.answer_id)
        .join(answer, answer.c.id == note.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return set(work.connection.scalars(query))
