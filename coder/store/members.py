"""Roles of coders in a project, and which coder a database user is."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, cast, delete, exists, inspect, literal_column, select

from coder.domain.errors import WrongUseError
from coder.domain.roles import Role
from coder.messages import _
from coder.store import schema
from coder.store.engine import transaction
from coder.store.failures import failures_explained
from coder.store.unit_of_work import Reading
from coder.text.collation import collation_key

_member = schema.member


@dataclass(frozen=True)
class Member:
    """What a coder is in the project, and as which database user."""

    coder_id: int
    name: str
    role: Role
    login: str | None


class BoundCoderError(WrongUseError):
    """The server knows somebody as another coder."""

    def __init__(self, login: str, name: str, wanted: str) -> None:
        super().__init__(
            _(
                "On this server «{login}» is the coder «{name}», and nobody else: leave out --coder {wanted}."
            ).format(login=login, name=name, wanted=wanted)
        )


def members(work: Reading) -> list[Member]:
    """Return everybody who has a role, in the alphabetical order of their names."""
    query = select(schema.coder.c.id, schema.coder.c.name, _member.c.role, _member.c.login).join(
        _member, _member.c.coder_id == schema.coder.c.id
    )
    found = [Member(row.id, row.name, Role(row.role), row.login) for row in work.connection.execute(query)]
    return sorted(found, key=lambda each: collation_key(each.name))


def role_of(work: Reading, coder_id: int) -> Role | None:
    """Return a coder's role; None where the coder has none."""
    role = work.connection.scalar(select(_member.c.role).where(_member.c.coder_id == coder_id))
    return None if role is None else Role(role)


def has_roles(work: Reading) -> bool:
    """Tell whether anybody has a role; otherwise everybody may do everything."""
    return bool(work.connection.scalar(select(exists(select(_member.c.coder_id)))))


def put_member(work: Reading, coder_id: int, role: Role, login: str | None) -> None:
    """Give a coder a role; roles have no history."""
    remove_member(work, coder_id)
    values = {"coder_id": coder_id, "role": role.value, "login": login}
    work.connection.execute(_member.insert(), values)


def remove_member(work: Reading, coder_id: int) -> None:
    """Take a coder's role away."""
    work.connection.execute(delete(_member).where(_member.c.coder_id == coder_id))


def name_here(engine: Engine, name: str, *, is_named: bool) -> str:
    """Return who works here: on a server that knows its user as a coder that coder, else the one named.

    Args:
        engine: The project, or a database without one.
        name: What the person is called.
        is_named: Whether somebody said so, or it was taken from the system.

    Raises:
        BoundCoderError: If somebody other than the bound coder was named.
    """
    if engine.dialect.name != "postgresql":
        return name
    bound = _bound(engine)
    if bound is None:
        return name
    login, coder = bound
    if is_named and name.strip() not in coder:
        raise BoundCoderError(login, coder[0], name)
    return coder[0]


def _bound(engine: Engine) -> tuple[str, list[str]] | None:
    """Return the database user, and name and aliases of the coder it is."""
    user: ColumnElement[str] = literal_column("session_user")
    query = (
        select(cast(user, _member.c.login.type), schema.coder.c.name, schema.coder.c.aliases)
        .join(_member, _member.c.coder_id == schema.coder.c.id)
        .where(_member.c.login == user)
    )
    with failures_explained(), transaction(engine, writing=False) as connection:
        if not inspect(connection).has_table("member"):
            return None
        row = connection.execute(query).one_or_none()
    return None if row is None else (row[0], [row[1], *json.loads(row[2])])
