"""Numbers of one coder about the questions: all questions at once where that is quick, else one at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select, union

from coder.domain.coder_kind import PERSON
from coder.domain.coding import CodedState
from coder.store import schema
from coder.store.codes import OFFERED
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class QuestionCounts:
    """What stands about one question, quickly counted."""

    answers: int = 0
    done: int = 0
    started: int = 0
    codes: int = 0
    """Codes that everybody may set: what a blind coder proposed is none before it is accepted."""
    flags: int = 0
    """Answers this coder has flagged."""
    notes: int = 0
    """Notes on its answers, whoever wrote them."""
    waiting: int = 0
    """Notes of others on its answers that wait for somebody."""
    waiting_own: int = 0
    """Likewise this coder's own."""
    flags_of_others: int = 0
    """Answers others have flagged."""


@dataclass(frozen=True)
class CoverageCounts:
    """How much of a question one coder has covered; counted sentence by sentence, so it takes a while."""

    coded: int
    """Answers with at least one code."""
    sentences: int
    placed: int
    """Sentences a code is placed on; of a one-sentence answer a code on the whole is enough."""
    others: tuple[str, ...]
    """Names of the other coders who are done with answers, the busiest first."""
    settled: tuple[tuple[str, int], ...] = ()
    """Whose codings tables count, and of how many answers, the most first; none where all are one's own."""


def question_counts(work: Reading, coder_id: int) -> dict[int, QuestionCounts]:
    """Return the quick numbers of every question, by its id."""
    answer, coded = schema.answer, schema.coded
    here = select(func.count()).where(answer.c.question_id == schema.question.c.id).scalar_subquery()
    answers = _by_question(work, select(schema.question.c.id, here))
    states: dict[int, dict[str, int]] = defaultdict(dict)
    query = (
        select(answer.c.question_id, coded.c.state, func.count())
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(coded.c.coder_id == coder_id)
        .group_by(answer.c.question_id, coded.c.state)
    )
    for question_id, state, count in work.connection.execute(query):
        states[question_id][state] = count
    flags = _by_question(work, _on_answers(schema.flag).where(schema.flag.c.coder_id == coder_id))
    notes = _by_question(work, _on_answers(schema.note))
    waiting = _on_answers(schema.note).where(schema.note.c.waits == 1)
    waiting_own = _by_question(work, waiting.where(schema.note.c.coder_id == coder_id))
    waiting_others = _by_question(work, waiting.where(schema.note.c.coder_id != coder_id))
    flagged = _by_question(work, _answers_others_flagged(coder_id))
    codes = _by_question(work, _codes_to_set())
    return {
        question_id: QuestionCounts(
            answers=answers.get(question_id, 0),
            done=states[question_id].get(CodedState.DONE.value, 0),
            started=states[question_id].get(CodedState.STARTED.value, 0),
            codes=codes.get(question_id, 0),
            flags=flags.get(question_id, 0),
            notes=notes.get(question_id, 0),
            waiting=waiting_others.get(question_id, 0),
            waiting_own=waiting_own.get(question_id, 0),
            flags_of_others=flagged.get(question_id, 0),
        )
        for question_id in work.connection.scalars(select(schema.question.c.id))
    }


def coverage_counts(work: Reading, question_id: int, coder_id: int) -> CoverageCounts:
    """Count what one coder has covered of one question, and who else has done answers of it."""
    answer, coding, sentence = schema.answer, schema.coding, schema.sentence

    def number(query: Select[Any]) -> int:
        return int(work.connection.scalar(query) or 0)

    here = answer.c.question_id == question_id
    mine = (
        select(coding.c.id, coding.c.answer_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(here, coding.c.coder_id == coder_id)
        .cte("mine")
    )
    sentences = select(func.count()).select_from(sentence).join(answer, answer.c.id == sentence.c.answer_id)
    return CoverageCounts(
        coded=number(select(func.count(mine.c.answer_id.distinct()))),
        sentences=number(sentences.where(here)),
        placed=number(_placed(mine)),
        others=_others(work, question_id, coder_id),
        settled=_settled(work, question_id, coder_id),
    )


def _placed(mine: Any) -> Select[Any]:
    excerpt, sentence = schema.excerpt, schema.sentence
    other = sentence.alias("other")
    touched = (
        select(sentence.c.answer_id, sentence.c.number)
        .join(mine, mine.c.answer_id == sentence.c.answer_id)
        .join(excerpt, excerpt.c.coding_id == mine.c.id)
        .where(excerpt.c.start < sentence.c.end, sentence.c.start < excerpt.c.end)
    )
    alone = ~exists().where(other.c.answer_id == sentence.c.answer_id, other.c.number != sentence.c.number)
    whole = (
        select(sentence.c.answer_id, sentence.c.number)
        .join(mine, mine.c.answer_id == sentence.c.answer_id)
        .where(~exists().where(excerpt.c.coding_id == mine.c.id), alone)
    )
    return select(func.count()).select_from(union(touched, whole).subquery())


def _others(work: Reading, question_id: int, coder_id: int) -> tuple[str, ...]:
    answer, coded, coder = schema.answer, schema.coded, schema.coder
    query = (
        select(coder.c.name)
        .join(coded, coded.c.coder_id == coder.c.id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(
            answer.c.question_id == question_id,
            coded.c.coder_id != coder_id,
            coded.c.state == CodedState.DONE.value,
            coder.c.kind == PERSON,
        )
        .group_by(coder.c.id, coder.c.name)
        .order_by(func.count().desc(), coder.c.id)
    )
    return tuple(work.connection.scalars(query))


def _settled(work: Reading, question_id: int, coder_id: int) -> tuple[tuple[str, int], ...]:
    answer, coder, settled = schema.answer, schema.coder, schema.settled
    query = (
        select(coder.c.id, coder.c.name, func.count())
        .join(settled, settled.c.coder_id == coder.c.id)
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == question_id)
        .group_by(coder.c.id, coder.c.name)
        .order_by(func.count().desc(), coder.c.id)
    )
    rows = work.connection.execute(query).all()
    if all(id_ == coder_id for id_, _name, _count in rows):
        return ()
    return tuple((name, count) for _id, name, count in rows)


def _by_question(work: Reading, query: Select[Any]) -> dict[int, int]:
    return {int(question_id): int(count) for question_id, count in work.connection.execute(query)}


def _on_answers(table: Any) -> Select[Any]:
    answer = schema.answer
    return (
        select(answer.c.question_id, func.count())
        .join(table, table.c.answer_id == answer.c.id)
        .group_by(answer.c.question_id)
    )


def _answers_others_flagged(coder_id: int) -> Select[Any]:
    answer, flag = schema.answer, schema.flag
    return (
        select(answer.c.question_id, func.count(answer.c.id.distinct()))
        .join(flag, flag.c.answer_id == answer.c.id)
        .where(flag.c.coder_id != coder_id)
        .group_by(answer.c.question_id)
    )


def _codes_to_set() -> Select[Any]:
    code, question = schema.code, schema.question
    return (
        select(question.c.id, func.count())
        .join(code, code.c.codebook_id == question.c.codebook_id)
        .where(OFFERED)
        .group_by(question.c.id)
    )
