"""Giving roles in a project; on a PostgreSQL server as rights of database users, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from coder.domain.errors import CoderError, WrongUseError
from coder.domain.roles import Role
from coder.messages import _
from coder.store.coders import (
    Coder,
    add_coder,
    checked_coder_name,
    coder_named,
    coder_with_id,
    find_coder,
)
from coder.store.engine import Engine, transaction
from coder.store.failures import failures_explained
from coder.store.grants import check_login, check_owner, give_rights, take_rights
from coder.store.guards import remove_guards, set_guards
from coder.store.members import Member, members, put_member, remove_member, role_of
from coder.store.project import open_project
from coder.store.role_rules import LeadOnlyError
from coder.store.unit_of_work import Reading, reading, writing


class FirstLeadError(WrongUseError):
    """Roles begin with a lead: otherwise nobody could give another."""

    def __init__(self) -> None:
        super().__init__(_("Name a lead first: coder coders grant NAME lead"))


class LastLeadError(WrongUseError):
    """Somebody must be left to lead."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("«{name}» is the only lead, and others have roles. Name another lead first.").format(name=name)
        )


class NoLoginHereError(WrongUseError):
    """A file has no users of its own."""

    def __init__(self) -> None:
        super().__init__(_("--login is for projects on a server: a file knows no users of its own."))


class LoginTakenError(WrongUseError):
    """A database user is one coder."""

    def __init__(self, login: str, name: str) -> None:
        super().__init__(_("«{login}» is the coder «{name}» already.").format(login=login, name=name))


class NoMemberError(WrongUseError):
    """There is no role to take away."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«{name}» has no role here.").format(name=name))


def grant(engine: Engine, acting: str, name: str, role: Role, login: str | None = None) -> Member:
    """Give a coder a role, and on a server a database user that is this coder.

    Args:
        engine: The project.
        acting: Who gives it: a lead, or anybody as long as nobody has a role.
        name: The coder; made known if new.
        role: The role.
        login: The database user; None keeps the one there is.
    """
    with _deciding(engine, acting) as work:
        if not members(work) and role is not Role.LEAD:
            raise FirstLeadError
        _check_login(work, name, login)
    coder = _known(engine, acting, name)
    with _deciding(engine, acting) as work:
        before = _member(work, coder.name)
        if before is not None and before.role is Role.LEAD and role is not Role.LEAD:
            _refuse_last_lead(work, before)
        login = login or (before.login if before else None)
        put_member(work, coder.id, role, login)
        if _is_server(work):
            set_guards(work.connection)
            if before is not None and before.login not in (None, login):
                take_rights(work.connection, str(before.login))
            if login is not None:
                give_rights(work.connection, login, role)
    return Member(coder.id, coder.name, role, login)


def revoke(engine: Engine, acting: str, name: str) -> None:
    """Take a coder's role away, and the database user's rights with it; what was coded stays."""
    with _deciding(engine, acting) as work:
        there = _member(work, coder_named(work, name).name)
        if there is None:
            raise NoMemberError(name)
        if there.role is Role.LEAD:
            _refuse_last_lead(work, there)
        remove_member(work, there.coder_id)
        if _is_server(work):
            if there.login is not None:
                take_rights(work.connection, there.login)
            if not members(work):
                remove_guards(work.connection)


def refuse_unless_lead(target: str, acting: str) -> None:
    """Refuse to do something with a project's file as a whole to whoever does not lead in it.

    A file that is not there, or that cannot be read any more, knows of no roles.

    Raises:
        LeadOnlyError: If anybody has a role, and it is not this coder who leads.
    """
    try:
        engine = open_project(target)
    except CoderError:
        return
    try:
        with reading(engine) as work:
            coder = find_coder(work, acting)
            leads = coder is not None and role_of(work, coder.id) is Role.LEAD
            if not leads and members(work):
                raise LeadOnlyError
    finally:
        engine.dispose()


def roles(engine: Engine) -> list[Member]:
    """Return who has which role."""
    with reading(engine) as work:
        return members(work)


@contextmanager
def _deciding(engine: Engine, acting: str) -> Iterator[Reading]:
    """Open a transaction in which roles are changed by who may change them."""
    with failures_explained(), transaction(engine, writing=True) as connection:
        work = Reading(connection)
        if _is_server(work):
            check_owner(connection)
        elif members(work):
            coder = find_coder(work, acting)
            if coder is None or role_of(work, coder.id) is not Role.LEAD:
                raise LeadOnlyError
        yield work


def _known(engine: Engine, acting: str, name: str) -> Coder:
    """Return the coder, made known by whoever gives the role."""
    clean = checked_coder_name(name)
    with writing(engine, coder_id=None, operation="new_coder") as work:
        giver = find_coder(work, acting)
        made = add_coder(work, clean)
        work.coder_id = made if giver is None else giver.id
    with reading(engine) as snapshot:
        return coder_with_id(snapshot, made)


def _check_login(work: Reading, name: str, login: str | None) -> None:
    if login is None:
        return
    if not _is_server(work):
        raise NoLoginHereError
    check_login(work.connection, login)
    for each in members(work):
        if each.login == login and each.name != name:
            raise LoginTakenError(login, each.name)


def _refuse_last_lead(work: Reading, leaving: Member) -> None:
    others = [each for each in members(work) if each.coder_id != leaving.coder_id]
    if others and not any(each.role is Role.LEAD for each in others):
        raise LastLeadError(leaving.name)


def _member(work: Reading, name: str) -> Member | None:
    return next((each for each in members(work) if each.name == name), None)


def _is_server(work: Reading) -> bool:
    return bool(work.connection.dialect.name == "postgresql")
