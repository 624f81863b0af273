"""Passages: what an excerpt is in the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from coder.domain.coding import Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.texts import text_bodies
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class KeptPassage:
    """What was decided on an excerpt under a code, or on the whole answer where ``span`` is None."""

    id: int
    answer_id: int
    code_id: int
    span: Span | None
    position: int | None
    """Its place under the code; None where it stands in the order of the file."""
    starred: bool
    cuts: tuple[Span, ...]
    """What print leaves out, as places in the answer."""
    translation: str
    lost: int = 0
    """The entry in which its words went from the answer; 0 while they stand."""
    words: str = ""
    """The words it stood on, once they are lost."""

    @property
    def says_something(self) -> bool:
        """Whether anything was decided that a new passage would not have."""
        return bool(self.starred or self.cuts or self.translation or self.position is not None)


def passages_on(work: Reading, answer_ids: Sequence[int]) -> list[KeptPassage]:
    """Return the passages of answers, under whatever codes, oldest first."""
    table = schema.passage
    rows: list[Row[Any]] = []
    for chunk in chunked(answer_ids):
        rows.extend(work.connection.execute(select(table).where(table.c.answer_id.in_(chunk))))
    return _passages(work, rows)


def passages_under(work: Reading, code_ids: Sequence[int]) -> list[KeptPassage]:
    """Return the passages under codes, of whatever questions, oldest first."""
    table = schema.passage
    rows: list[Row[Any]] = []
    for chunk in chunked(code_ids):
        rows.extend(work.connection.execute(select(table).where(table.c.code_id.in_(chunk))))
    return _passages(work, rows)


def passages_of(work: Reading, question_id: int) -> list[KeptPassage]:
    """Return the passages of all answers to a question, oldest first."""
    table, answer = schema.passage, schema.answer
    query: Select[Any] = (
        select(table)
        .join(answer, answer.c.id == table.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return _passages(work, work.connection.execute(query).all())


def _passages(work: Reading, rows: Iterable[Row[Any]]) -> list[KeptPassage]:
    found = sorted(rows, key=lambda row: row.id)
    wanted = [each for row in found for each in (row.translation_id, row.words_id) if each is not None]
    bodies = text_bodies(work.connection, wanted)
    return [
        KeptPassage(
            id=row.id,
            answer_id=row.answer_id,
            code_id=row.code_id,
            span=None if row.start is None else (row.start, row.end),
            position=row.position,
            starred=bool(row.starred),
            cuts=tuple((start, end) for start, end in json.loads(row.cuts)),
            translation=bodies.get(row.translation_id, ""),
            lost=row.lost,
            words=bodies.get(row.words_id, ""),
        )
        for row in found
    ]
