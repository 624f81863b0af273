"""Background variables and their levels."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Level:
    """One level of a background variable."""

    id: int
    uid: str
    name: str
    missing: bool = False
    """Whether it is no answer: «vet ikke», «ubesvart»."""


@dataclass(frozen=True)
class Variable:
    """A background variable with its levels, in their order."""

    id: int
    uid: str
    name: str
    levels: tuple[Level, ...]

    @property
    def answered(self) -> tuple[Level, ...]:
        """Return the levels that are answers."""
        return tuple(level for level in self.levels if not level.missing)


def all_variables(work: Reading) -> list[Variable]:
    """Return the background variables in their order."""
    variable, level = schema.variable, schema.level
    levels: dict[int, list[Level]] = {}
    for row in work.connection.execute(select(level).order_by(level.c.position, level.c.id)):
        levels.setdefault(row.variable_id, []).append(Level(row.id, row.uid, row.name, bool(row.missing)))
    query = select(variable).order_by(variable.c.position, variable.c.id)
    return [
        Variable(row.id, row.uid, row.name, tuple(levels.get(row.id, ())))
        for row in work.connection.execute(query)
    ]
