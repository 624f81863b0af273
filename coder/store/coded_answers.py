"""Everything that is coded of one question at once: its answers, codings and states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from coder.domain.coding import CodedState, Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.codes import codes_of
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class AnswerPlace:
    """Which answer: whose, in which wave; ``order`` is by respondent in file order, then by wave."""

    id: int
    respondent_id: str
    wave: str
    order: int


@dataclass(frozen=True)
class PlacedCoding:
    """One coding of the question with its excerpts."""

    id: int
    answer_id: int
    code_id: int
    coder_id: int
    excerpts: tuple[Span, ...]


@dataclass(frozen=True)
class CodedRow:
    """How far a coder has come with an answer."""

    id: int
    answer_id: int
    coder_id: int
    state: CodedState


def answer_places(work: Reading, question_id: int) -> list[AnswerPlace]:
    """Return a question's answers, respondent after respondent, each wave after wave."""
    answer, respondent, waves = schema.answer, schema.respondent, schema.wave
    query = (
        select(answer.c.id, respondent.c.external_id, waves.c.name.label("wave"))
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question_id)
        .order_by(respondent.c.position, respondent.c.id, waves.c.position, waves.c.id)
    )
    return [
        AnswerPlace(row.id, row.external_id, row.wave, order)
        for order, row in enumerate(work.connection.execute(query))
    ]


def placed_codings(work: Reading, question_id: int) -> list[PlacedCoding]:
    """Return all codings of a question in the order they were set."""
    coding, answer, excerpt = schema.coding, schema.answer, schema.excerpt
    within = answer.c.question_id == question_id
    spans: dict[int, list[Span]] = defaultdict(list)
    placed = (
        select(excerpt)
        .join(coding, coding.c.id == excerpt.c.coding_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(within)
    )
    for coding_id, start, end in work.connection.execute(placed):
        spans[coding_id].append((start, end))
    query = (
        select(coding.c.id, coding.c.answer_id, coding.c.code_id, coding.c.coder_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(within)
        .order_by(coding.c.id)
    )
    return [
        PlacedCoding(row.id, row.answer_id, row.code_id, row.coder_id, tuple(sorted(spans.get(row.id, ()))))
        for row in work.connection.execute(query)
    ]


def coded_rows(work: Reading, question_id: int) -> list[CodedRow]:
    """Return the states of a question's answers, of all coders."""
    coded, answer = schema.coded, schema.answer
    query = (
        select(coded.c.id, coded.c.answer_id, coded.c.coder_id, coded.c.state)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id)
        .order_by(coded.c.id)
    )
    return [
        CodedRow(row.id, row.answer_id, row.coder_id, CodedState(row.state))
        for row in work.connection.execute(query)
    ]


def coded_rows_of(work: Reading, answer_ids: Iterable[int]) -> list[CodedRow]:
    """Return the states of some answers, of all coders."""
    coded = schema.coded
    found: list[CodedRow] = []
    for chunk in chunked(list(answer_ids)):
        query = (
            select(coded.c.id, coded.c.answer_id, coded.c.coder_id, coded.c.state)
            .where(coded.c.answer_id.in_(chunk))
            .order_by(coded.c.id)
        )
        found.extend(
            CodedRow(row.id, row.answer_id, row.coder_id, CodedState(row.state))
            for row in work.connection.execute(query)
        )
    return found


def code_paths(work: Reading, code_ids: Iterable[int]) -> dict[int, str]:
    """Return how the paths of codes are written."""
    table = schema.code
    wanted = set(code_ids)
    codebooks: set[int] = set()
    for chunk in chunked(sorted(wanted)):
        query = select(table.c.codebook_id).where(table.c.id.in_(chunk))
        codebooks.update(work.connection.scalars(query))
    codes = [code for codebook_id in sorted(codebooks) for code in codes_of(work, codebook_id)]
    return {code.id: code.written_path for code in codes if code.id in wanted}


def text_lengths(work: Reading, answer_ids: Iterable[int]) -> dict[int, int]:
    """Return how many code points the texts of answers have."""
    answer, body = schema.answer, schema.text_table
    found: dict[int, int] = {}
    for chunk in chunked(list(answer_ids)):
        query = (
            select(answer.c.id, body.c.body)
            .join(body, body.c.id == answer.c.text_id)
            .where(answer.c.id.in_(chunk))
        )
        # Counted here: a database stops at the first NUL, or counts otherwise.
        found.update((row.id, len(row.body or "")) for row in work.connection.execute(query))
    return found
