"""The trail of suggestions: facts about what was seen, outside the history and untouched by undo."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from coder.domain.coding import Span
from coder.domain.entry import canonical_json
from coder.domain.identity import new_uid
from coder.store import schema
from coder.store.unit_of_work import Reading, Writing


@dataclass(frozen=True)
class Trace:
    """That a coder saw some suggestions at an answer, and what came of it."""

    answer_id: int
    coder_id: int
    codes: tuple[tuple[str, float], ...]
    """Uids of the codes suggested, best first, with their scores."""
    way: str
    """How the coder went on: ``digit``, ``typed``, ``new``, ``done``, …"""
    taken: str | None = None
    """The uid of the code that was set."""
    sentence: Span | None = None
    """Where the cursor stood, if on a sentence."""
    as_of: int | None = None
    """The newest entry the model had seen."""
    hidden: bool = False
    """Whether the suggestions were kept from the coder."""
    at: str = ""
    entry: int | None = None
    """The entry the act became; None where nothing was changed."""


def add_trace(work: Writing, trace: Trace) -> None:
    """Write down what was seen; time and entry are those of the act."""
    table = schema.trail
    start, end = trace.sentence or (None, None)
    work.connection.execute(
        insert(table),
        {
            "id": (work.connection.scalar(select(func.max(table.c.id))) or 0) + 1,
            "uid": new_uid(),
            "at": work.at,
            "entry": work.number if work.changes else None,
            "answer_id": trace.answer_id,
            "coder_id": trace.coder_id,
            "start": start,
            "end": end,
            "shown": canonical_json([list(each) for each in trace.codes]),
            "as_of": trace.as_of,
            "hidden": int(trace.hidden),
            "taken": trace.taken,
            "way": trace.way,
        },
    )


def traces_of(work: Reading, question_id: int) -> list[Trace]:
    """Return what was seen at the answers to a question, in the order it was."""
    table, answer = schema.trail, schema.answer
    query = (
        select(table)
        .join(answer, answer.c.id == table.c.answer_id)
        .where(answer.c.question_id == question_id)
        .order_by(table.c.id)
    )
    return [
        Trace(
            answer_id=row.answer_id,
            coder_id=row.coder_id,
            codes=tuple((uid, score) for uid, score in json.loads(row.shown)),
            way=row.way,
            taken=row.taken,
            sentence=None if row.start is None else (row.start, row.end),
            as_of=row.as_of,
            hidden=bool(row.hidden),
            at=row.at,
            entry=row.entry,
        )
        for row in work.connection.execute(query)
    ]
