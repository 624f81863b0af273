"""Outcomes: named sets of codes that an answer has one of, or has none."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Reading
from coder.text.collation import collation_key


@dataclass(frozen=True)
class Outcome:
    """A set of codes of one question, under a name."""

    id: int
    question_id: int
    name: str
    code_ids: tuple[int, ...]
    """In the order they were named; one merged away is the code it was merged into."""


def outcomes_of(work: Reading, question_id: int) -> list[Outcome]:
    """Return the outcomes of a question in the alphabetical order of their names."""
    table = schema.outcome
    rows = work.connection.execute(select(table).where(table.c.question_id == question_id)).all()
    ids = _living_ids(work) if rows else {}
    return [
        Outcome(
            row.id,
            row.question_id,
            row.name,
            tuple(dict.fromkeys(ids[uid] for uid in json.loads(row.codes) if uid in ids)),
        )
        for row in sorted(rows, key=lambda row: collation_key(row.name))
    ]


def _living_ids(work: Reading) -> dict[str, int]:
    """Return by uid the id of every code, or of what it has become."""
    code = schema.code
    rows = work.connection.execute(select(code.c.id, code.c.uid, code.c.merged_into_id)).all()
    into = {row.id: row.merged_into_id for row in rows}

    def survivor(code_id: int) -> int:
        while into[code_id] is not None:
            code_id = into[code_id]
        return code_id

    return {row.uid: survivor(row.id) for row in rows}
