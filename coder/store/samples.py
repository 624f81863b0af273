"""Samples that are coded a second time: which answers, for whom, and the sets frozen in them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from coder.domain.coding import CodedState
from coder.domain.sample import Method, Purpose
from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Sample:
    """The answers of a round, given to one coder."""

    id: int
    uid: str
    question_id: int
    round: int
    purpose: Purpose
    coder_id: int
    """Who codes it; of own answers coded again that is the shadow."""
    against_id: int | None
    """Whose sets these are held against; None is the settled coding, as a key."""
    method: Method
    strata_id: int | None
    """The background variable the answers were drawn by."""
    seed: int
    population: int
    """So many answers could have been drawn."""
    half_width: float | None
    drawn: int
    """The entry that dates codebook and codings: of the round's first draw."""
    revisit_open: int
    revisit_bound: int | None
    hides_suggestions: bool
    first_had_suggestions: bool | None
    """Whether suggestions were shown to whom it is held against; None where that is not known."""
    closed: int | None
    """The entry in which it was closed; None while it is coded."""

    @property
    def is_open(self) -> bool:
        """Whether it is still coded, blind."""
        return self.closed is None

    @property
    def person_id(self) -> int:
        """The person who codes it, whoever the codings are of."""
        return self.against_id if self.purpose is Purpose.AGAIN and self.against_id else self.coder_id


@dataclass(frozen=True)
class SampleAnswer:
    """One answer of a sample."""

    id: int
    answer_id: int
    position: int
    stratum: str | None
    weight: float
    opened: int | None
    """The entry in which the coder asked to see others' codes before time."""


@dataclass(frozen=True)
class Given:
    """What a coder had given an answer when it was frozen."""

    answer_id: int
    coder_id: int
    codes: tuple[str, ...]
    """Uids of codes."""
    unseen: tuple[str, ...]
    """Uids of the codes that came after the coder was done, and was never looked at for."""
    entry: int
    """When; codes that came later are unseen too."""


def samples_of(work: Reading, question_id: int) -> list[Sample]:
    """Return the samples of a question, round by round, in the order they were drawn."""
    table = schema.sample
    query = select(table).where(table.c.question_id == question_id)
    return [_sample(row) for row in work.connection.execute(query.order_by(table.c.round, table.c.id))]


def open_sample_of(work: Reading, question_id: int, coder_id: int) -> Sample | None:
    """Return the sample that a person, or the person's shadow, codes now; the oldest of several."""
    row = work.connection.execute(
        _open_for(coder_id).where(schema.sample.c.question_id == question_id)
    ).first()
    return None if row is None else _sample(row)


def open_sample_with(work: Reading, answer_id: int, coder_id: int) -> Sample | None:
    """Return the sample with an answer that a person, or the person's shadow, codes now."""
    row_of = schema.sample_answer
    query = _open_for(coder_id).join(row_of, row_of.c.sample_id == schema.sample.c.id)
    row = work.connection.execute(query.where(row_of.c.answer_id == answer_id)).first()
    return None if row is None else _sample(row)


def codes_blindly(work: Reading, coder_id: int, codebook_id: int) -> bool:
    """Tell whether a person codes a sample of any question with this codebook now."""
    question, sample = schema.question, schema.sample
    query = _open_for(coder_id).join(question, question.c.id == sample.c.question_id)
    return work.connection.execute(query.where(question.c.codebook_id == codebook_id)).first() is not None


def open_samples_by(work: Reading, coder_id: int) -> list[Sample]:
    """Return all samples that a person codes now, whatever the question."""
    return [_sample(row) for row in work.connection.execute(_open_for(coder_id))]


def sample_answers(work: Reading, sample_id: int) -> list[SampleAnswer]:
    """Return the answers of a sample in the order in which they are coded."""
    table = schema.sample_answer
    query = select(table).where(table.c.sample_id == sample_id).order_by(table.c.position)
    return [
        SampleAnswer(row.id, row.answer_id, row.position, row.stratum, row.weight, row.opened)
        for row in work.connection.execute(query)
    ]


def drawn_for(work: Reading, question_id: int, coder_id: int) -> list[int]:
    """Return the answers of the sample that a person codes now, in their order; none where there is none."""
    sample = open_sample_of(work, question_id, coder_id)
    return [] if sample is None else [row.answer_id for row in sample_answers(work, sample.id)]


def given_in(work: Reading, sample_id: int, coder_id: int | None = None) -> list[Given]:
    """Return what was frozen in a sample, in the order it was; only one coder's if one is named."""
    table = schema.given
    query = select(table).where(table.c.sample_id == sample_id).order_by(table.c.id)
    if coder_id is not None:
        query = query.where(table.c.coder_id == coder_id)
    return [
        Given(
            row.answer_id,
            row.coder_id,
            tuple(json.loads(row.codes)),
            tuple(json.loads(row.unseen)),
            row.entry,
        )
        for row in work.connection.execute(query)
    ]


