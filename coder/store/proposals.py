"""Proposed codes: what a model put forward for review, and what people said to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Proposal:
    """A code put forward for an answer; no coding, and nothing is counted from it."""

    id: int
    answer_id: int
    code_id: int
    score: float
    """How likely a person gives the code, in [0, 1]."""
    decision: str | None
    """``accepted`` or ``rejected``; None while nobody has decided."""
    is_carried: bool = False
    """It follows from a rule by which a difference was settled: for answers that are done."""


def proposals_to(work: Reading, question_id: int) -> list[Proposal]:
    """Return all proposals to a question: answers in file order, and for each the likeliest code first."""
    answer, wave = schema.answer, schema.wave
    query = (
        _SELECTED.join(answer, answer.c.id == schema.proposal.c.answer_id)
        .join(wave, wave.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question_id)
        .order_by(
            wave.c.position,
            answer.c.position,
            answer.c.id,
            schema.proposal.c.score.desc(),
            schema.proposal.c.id,
        )
    )
    return [_proposal(row) for row in work.connection.execute(query)]


def proposals_on(work: Reading, answer_ids: Sequence[int]) -> list[Proposal]:
    """Return all proposals to some answers, in no order."""
    found: list[Proposal] = []
    for chunk in chunked(answer_ids):
        query = _SELECTED.where(schema.proposal.c.answer_id.in_(chunk))
        found.extend(_proposal(row) for row in work.connection.execute(query))
    return found


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(row.id, row.answer_id, row.code_id, row.score, row.decision, bool(row.carried))


_SELECTED = select(schema.proposal)
