"""Flags: a coder means to come back to an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coder.domain.question import Question
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


def flag_id(work: Reading, answer_id: int, coder_id: int) -> int | None:
    """Return the id of a coder's flag on an answer, if it is there."""
    flag = schema.flag
    return work.connection.scalar(
        select(flag.c.id).where(flag.c.answer_id == answer_id, flag.c.coder_id == coder_id)
    )


def flagged_answers(work: Reading, question_id: int, coder_id: int) -> set[int]:
    """Return the ids of the answers to a question that a coder has flagged."""
    return flagged_by_any(work, question_id, [coder_id])


def flagged_by_any(work: Reading, question_id: int, coder_ids: Collection[int] | None = None) -> set[int]:
    """Return the ids of the answers to a question that any of some coders, or anyone, has flagged."""
    flag, answer = schema.flag, schema.answer
    query = (
        select(flag.c.answer_id)
        .join(answer, answer.c.id == flag.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    if coder_ids is not None:
        query = query.where(flag.c.coder_id.in_(list(coder_ids)))
    return set(work.connection.scalars(query))


def flaggers_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return who has flagged each of some answers, in the order they did; leave the others out."""
    flag, coder = schema.flag, schema.coder
    found: dict[int, list[str]] = defaultdict(list)
    for chunk in chunked(answer_ids):
        query = (
            select(flag.c.answer_id, coder.c.name)
            .join(coder, coder.c.id == flag.c.coder_id)
            .where(flag.c.answer_id.in_(chunk))
            .order_by(flag.c.id)
        )
        for answer_id, name in work.connection.execute(query):
            found[answer_id].append(name)
    return {answer_id: tuple(names) for answer_id, names in found.items()}


@dataclass(frozen=True)
class ListedFlag:
    """A flag with the answer it stands on, as people name that."""

    question: str
    """Key of the question."""
    respondent_id: str
    wave: str
    coder: str
    answer_id: int


def flags_on_answers(work: Reading, question: Question) -> list[ListedFlag]:
    """List everybody's flags on a question's answers, wave after wave in file order, oldest first on each."""
    flag, coder, answer = schema.flag, schema.coder, schema.answer
    respondent, wave = schema.respondent, schema.wave
    query = (
        select(respondent.c.external_id, wave.c.name.label("wave"), coder.c.name, flag.c.answer_id)
        .join(answer, answer.c.id == flag.c.answer_id)
        .join(coder, coder.c.id == flag.c.coder_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(wave, wave.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question.id)
        .order_by(wave.c.position, wave.c.id, answer.c.position, answer.c.id, flag.c.id)
    )
    return [
        ListedFlag(question.key, row.external_id, row.wave, row.name, row.answer_id)
        for row in work.connection.execute(query)
    ]