def drawn_before(work: Reading, question_id: int, *, but: Collection[Purpose] = ()) -> set[int]:
    """Return the answers to a question that stand in any sample, but for those of some purposes."""
    sample, row = schema.sample, schema.sample_answer
    query = (
        select(row.c.answer_id)
        .join(sample, sample.c.id == row.c.sample_id)
        .where(sample.c.question_id == question_id, sample.c.purpose.not_in([each.value for each in but]))
    )
    return set(work.connection.scalars(query))


def still_blind(work: Reading, question_id: int) -> set[int]:
    """Return the answers of samples that are still open."""
    sample, row = schema.sample, schema.sample_answer
    query = (
        select(row.c.answer_id)
        .join(sample, sample.c.id == row.c.sample_id)
        .where(sample.c.question_id == question_id, sample.c.closed.is_(None))
    )
    return set(work.connection.scalars(query))


def trained_on(work: Reading, question_id: int) -> set[tuple[int, int]]:
    """Return (answer id, coder id) of what was coded for training: an exercise, no second coding."""
    sample, row = schema.sample, schema.sample_answer
    query = (
        select(row.c.answer_id, sample.c.coder_id)
        .join(sample, sample.c.id == row.c.sample_id)
        .where(sample.c.question_id == question_id, sample.c.purpose == Purpose.TRAINING)
    )
    return {(answer_id, coder_id) for answer_id, coder_id in work.connection.execute(query)}


def done_of(work: Reading, sample: Sample) -> set[int]:
    """Return the answers of a sample that its coder is done with."""
    coded, row = schema.coded, schema.sample_answer
    query = (
        select(coded.c.answer_id)
        .join(row, row.c.answer_id == coded.c.answer_id)
        .where(
            row.c.sample_id == sample.id,
            coded.c.coder_id == sample.coder_id,
            coded.c.state == CodedState.DONE.value,
        )
    )
    return set(work.connection.scalars(query))


def begun_by(work: Reading, question_id: int, coder_id: int) -> set[int]:
    """Return the answers to a question that one coder has begun."""
    coded, answer = schema.coded, schema.answer
    query = (
        select(coded.c.answer_id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, coded.c.coder_id == coder_id)
    )
    return set(work.connection.scalars(query))


def done_until(work: Reading, question_id: int, coder_id: int, at: str | None = None) -> dict[int, int]:
    """Return the entries in which a coder was done with answers, by answer id; only until a UTC time."""
    coded, answer, entry = schema.coded, schema.answer, schema.entry
    query = (
        select(coded.c.answer_id, coded.c.done_entry)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(
            answer.c.question_id == question_id,
            coded.c.coder_id == coder_id,
            coded.c.state == CodedState.DONE.value,
        )
    )
    if at is not None:
        query = query.join(entry, entry.c.number == coded.c.done_entry).where(entry.c.at <= at)
    return dict(work.connection.execute(query).all())


def shadow_of(work: Reading, coder_id: int) -> int | None:
    """Return the id of the coder as whom a person codes own answers again, if there was such a sample."""
    table = schema.sample
    return work.connection.scalar(
        select(table.c.coder_id)
        .where(table.c.against_id == coder_id, table.c.purpose == Purpose.AGAIN.value)
        .limit(1)
    )


def people_behind(work: Reading, coder_id: int) -> set[int]:
    """Return a coder's own id, and for a shadow that of the person whose shadow it is."""
    table = schema.sample
    query = select(table.c.against_id).where(
        table.c.coder_id == coder_id, table.c.purpose == Purpose.AGAIN.value, table.c.against_id.is_not(None)
    )
    return {coder_id, *work.connection.scalars(query.distinct())}


def last_round(work: Reading, question_id: int) -> int:
    """Return the number of a question's newest round; 0 before the first."""
    table = schema.sample
    return (
        work.connection.scalar(select(func.max(table.c.round)).where(table.c.question_id == question_id)) or 0
    )


def _open_for(coder_id: int) -> Select[Any]:
    table = schema.sample
    again = (table.c.purpose == Purpose.AGAIN.value) & (table.c.against_id == coder_id)
    return (
        select(table)
        .where(table.c.closed.is_(None), or_(table.c.coder_id == coder_id, again))
        .order_by(table.c.round, table.c.id)
    )


def _sample(row: Row[Any]) -> Sample:
    return Sample(
        id=row.id,
        uid=row.uid,
        question_id=row.question_id,
        round=row.round,
        purpose=Purpose(row.purpose),
        coder_id=row.coder_id,
        against_id=row.against_id,
        method=Method(row.method),
        strata_id=row.strata_id,
        seed=row.seed,
        population=row.population,
        half_width=row.half_width,
        drawn=row.drawn,
        revisit_open=row.revisit_open,
        revisit_bound=row.revisit_bound,
        hides_suggestions=bool(row.hides_suggestions),
        first_had_suggestions=None if row.first_had_suggestions is None else bool(row.first_had_suggestions),
        closed=row.closed,
    )
