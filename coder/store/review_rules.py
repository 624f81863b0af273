"""Rules of looks, rounds and proposals: what stands beside the codings and must fit the codebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, or_, select, true

from coder.domain.decision import Decision
from coder.messages import _
from coder.store import schema
from coder.store.astray import astray
from coder.store.breach import Breach
from coder.store.unit_of_work import Reading


def review_breaches(work: Reading, answer_ids: Sequence[int] | None = None) -> Iterator[Breach]:
    """Look at the looks and proposals on some answers, or at all of them and the rounds too."""
    within = true() if answer_ids is None else schema.answer.c.id.in_(answer_ids)
    for uid, answer_id, name in astray(work, schema.look, within, merged_too=False):
        said = _("Answer {number} was read for «{name}», which is not in its codebook.")
        yield Breach(uid, said.format(number=answer_id, name=name))
    for uid, answer_id, name in astray(work, schema.proposal, within, merged_too=False):
        said = _("«{name}» is proposed for answer {number}, but is not in its codebook.")
        yield Breach(uid, said.format(number=answer_id, name=name))
    yield from _half_decided(work, within)
    if answer_ids is None:
        yield from _rounds_about_nothing(work)


def has_looks_or_proposals(work: Reading, question_id: int) -> bool:
    """Tell whether any answer to a question was read again, or has codes proposed."""
    answer = schema.answer
    return any(
        work.connection.scalar(
            select(table.c.id)
            .join(answer, answer.c.id == table.c.answer_id)
            .where(answer.c.question_id == question_id)
            .limit(1)
        )
        is not None
        for table in (schema.look, schema.proposal)
    )


def _half_decided(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """A decision on a proposal must say who took it."""
    proposal, answer = schema.proposal, schema.answer
    decided = proposal.c.decision.is_not(None)
    query = (
        select(proposal.c.uid, proposal.c.answer_id)
        .join(answer, answer.c.id == proposal.c.answer_id)
        .where(
            within,
            or_(
                decided == proposal.c.decided_by_id.is_(None),
                decided & proposal.c.decision.not_in(list(Decision)),
            ),
        )
    )
    for row in work.connection.execute(query):
        yield Breach(
            row.uid,
            _("Answer {number}: a proposal does not say who decided on it.").format(number=row.answer_id),
        )


def _rounds_about_nothing(work: Reading) -> Iterator[Breach]:
    """A round must be about codes that are there."""
    table = schema.revisit_round
    known = set(work.connection.scalars(select(schema.code.c.uid)))
    for row in work.connection.execute(select(table.c.uid, table.c.codes)):
        if not known.issuperset(json.loads(row.codes)):
            yield Breach(row.uid, _("A round of reading again was about a code that is gone."))
