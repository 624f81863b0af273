"""Waves: the fieldings in which a question was answered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Wave:
    """One fielding."""

    id: int
    name: str


def waves_of(work: Reading, question_id: int) -> list[Wave]:
    """Return the waves in which a question was answered, in their order."""
    wave, answer = schema.wave, schema.answer
    query = (
        select(wave.c.id, wave.c.name)
        .where(exists().where(answer.c.wave_id == wave.c.id, answer.c.question_id == question_id))
        .order_by(wave.c.position, wave.c.id)
    )
    return [Wave(row.id, row.name) for row in work.connection.execute(query)]
