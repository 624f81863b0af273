"""The answers that have a code: how many, which, and the first of them to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, distinct, func, select

from coder.domain.coder_kind import AGAIN
from coder.domain.coding import CodedState
from coder.store import schema
from coder.store.unit_of_work import Reading

GLIMPSE = 400
"""Characters of an answer's text that are read to show what it is about."""


@dataclass(frozen=True)
class Glimpse:
    """An answer, as much of it as a list shows."""

    answer_id: int
    question: str
    respondent_id: str
    wave: str
    text: str
    """The beginning of it."""


def answers_with(work: Reading, code_ids: Sequence[int]) -> set[int]:
    """Return the ids of the answers, to any question, to which any coder gave one of these codes."""
    table = schema.coding
    return set(work.connection.scalars(select(table.c.answer_id).where(table.c.code_id.in_(code_ids))))


def answers_with_in_order(work: Reading, code_ids: Sequence[int]) -> list[int]:
    """Return the ids of the answers that have one of these codes, in the order of questions and files."""
    return [row.id for row in work.connection.execute(_with_codes(code_ids))]


def first_glimpses(work: Reading, code_ids: Sequence[int], limit: int) -> list[Glimpse]:
    """Return the first answers that have one of these codes, in the order of questions and files."""
    return [
        Glimpse(row.id, row.key, row.external_id, row.name, row.text or "")
        for row in work.connection.execute(_with_codes(code_ids).limit(limit))
    ]


def answers_by_code(work: Reading, question_id: int) -> dict[int, int]:
    """Count by code id the answers to a question to which anybody gave the code; a shadow is nobody."""
    coding, answer, coder = schema.coding, schema.answer, schema.coder
    query = (
        select(coding.c.code_id, func.count(distinct(coding.c.answer_id)))
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(coder, coder.c.id == coding.c.coder_id)
        .where(answer.c.question_id == question_id, coder.c.kind != AGAIN)
        .group_by(coding.c.code_id)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def answers_done(work: Reading, codebook_id: int) -> int:
    """Count the answers to all questions of a codebook with which anyone is done; a shadow is nobody."""
    coded, answer, question, coder = schema.coded, schema.answer, schema.question, schema.coder
    query = (
        select(func.count(distinct(coded.c.answer_id)))
        .join(answer, answer.c.id == coded.c.answer_id)
        .join(question, question.c.id == answer.c.question_id)
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(question.c.codebook_id == codebook_id, coded.c.state == CodedState.DONE, coder.c.kind != AGAIN)
    )
    return int(work.connection.scalar(query) or 0)


def answers_settled(work: Reading, question_id: int) -> int:
    """Count the answers to a question that are settled: the base of its codes' shares."""
    settled, answer = schema.settled, schema.answer
    query = (
        select(func.count())
        .select_from(settled)
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return int(work.connection.scalar(query) or 0)


def done_answers_with(work: Reading, code_id: int) -> int:
    """Count the answers with which someone is done who gave them a code; a shadow is nobody."""
    coded, coding, coder = schema.coded, schema.coding, schema.coder
    query = (
        select(func.count(distinct(coded.c.answer_id)))
        .join(coding, (coding.c.answer_id == coded.c.answer_id) & (coding.c.coder_id == coded.c.coder_id))
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(coding.c.code_id == code_id, coded.c.state == CodedState.DONE, coder.c.kind != AGAIN)
    )
    return int(work.connection.scalar(query) or 0)


def _with_codes(code_ids: Sequence[int]) -> Select[tuple[int, str, str, str, str]]:
    answer, question, wave = schema.answer, schema.question, schema.wave
    respondent, body, coding = schema.respondent, schema.text_table, schema.coding
    having = select(coding.c.answer_id).where(coding.c.code_id.in_(code_ids))
    return (
        select(
            answer.c.id,
            question.c.key,
            respondent.c.external_id,
            wave.c.name,
            func.substr(body.c.body, 1, GLIMPSE).label("text"),
        )
        .join(question, question.c.id == answer.c.question_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(wave, wave.c.id == answer.c.wave_id)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.id.in_(having))
        .order_by(question.c.position, wave.c.position, answer.c.position, answer.c.id)
    )
