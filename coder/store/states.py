"""How far coders are with answers: untouched, begun, done."""

from __future__ import annotations

from sqlalchemy import exists, or_, select

from coder.domain.coding import CodedState
from coder.domain.sample import Purpose
from coder.store import schema
from coder.store.unit_of_work import Reading


def states_of(work: Reading, question_id: int, coder_id: int) -> dict[int, CodedState]:
    """Return one coder's states by answer id; untouched answers are left out."""
    coded, answer = schema.coded, schema.answer
    query = (
        select(coded.c.answer_id, coded.c.state)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, coded.c.coder_id == coder_id)
    )
    state_named = {each.value: each for each in CodedState}
    return {answer_id: state_named[state] for answer_id, state in work.connection.execute(query).all()}


def only_begun(work: Reading, question_id: int, coder_id: int, wave: str | None = None) -> int | None:
    """Return the one answer this coder reads and has begun; None where there are none or several."""
    answer, coded, waves = schema.answer, schema.coded, schema.wave
    pile = exists().where(answer.c.question_id == question_id, answer.c.dealt_to_id == coder_id)
    query = (
        select(coded.c.answer_id, answer.c.dealt_to_id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, coded.c.coder_id == coder_id)
        .where(coded.c.state == CodedState.STARTED.value)
        .limit(2)
    )
    if wave is not None:
        query = query.join(waves, waves.c.id == answer.c.wave_id).where(waves.c.name == wave)
    begun = work.connection.execute(query).all()
    if len(begun) != 1:
        return None
    answer_id, dealt_to = begun[0]
    is_read_here = dealt_to == coder_id or not work.connection.scalar(select(pile))
    return int(answer_id) if is_read_here else None


def begun_answers(work: Reading, question_id: int) -> set[int]:
    """Return the ids of answers someone has begun to code."""
    answer, coded = schema.answer, schema.coded
    query = (
        select(coded.c.answer_id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return set(work.connection.scalars(query))


def begun_by_others(
    work: Reading, question_id: int, coder_id: int, answer_id: int | None = None
) -> frozenset[int]:
    """Return the ids of answers somebody else has begun to code; only of one answer where it is named.

    What is coded blind now, or was for training, does not count: that is coded beside others' work.
    """
    answer, coded = schema.answer, schema.coded
    others = or_(coded.c.coder_id < coder_id, coded.c.coder_id > coder_id)
    if work.connection.scalar(select(coded.c.id).where(others).limit(1)) is None:
        return frozenset()
    query = (
        select(coded.c.answer_id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, others)
    )
    if answer_id is not None:
        query = query.where(answer.c.id == answer_id)
    beside = _coded_beside(work, question_id)
    if not beside:
        return frozenset(work.connection.scalars(query))
    begun = work.connection.execute(query.add_columns(coded.c.coder_id))
    return frozenset(row.answer_id for row in begun if (row.answer_id, row.coder_id) not in beside)


def _coded_beside(work: Reading, question_id: int) -> set[tuple[int, int]]:
    sample, row = schema.sample, schema.sample_answer
    query = (
        select(row.c.answer_id, sample.c.coder_id)
        .join(sample, sample.c.id == row.c.sample_id)
        .where(sample.c.question_id == question_id)
        .where(or_(sample.c.closed.is_(None), sample.c.purpose == Purpose.TRAINING.value))
    )
    return {(answer_id, coder_id) for answer_id, coder_id in work.connection.execute(query)}
