"""Numbers about a question as a whole: answers, settled, coverage, coders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, select

from coder.domain.coder_kind import AGAIN
from coder.domain.question import Question
from coder.store import schema
from coder.store.codes import OFFERED
from coder.store.selection import Selection, selected_answers
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Overview:
    """A question's numbers, of the settled coding whoever asks."""

    answers: int
    settled: int
    codings: int
    codes: int
    """Codes that everybody may set: what a blind coder proposed is none before it is accepted."""
    coders: tuple[str, ...]
    lead: str | None
    """Whose coding counts where an answer was dealt to nobody."""
    coded: int
    """Settled answers with at least one code."""
    sentences: int
    placed: int
    """Sentences a code of the settled coding is placed on."""

    @property
    def unsettled(self) -> int:
        """Answers outside the base, since no coding of them counts yet."""
        return self.answers - self.settled


def overview(work: Reading, question: Question) -> Overview:
    """Count what stands about one question."""
    answer, settled, coding = schema.answer, schema.settled, schema.coding

    def number(query: Select[Any]) -> int:
        return int(work.connection.scalar(query) or 0)

    here = answer.c.question_id == question.id
    counted = (coding.c.answer_id == settled.c.answer_id) & (coding.c.coder_id == settled.c.coder_id)
    of_settled = (
        select(func.count()).select_from(answer).join(settled, settled.c.answer_id == answer.c.id).where(here)
    )
    codings = of_settled.join(coding, counted)
    return Overview(
        answers=number(select(func.count()).select_from(answer).where(here)),
        settled=number(of_settled),
        codings=number(codings),
        codes=number(_offered_codes(question.codebook_id)),
        coders=_coders(work, question.id),
        lead=work.connection.scalar(select(schema.coder.c.name).where(schema.coder.c.id == question.lead_id)),
        coded=number(of_settled.where(exists().where(counted))),
        sentences=number(_sentences().where(here)),
        placed=number(_placed().where(here)),
    )


def placed_sentences(work: Reading, selection: Selection) -> tuple[int, int]:
    """Count the sentences of selected answers on which a code of the settled coding is placed, and all."""
    within = schema.answer.c.id.in_(selected_answers(selection).order_by(None))
    placed, every = (work.connection.scalar(query.where(within)) for query in (_placed(), _sentences()))
    return int(placed or 0), int(every or 0)


def _sentences() -> Select[Any]:
    answer, sentence = schema.answer, schema.sentence
    return select(func.count()).select_from(sentence).join(answer, answer.c.id == sentence.c.answer_id)


def _offered_codes(codebook_id: int) -> Select[Any]:
    code = schema.code
    return select(func.count()).select_from(code).where(code.c.codebook_id == codebook_id, OFFERED)


def _coders(work: Reading, question_id: int) -> tuple[str, ...]:
    coder, coded, answer = schema.coder, schema.coded, schema.answer
    query = (
        select(coder.c.name)
        .join(coded, coded.c.coder_id == coder.c.id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, coder.c.kind != AGAIN)
        .group_by(coder.c.id, coder.c.name)
        .order_by(coder.c.id)
    )
    return tuple(work.connection.scalars(query))


def _placed() -> Select[Any]:
    """Sentences an excerpt touches; of a one-sentence answer a code on the whole is enough."""
    answer, settled, coding = schema.answer, schema.settled, schema.coding
    excerpt, sentence = schema.excerpt, schema.sentence
    other = sentence.alias("other")
    of_settled = (coding.c.answer_id == settled.c.answer_id) & (coding.c.coder_id == settled.c.coder_id)
    touched = exists().where(
        of_settled,
        excerpt.c.coding_id == coding.c.id,
        excerpt.c.start < sentence.c.end,
        sentence.c.start < excerpt.c.end,
    )
    whole = exists().where(of_settled, ~exists().where(excerpt.c.coding_id == coding.c.id))
    alone = ~exists().where(other.c.answer_id == sentence.c.answer_id, other.c.number != sentence.c.number)
    return (
        select(func.count())
        .select_from(sentence)
        .join(answer, answer.c.id == sentence.c.answer_id)
        .join(settled, settled.c.answer_id == answer.c.id)
        .where(touched | (alone & whole))
    )
