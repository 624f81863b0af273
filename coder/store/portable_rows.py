"""What a project holds, by uid and name, as files of other programs carry it; one statement for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from coder.domain.coding import CodedState, Span
from coder.domain.portable import (
    PortableAnswer,
    PortableCoded,
    PortableCoding,
    PortableLevel,
    PortableNote,
    PortableParticipation,
    PortableVariable,
)
from coder.store import schema
from coder.store.texts import text_bodies
from coder.store.unit_of_work import Reading


def portable_variables(work: Reading) -> list[PortableVariable]:
    """Return the background variables with their levels, in their order."""
    variable, level = schema.variable, schema.level
    levels: dict[int, list[PortableLevel]] = defaultdict(list)
    for row in work.connection.execute(select(level).order_by(level.c.position, level.c.id)):
        levels[row.variable_id].append(PortableLevel(row.name, bool(row.missing)))
    query = select(variable).order_by(variable.c.position, variable.c.id)
    return [
        PortableVariable(row.uid, row.name, row.label, tuple(levels[row.id]))
        for row in work.connection.execute(query)
    ]


def portable_participations(work: Reading) -> list[PortableParticipation]:
    """Return who stands in which wave: respondents in file order, each wave after wave."""
    taking, respondent, waves = schema.participation, schema.respondent, schema.wave
    background = _background(work)
    query = (
        select(
            taking.c.id,
            taking.c.uid,
            taking.c.weight,
            taking.c.returned,
            respondent.c.external_id,
            waves.c.name.label("wave"),
        )
        .join(respondent, respondent.c.id == taking.c.respondent_id)
        .join(waves, waves.c.id == taking.c.wave_id)
        .order_by(respondent.c.position, respondent.c.id, waves.c.position, waves.c.id)
    )
    return [
        PortableParticipation(
            row.uid, row.external_id, row.wave, row.weight, bool(row.returned), background.get(row.id, {})
        )
        for row in work.connection.execute(query)
    ]


def _background(work: Reading) -> dict[int, dict[str, str]]:
    values, variable, level = schema.background, schema.variable, schema.level
    query = (
        select(values.c.participation_id, variable.c.name, level.c.name.label("level"))
        .join(variable, variable.c.id == values.c.variable_id)
        .join(level, level.c.id == values.c.level_id)
        .order_by(variable.c.position, variable.c.id)
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for participation_id, name, of_level in work.connection.execute(query):
        found[participation_id][name] = of_level
    return found


def portable_answers(work: Reading, question_id: int, key: str) -> dict[int, PortableAnswer]:
    """Return a question's answers by id: respondents in file order, each wave after wave."""
    answer, respondent, waves, body = schema.answer, schema.respondent, schema.wave, schema.text_table
    query = (
        select(answer.c.id, answer.c.uid, respondent.c.external_id, waves.c.name, body.c.body)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id)
        .order_by(respondent.c.position, respondent.c.id, waves.c.position, waves.c.id)
    )
    return {
        answer_id: PortableAnswer(uid, key, external_id, wave, text)
        for answer_id, uid, external_id, wave, text in work.connection.execute(query)
    }


def portable_coded(
    work: Reading, question_id: int, answers: Mapping[int, PortableAnswer], coders: Mapping[int, str]
) -> Iterator[PortableCoded]:
    """Yield how far these coders have come, answer after answer."""
    coded, answer = schema.coded, schema.answer
    query = (
        select(coded.c.answer_id, coded.c.coder_id, coded.c.state)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(answer.c.question_id == question_id, coded.c.coder_id.in_(list(coders)))
    )
    for row in _by_answer(work.connection.execute(query).all(), answers, coders):
        yield PortableCoded(answers[row.answer_id].uid, coders[row.coder_id], CodedState(row.state))


def portable_codings(
    work: Reading,
    question_id: int,
    answers: Mapping[int, PortableAnswer],
    coders: Mapping[int, str],
    codes: Mapping[int, str],
) -> Iterator[PortableCoding]:
    """Yield what these coders gave, answer after answer, in codebook order.

    Args:
        work: The project.
        question_id: Whose answers.
        answers: The question's, by id, in order.
        coders: Names by id, in order.
        codes: Uids by id, in codebook order; codings of others are left out.
    """
    coding, answer, excerpt = schema.coding, schema.answer, schema.excerpt
    spans: dict[int, list[Span]] = defaultdict(list)
    placed = (
        select(excerpt.c.coding_id, excerpt.c.start, excerpt.c.end)
        .join(coding, coding.c.id == excerpt.c.coding_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    for coding_id, start, end in work.connection.execute(placed):
        spans[coding_id].append((start, end))
    query = (
        select(coding.c.id, coding.c.uid, coding.c.answer_id, coding.c.code_id, coding.c.coder_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(answer.c.question_id == question_id, coding.c.coder_id.in_(list(coders)))
    )
    order = {code_id: place for place, code_id in enumerate(codes)}
    rows = [row for row in work.connection.execute(query) if row.code_id in order]
    rows.sort(key=lambda row: order[row.code_id])
    for row in _by_answer(rows, answers, coders):
        yield PortableCoding(
            row.uid,
            answers[row.answer_id].uid,
            codes[row.code_id],
            coders[row.coder_id],
            tuple(sorted(spans.get(row.id, ()))),
        )


def _by_answer(
    rows: Sequence[Any], answers: Mapping[int, PortableAnswer], coders: Mapping[int, str]
) -> list[Any]:
    """Sort rows by answer, then coder, each in the order given; what else they are sorted by stays."""
    answer_order = {answer_id: place for place, answer_id in enumerate(answers)}
    coder_order = {coder_id: place for place, coder_id in enumerate(coders)}
    return sorted(rows, key=lambda row: (answer_order[row.answer_id], coder_order[row.coder_id]))


def portable_notes(
    work: Reading,
    coders: Mapping[int, str],
    *,
    answers: Mapping[int, str],
    codes: Mapping[int, str],
    questions: Mapping[int, str],
) -> list[PortableNote]:
    """Return these coders' notes on some answers, codes and questions, oldest first; all uids by id."""
    note = schema.note
    rows = [
        row
        for row in work.connection.execute(select(note).order_by(note.c.id))
        if row.coder_id in coders
        and (row.answer_id in answers or row.code_id in codes or row.question_id in questions)
    ]
    bodies = text_bodies(work.connection, [row.text_id for row in rows])
    return [
        PortableNote(
            row.uid,
            coders[row.coder_id],
            bodies[row.text_id],
            answer=answers.get(row.answer_id),
            code=codes.get(row.code_id),
            question=questions.get(row.question_id),
        )
        for row in rows
        if bodies[row.text_id]
    ]


def codebooks_by_id(work: Reading, codebook_ids: Collection[int]) -> dict[int, tuple[str, str, bool]]:
    """Return (uid, name, whether exclusive) of codebooks by id."""
    table = schema.codebook
    query = select(table).where(table.c.id.in_(list(codebook_ids)))
    return {row.id: (row.uid, row.name, bool(row.exclusive)) for row in work.connection.execute(query)}


def project_named(work: Reading) -> tuple[str, str, int]:
    """Return the project's name, its uid, and the number of its newest entry."""
    table = schema.project
    row = work.connection.execute(select(table.c.name, table.c.uid, table.c.last_entry)).one()
    return row.name, row.uid, row.last_entry
