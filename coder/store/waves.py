"""Waves: the fieldings of a survey."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, select

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Wave:
    """One fielding."""

    id: int
    name: str


class UnknownWaveError(WrongUseError):
    """No wave of that name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        named = [each for each in known if each]
        if not named:
            super().__init__(_("No wave «{name}»: the waves have no names here.").format(name=name))
            return
        there = ", ".join(f"«{each}»" for each in named)
        super().__init__(_("No wave «{name}». There is: {known}.").format(name=name, known=there))


def waves_of(work: Reading, question_id: int) -> list[Wave]:
    """Return the waves in which a question was answered, in their order."""
    wave, answer = schema.wave, schema.answer
    query = (
        select(wave.c.id, wave.c.name)
        .where(exists().where(answer.c.wave_id == wave.c.id, answer.c.question_id == question_id))
        .order_by(wave.c.position, wave.c.id)
    )
    return [Wave(row.id, row.name) for row in work.connection.execute(query)]


def wave_ids(work: Reading) -> dict[str, int]:
    """Return the waves' ids by name, in their order."""
    table = schema.wave
    query = select(table.c.name, table.c.id).order_by(table.c.position, table.c.id)
    return {row.name: row.id for row in work.connection.execute(query)}


def has_several_waves(work: Reading) -> bool:
    """Tell whether an answer's wave has to be told, so that one without a name is told too."""
    return len(wave_ids(work)) > 1


def wave_named(work: Reading, name: str) -> int:
    """Return the id of the wave with this name.

    Raises:
        UnknownWaveError: If there is none; names those there are.
    """
    known = wave_ids(work)
    if name not in known:
        raise UnknownWaveError(name, known)
    return known[name]
