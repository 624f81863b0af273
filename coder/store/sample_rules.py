"""Rules of samples: what was drawn belongs to the question, what was frozen to the codebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from coder.domain.coder_kind import AGAIN, PERSON
from coder.domain.sample import Purpose
from coder.messages import _
from coder.store import schema
from coder.store.breach import Breach
from coder.store.unit_of_work import Reading


def sample_breaches(work: Reading, answer_ids: Sequence[int] | None = None) -> Iterator[Breach]:
    """Look at the samples of some answers, or at all of them and what was frozen too."""
    within = true() if answer_ids is None else schema.answer.c.id.in_(answer_ids)
    yield from _drawn_elsewhere(work, within)
    yield from _wrongly_parked(work, within)
    if answer_ids is None:
        yield from _frozen_of_nothing(work)
        yield from _of_the_wrong_coder(work)


def _drawn_elsewhere(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """What stands in a sample, or was frozen in it, must be answers to its question."""
    answer, sample = schema.answer, schema.sample
    for table in (schema.sample_answer, schema.given):
        query = (
            select(table.c.uid, answer.c.id)
            .join(answer, answer.c.id == table.c.answer_id)
            .join(sample, sample.c.id == table.c.sample_id)
            .where(within, answer.c.question_id != sample.c.question_id)
        )
        for uid, answer_id in work.connection.execute(query):
            said = _("Answer {number} stands in a sample of another question.").format(number=answer_id)
            yield Breach(uid, said)


def _wrongly_parked(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """Whoever is asked to settle a difference must be a person."""
    answer, settlement, coder = schema.answer, schema.settlement, schema.coder
    query = (
        select(settlement.c.uid, answer.c.id)
        .join(answer, answer.c.id == settlement.c.answer_id)
        .join(coder, or_(coder.c.id == settlement.c.decided_by_id, coder.c.id == settlement.c.parked_for_id))
        .where(within, coder.c.kind != PERSON)
    )
    for uid, answer_id in work.connection.execute(query):
        said = _("Answer {number}: its difference is to be settled by nobody.").format(number=answer_id)
        yield Breach(uid, said)


def _frozen_of_nothing(work: Reading) -> Iterator[Breach]:
    """Frozen codes must be codes that are there, or were."""
    given = schema.given
    known = set(work.connection.scalars(select(schema.code.c.uid)))
    query = select(given.c.uid, given.c.answer_id, given.c.codes, given.c.unseen)
    for row in work.connection.execute(query):
        if not known.issuperset([*json.loads(row.codes), *json.loads(row.unseen)]):
            said = _("Answer {number} was frozen with a code that is gone.").format(number=row.answer_id)
            yield Breach(row.uid, said)


def _of_the_wrong_coder(work: Reading) -> Iterator[Breach]:
    """Own answers coded again are coded by somebody's shadow, other samples by people."""
    sample, coder = schema.sample, schema.coder
    query = (
        select(sample.c.uid, sample.c.round)
        .join(coder, coder.c.id == sample.c.coder_id)
        .where(
            or_(
                and_(sample.c.purpose == Purpose.AGAIN.value, coder.c.kind != AGAIN),
                and_(sample.c.purpose != Purpose.AGAIN.value, coder.c.kind != PERSON),
            )
        )
    )
    for uid, number in work.connection.execute(query):
        yield Breach(uid, _("Round {number} is not for whom it is coded by.").format(number=number))
