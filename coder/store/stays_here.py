"""What a project holds of some questions that no file of another program takes along, counted."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, func, select

from coder.store import schema
from coder.store.unit_of_work import Reading


class StaysHere(StrEnum):
    """A kind of work that stays."""

    DEALT = "dealt"
    LOOKS = "looks"
    FLAGS = "flags"
    SAMPLES = "samples"
    PROPOSALS = "proposals"
    PASSAGES = "passages"
    ANALYSES = "analyses"
    FINDINGS = "findings"
    LAYERS = "layers"
    OUTCOMES = "outcomes"
    APPROVALS = "approvals"


_OF_ANSWERS: dict[StaysHere, Table] = {
    StaysHere.LOOKS: schema.look,
    StaysHere.FLAGS: schema.flag,
    StaysHere.PROPOSALS: schema.proposal,
    StaysHere.PASSAGES: schema.passage,
    StaysHere.FINDINGS: schema.finding,
}
_OF_QUESTIONS: dict[StaysHere, Table] = {
    StaysHere.SAMPLES: schema.sample,
    StaysHere.ANALYSES: schema.analysis,
    StaysHere.LAYERS: schema.layer,
    StaysHere.OUTCOMES: schema.outcome,
    StaysHere.APPROVALS: schema.approval,
}


def counted_stays(work: Reading, question_ids: Collection[int]) -> dict[StaysHere, int]:
    """Return how many there are of each kind, of these questions; only kinds of which there are any."""
    answer = schema.answer
    asked = answer.c.question_id.in_(question_ids)

    def count(table: Table, *where: ColumnElement[bool]) -> int:
        return work.connection.scalar(select(func.count()).select_from(table).where(*where)) or 0

    found = {StaysHere.DEALT: count(answer, asked, answer.c.dealt_to_id.is_not(None))}
    answers = select(answer.c.id).where(asked)
    found |= {kind: count(table, table.c.answer_id.in_(answers)) for kind, table in _OF_ANSWERS.items()}
    found |= {
        kind: count(table, table.c.question_id.in_(question_ids)) for kind, table in _OF_QUESTIONS.items()
    }
    return {kind: found[kind] for kind in StaysHere if found[kind]}
