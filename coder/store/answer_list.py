"""Lists of answers: which hold a condition, in which order, and what a row of a list shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, exists, func, select

from coder.domain.coding import CodedState
from coder.store import schema
from coder.store.answers import background_of
from coder.store.chunks import chunked
from coder.store.flags import flaggers_of
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.unit_of_work import Reading

SHOWN_OF_TEXT = 600
"""How much of a text a list may show."""


@dataclass(frozen=True)
class AnswerRow:
    """An answer as a list shows it, coded by one coder."""

    id: int
    respondent_id: str
    wave: str
    text: str
    """The beginning."""
    background: dict[str, str]
    code_ids: tuple[int, ...]
    state: CodedState
    is_flagged: bool
    notes: tuple[Note, ...]
    flagged_by: tuple[str, ...] = ()
    """Everybody who has flagged it."""


def answer_rows(work: Reading, answer_ids: Sequence[int], coder_id: int) -> list[AnswerRow]:
    """Return the rows of some answers, in the order asked."""
    answer, respondent, waves, body = schema.answer, schema.respondent, schema.wave, schema.text_table
    coding, coded, flag = schema.coding, schema.coded, schema.flag
    found: dict[int, AnswerRow] = {}
    background = background_of(work, answer_ids)
    for chunk in chunked(answer_ids):
        codes: dict[int, list[int]] = defaultdict(list)
        set_here = select(coding.c.answer_id, coding.c.code_id).where(
            coding.c.answer_id.in_(chunk), coding.c.coder_id == coder_id
        )
        for answer_id, code_id in work.connection.execute(set_here.order_by(coding.c.id)):
            codes[answer_id].append(code_id)
        states = _pairs(work, coded.c.answer_id, coded.c.state, chunk, coder_id)
        flagged = _pairs(work, flag.c.answer_id, flag.c.coder_id, chunk, coder_id)
        flaggers = flaggers_of(work, chunk)
        notes = notes_on(work, NotedOn.ANSWER, chunk)
        query = (
            select(
                answer.c.id,
                respondent.c.external_id,
                waves.c.name.label("wave"),
                func.substr(body.c.body, 1, SHOWN_OF_TEXT).label("beginning"),
            )
            .join(respondent, respondent.c.id == answer.c.respondent_id)
            .join(waves, waves.c.id == answer.c.wave_id)
            .join(body, body.c.id == answer.c.text_id)
            .where(answer.c.id.in_(chunk))
        )
        for row in work.connection.execute(query):
            found[row.id] = AnswerRow(
                row.id,
                row.external_id,
                row.wave,
                row.beginning or "",
                background.get(row.id, {}),
                tuple(codes.get(row.id, ())),
                CodedState(states.get(row.id, CodedState.UNTOUCHED)),
                row.id in flagged,
                tuple(notes.get(row.id, ())),
                flaggers.get(row.id, ()),
            )
    return [found[each] for each in answer_ids if each in found]


def with_codes(work: Reading, coder_id: int, code_ids: Collection[int]) -> set[int]:
    """Return the answers, to any question, to which a coder gave any of these codes."""
    coding = schema.coding
    # Were the question asked for too, SQLite would look up each of its answers with each of the codes.
    query = select(coding.c.answer_id).where(
        coding.c.coder_id == coder_id, coding.c.code_id.in_(list(code_ids))
    )
    return set(work.connection.scalars(query))


def at_levels(work: Reading, question_id: int, level_ids: Collection[int]) -> set[int]:
    """Return the answers of respondents at any of these levels in the answer's wave."""
    answer, taking, values = schema.answer, schema.participation, schema.background
    query = (
        select(answer.c.id)
        .join(
            taking,
            (taking.c.respondent_id == answer.c.respondent_id) & (taking.c.wave_id == answer.c.wave_id),
        )
        .join(values, values.c.participation_id == taking.c.id)
        .where(answer.c.question_id == question_id, values.c.level_id.in_(list(level_ids)))
    )
    return set(work.connection.scalars(query))


def in_waves(work: Reading, question_id: int, wave_ids: Collection[int]) -> set[int]:
    """Return the answers given in any of these waves."""
    answer = schema.answer
    query = select(answer.c.id).where(
        answer.c.question_id == question_id, answer.c.wave_id.in_(list(wave_ids))
    )
    return set(work.connection.scalars(query))


def with_gaps(work: Reading, question_id: int, coder_id: int) -> set[int]:
    """Return the answers with a sentence that no code of a coder stands on, and none on the whole."""
    answer, sentence, coding, excerpt = schema.answer, schema.sentence, schema.coding, schema.excerpt
    mine = (coding.c.answer_id == sentence.c.answer_id) & (coding.c.coder_id == coder_id)
    whole = exists().where(mine, ~exists().where(excerpt.c.coding_id == coding.c.id))
    placed = exists().where(
        mine,
        excerpt.c.coding_id == coding.c.id,
        excerpt.c.start < sentence.c.end,
        sentence.c.start < excerpt.c.end,
    )
    query = (
        select(sentence.c.answer_id)
        .distinct()
        .join(answer, answer.c.id == sentence.c.answer_id)
        .where(answer.c.question_id == question_id, ~whole, ~placed)
    )
    return set(work.connection.scalars(query))


def alike_keys(work: Reading, question_id: int) -> dict[int, tuple[int, int]]:
    """Return, of answers that may be alike to another of their wave, what they share with it."""
    answer, body = schema.answer, schema.text_table
    query = (
        select(answer.c.id, answer.c.wave_id, body.c.alike_key)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id, body.c.alike_key.is_not(None))
    )
    return {answer_id: (key, wave_id) for answer_id, wave_id, key in work.connection.execute(query)}


def numbers_of_codes(work: Reading, question_id: int, coder_id: int) -> dict[int, int]:
    """Return how many codes a coder gave each answer; those without any are left out."""
    coding, answer = schema.coding, schema.answer
    query = (
        select(coding.c.answer_id, func.count())
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(answer.c.question_id == question_id, coding.c.coder_id == coder_id)
        .group_by(coding.c.answer_id)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def lengths(work: Reading, question_id: int) -> dict[int, int]:
    """Return each answer's length in code points."""
    answer, body = schema.answer, schema.text_table
    query = (
        select(answer.c.id, func.length(body.c.body))
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id)
    )
    return {answer_id: length or 0 for answer_id, length in work.connection.execute(query)}


def beginnings(work: Reading, question_id: int, letters: int) -> Iterator[tuple[int, str]]:
    """Go through a question's answers with the beginning of each text."""
    answer, body = schema.answer, schema.text_table
    query = (
        select(answer.c.id, func.substr(body.c.body, 1, letters))
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id)
    )
    for answer_id, beginning in work.connection.execute(query):
        yield answer_id, beginning or ""


def respondent_places(work: Reading, question_id: int) -> dict[int, int]:
    """Return where each answer's respondent stands in the file."""
    answer, respondent = schema.answer, schema.respondent
    query = (
        select(answer.c.id, respondent.c.position)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .where(answer.c.question_id == question_id)
    )
    return {row[0]: row[1] for row in work.connection.execute(query)}


def _pairs(
    work: Reading, key: Column[Any], value: Column[Any], chunk: Sequence[int], coder_id: int
) -> dict[int, Any]:
    query = select(key, value).where(key.in_(chunk), key.table.c.coder_id == coder_id)
    return {row[0]: row[1] for row in work.connection.execute(query)}
