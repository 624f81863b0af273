"""Who made codes, and at which answer."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.foreign import MERGE_OPERATION
from coder.store.unit_of_work import Reading

AT_AN_ANSWER = "add_code"
"""The operation that makes a code; where it was made for an answer, it sets it there too."""


@dataclass(frozen=True)
class Birth:
    """How a code came to be."""

    coder: str | None
    """Who made it; None where nobody is known, as of what came with another project."""
    answer_id: int | None = None
    """The answer it was made for."""


def births_of(work: Reading, codebook_id: int) -> dict[int, Birth]:
    """Return how the codes of a codebook that were made here came to be, by code id."""
    code, entry, coder = schema.code, schema.entry, schema.coder
    query = (
        select(code.c.id, code.c.born, entry.c.operation, coder.c.name)
        .join(entry, entry.c.number == code.c.born)
        .outerjoin(coder, coder.c.id == entry.c.coder_id)
        .where(code.c.codebook_id == codebook_id, code.c.from_file == 0)
    )
    rows = work.connection.execute(query).all()
    answers = _answers_coded_by(work, sorted({row.born for row in rows if row.operation == AT_AN_ANSWER}))
    return {
        row.id: Birth(None if row.operation == MERGE_OPERATION else row.name, answers.get(row.born))
        for row in rows
    }


def _answers_coded_by(work: Reading, numbers: list[int]) -> dict[int, int]:
    """Return the answer that each of some entries set a code on, by entry."""
    change, answer = schema.change, schema.answer
    uids: dict[int, str] = {}
    for chunk in chunked(numbers):
        query = select(change.c.entry, change.c.after).where(
            change.c.entry.in_(chunk), change.c.noun == "coding", change.c.field == ""
        )
        uids.update(
            {entry: json.loads(after)["answer"] for entry, after in work.connection.execute(query) if after}
        )
    ids: dict[str, int] = {}
    for of_answers in chunked(list(set(uids.values()))):
        found = select(answer.c.uid, answer.c.id).where(answer.c.uid.in_(of_answers))
        ids.update((row.uid, row.id) for row in work.connection.execute(found))
    return {number: ids[uid] for number, uid in uids.items() if uid in ids}
