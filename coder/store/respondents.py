"""Who a respondent is: part in waves, predecessors, all answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class WavePart:
    """That a respondent stands in a wave, with weight and background as of then."""

    wave: str
    weight: float | None
    background: dict[str, str]


@dataclass(frozen=True)
class AnswerOrigin:
    """Whose answer it is, to which question, in which wave."""

    answer_id: int
    question_id: int
    respondent_id: int
    external_id: str
    wave_id: int
    wave: str
    wave_order: tuple[int, int]
    """Where the wave stands among the waves."""


def origin_of(work: Reading, answer_id: int) -> AnswerOrigin:
    """Tell where an answer comes from."""
    [found] = _origins(work, schema.answer.c.id == answer_id)
    return found


def answers_of(work: Reading, respondent_ids: Sequence[int]) -> list[AnswerOrigin]:
    """Return all answers of respondents: wave after wave, in each in the questions' order."""
    return _origins(work, schema.answer.c.respondent_id.in_(respondent_ids))


def predecessors_of(work: Reading, respondent_id: int) -> list[int]:
    """Return the ids of those who went up in a respondent, and of those who went up in them."""
    table = schema.respondent
    found: list[int] = []
    waiting = [respondent_id]
    while waiting:
        query = select(table.c.id).where(table.c.successor_id.in_(waiting)).order_by(table.c.position)
        waiting = [each for each in work.connection.scalars(query) if each not in (*found, respondent_id)]
        found += waiting
    return found


def parts_of(work: Reading, respondent_id: int) -> list[WavePart]:
    """Return the waves a respondent stands in, in their order."""
    taking, waves, values = schema.participation, schema.wave, schema.background
    variable, level = schema.variable, schema.level
    background: dict[int, dict[str, str]] = defaultdict(dict)
    of_taking = (
        select(taking.c.id, variable.c.name.label("variable"), level.c.name.label("level"))
        .join(values, values.c.participation_id == taking.c.id)
        .join(variable, variable.c.id == values.c.variable_id)
        .join(level, level.c.id == values.c.level_id)
        .where(taking.c.respondent_id == respondent_id)
        .order_by(variable.c.position, variable.c.id)
    )
    for row in work.connection.execute(of_taking):
        background[row.id][row.variable] = row.level
    query = (
        select(taking.c.id, taking.c.weight, waves.c.name)
        .join(waves, waves.c.id == taking.c.wave_id)
        .where(taking.c.respondent_id == respondent_id)
        .order_by(waves.c.position, waves.c.id)
    )
    return [
        WavePart(row.name, row.weight, background.get(row.id, {})) for row in work.connection.execute(query)
    ]


def last_answers(work: Reading, origin: AnswerOrigin) -> list[AnswerOrigin]:
    """Return what the respondent, or those who went up in it, answered last to the same question.

    Last is the nearest earlier wave with an answer; several predecessors may each have one there.
    """
    family = [origin.respondent_id, *predecessors_of(work, origin.respondent_id)]
    earlier = [
        each
        for each in answers_of(work, family)
        if each.question_id == origin.question_id and each.wave_order < origin.wave_order
    ]
    return [each for each in earlier if each.wave_id == earlier[-1].wave_id]


def last_wave_then(work: Reading, answer_uid: str, entry: int) -> str:
    """Return the name of the wave ``last_answers`` would have found when an entry was made; "" if none."""
    answer_id = work.connection.scalar(select(schema.answer.c.id).where(schema.answer.c.uid == answer_uid))
    if answer_id is None:
        return ""
    origin, table = origin_of(work, answer_id), schema.change
    family = [origin.respondent_id, *predecessors_of(work, origin.respondent_id)]
    came = (
        select(schema.wave.c.name)
        .join(schema.answer, schema.answer.c.wave_id == schema.wave.c.id)
        .join(table, table.c.uid == schema.answer.c.uid)
        .where(
            schema.answer.c.question_id == origin.question_id,
            schema.answer.c.respondent_id.in_(family),
            or_(
                schema.wave.c.position < origin.wave_order[0],
                and_(schema.wave.c.position == origin.wave_order[0], schema.wave.c.id < origin.wave_id),
            ),
            table.c.field == "",
            table.c.entry < entry,
        )
        .order_by(schema.wave.c.position.desc(), schema.wave.c.id.desc())
        .limit(1)
    )
    return work.connection.scalar(came) or ""


def _origins(work: Reading, within: ColumnElement[bool]) -> list[AnswerOrigin]:
    answer, respondent, waves, question = schema.answer, schema.respondent, schema.wave, schema.question
    query = (
        select(
            answer.c.id,
            answer.c.question_id,
            answer.c.respondent_id,
            respondent.c.external_id,
            answer.c.wave_id,
            waves.c.name,
            waves.c.position,
        )
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .join(question, question.c.id == answer.c.question_id)
        .where(within)
        .order_by(waves.c.position, waves.c.id, question.c.position, question.c.id, respondent.c.position)
    )
    return [
        AnswerOrigin(
            row.id,
            row.question_id,
            row.respondent_id,
            row.external_id,
            row.wave_id,
            row.name,
            (row.position, row.wave_id),
        )
        for row in work.connection.execute(query)
    ]
