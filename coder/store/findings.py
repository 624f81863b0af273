"""Findings of the privacy check that somebody decided on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from coder.domain.coding import Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.texts import text_bodies
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class DecidedFinding:
    """What was decided on a mention, or on an answer as a whole where ``span`` is None."""

    id: int
    answer_id: int
    span: Span | None
    kind: str
    grade: str
    mention_hash: str
    """Knows the mention again without writing it down."""
    decision: str
    """``mask``, ``redact``, ``keep`` or ``drop``."""
    replacement: str | None
    reason: str
    decided_by: int
    """Id of the coder."""


def findings_on(work: Reading, answer_ids: Sequence[int]) -> list[DecidedFinding]:
    """Return what was decided on answers, oldest first."""
    table = schema.finding
    found: list[Row[Any]] = []
    for chunk in chunked(answer_ids):
        found.extend(work.connection.execute(select(table).where(table.c.answer_id.in_(chunk))))
    found.sort(key=lambda row: row.id)
    reasons = text_bodies(work.connection, [row.reason_id for row in found if row.reason_id is not None])
    return [
        DecidedFinding(
            id=row.id,
            answer_id=row.answer_id,
            span=None if row.start is None else (row.start, row.end),
            kind=row.kind,
            grade=row.grade,
            mention_hash=row.mention_hash,
            decision=row.decision,
            replacement=row.replacement,
            reason=reasons.get(row.reason_id, ""),
            decided_by=row.decided_by_id,
        )
        for row in found
    ]
