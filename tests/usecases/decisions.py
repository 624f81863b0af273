"""Decisions on an answer, made as rows: who settled it, and how."""

from __future__ import annotations

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Writing
from tests.builders import SmallProject, ask


def settlement(work: Writing, p: SmallProject, rule: str, coder_id: int, known: int | None = None) -> int:
    """Settle the first answer, or settle it anew; return the settlement."""
    values = {"rule": rule, "decided_by": coder_id, "taken_from": coder_id if rule == "take" else None}
    if known is None:
        return work.create("settlement", answer=p.answers[0], **values)
    work.update("settlement", known, **values)
    return known


def decided(p: SmallProject) -> list[tuple[str, int]]:
    """Return how answers were settled, and by whom."""
    table = schema.settlement
    query = select(table.c.rule, table.c.decided_by_id)
    return ask(p.engine, lambda work: [tuple(row) for row in work.connection.execute(query)])
