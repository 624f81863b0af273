"""Background variables and their levels."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    label: str = ""
    """What was asked, or what it holds, where a file said so."""

    @property
    def answered(self) -> tuple[Level, ...]:
        """Return the levels that are answers."""
        return tuple(level for level in self.levels if not level.missing)


@dataclass
class StoredVariable:
    """A background variable with the ids of its levels by name: to look levels up in, and to add new ones to.

    As a file is taken in it grows with what is made; ``Variable`` is as it stood when it was read.
    """

    id: int
    levels: dict[str, int] = field(default_factory=dict)
    """In their order."""
    label: str = ""
    missing: set[str] = field(default_factory=set)
    """Those of the levels that are no answers."""

    @property
    def answered(self) -> dict[str, int]:
        """Return the levels that are answers: the groups people are parted into."""
        return {name: level_id for name, level_id in self.levels.items() if name not in self.missing}


def all_variables(work: Reading) -> list[Variable]:
    """Return the background variables in their order."""
    variable, level = schema.variable, schema.level
    levels: dict[int, list[Level]] = {}
    for row in work.connection.execute(select(level).order_by(level.c.position, level.c.id)):
        levels.setdefault(row.variable_id, []).append(Level(row.id, row.uid, row.name, bool(row.missing)))
    query = select(variable).order_by(variable.c.position, variable.c.id)
    return [
        Variable(row.id, row.uid, row.name, tuple(levels.get(row.id, ())), row.label)
        for row in work.connection.execute(query)
    ]


def stored_variables(work: Reading) -> dict[str, StoredVariable]:
    """Return the background variables by name, in their order."""
    return {
        each.name: StoredVariable(
            each.id,
            {level.name: level.id for level in each.levels},
            each.label,
            {level.name for level in each.levels if level.missing},
        )
        for each in all_variables(work)
    }
