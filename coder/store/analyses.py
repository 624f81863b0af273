"""Analyses: what the report says of a question and of its codes; shared, unlike a coder's notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.texts import text_bodies
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Analysis:
    """The report's own text on a question, or on a code of it."""

    id: int
    question_id: int
    code_id: int | None
    """None where it is about the question as a whole."""
    body: str
    lead_in: str
    """What leads into the quotations."""


def analyses_of(work: Reading, question_id: int) -> dict[int | None, Analysis]:
    """Return what is written on a question by code id; what is on the question itself under None."""
    found = _analyses(work, schema.analysis.c.question_id == question_id)
    return {each.code_id: each for each in found}


def analyses_on_codes(work: Reading, code_ids: Sequence[int]) -> list[Analysis]:
    """Return what is written on codes, in whatever questions, oldest first."""
    found: list[Analysis] = []
    for chunk in chunked(code_ids):
        found.extend(_analyses(work, schema.analysis.c.code_id.in_(chunk)))
    return found


def _analyses(work: Reading, within: ColumnElement[bool]) -> list[Analysis]:
    table = schema.analysis
    rows: Any = work.connection.execute(select(table).where(within).order_by(table.c.id)).all()
    wanted = [each for row in rows for each in (row.body_id, row.lead_in_id) if each is not None]
    bodies = text_bodies(work.connection, wanted)
    return [
        Analysis(
            row.id, row.question_id, row.code_id, bodies.get(row.body_id, ""), bodies.get(row.lead_in_id, "")
        )
        for row in rows
    ]
