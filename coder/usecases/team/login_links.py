"""Letting coders in with a browser: links are made, looked up by their token, and withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coder.domain.entry import timestamp
from coder.domain.errors import WrongUseError
from coder.domain.identity import new_uid
from coder.domain.roles import Role
from coder.messages import _
from coder.store.coders import coder_named, find_coder, present_coder
from coder.store.grants import check_owner
from coder.store.login_links import (
    LoginLink,
    add_login_link,
    login_link_of,
    login_links,
    login_links_named,
    note_login,
    revoke_login_links,
)
from coder.store.members import has_roles, members, role_of
from coder.store.role_rules import LeadOnlyError, NoRoleError
from coder.store.unit_of_work import Reading, reading, writing

if TYPE_CHECKING:
    from coder.store.engine import Engine

TOKEN_BYTES = 32
LONGEST_TOKEN = 100
SHORTEST_ID = 6
OPERATION = "login_link"


@dataclass(frozen=True)
class NewLink:
    """A link that was made, with its token, which is kept nowhere."""

    link: LoginLink
    token: str


class NoSuchLinkError(WrongUseError):
    """Nobody's link."""

    def __init__(self, named: str) -> None:
        super().__init__(
            _("No login link that still lets in belongs to «{name}». See: coder coders links").format(
                name=named
            )
        )


def now() -> str:
    """Return the time as links hold it."""
    return timestamp(datetime.now(UTC), "")


def make_link(engine: Engine, coder_name: str, days: int, acting: str | None = None) -> NewLink:
    """Make a link for a coder, who is made known if new; where there are roles, the coder must have one.

    Args:
        engine: The project.
        coder_name: Who gets in with it.
        days: How long it lets in.
        acting: Who makes it: a lead, where anybody has a role.

    Raises:
        LeadOnlyError: If somebody else makes it.
    """
    with reading(engine) as snapshot:
        _refuse_unless_lead(snapshot, acting)
        coder = coder_named(snapshot, coder_name) if has_roles(snapshot) else None
        if coder is not None and role_of(snapshot, coder.id) is None:
            raise NoRoleError(coder.name)
    coder = coder or present_coder(engine, coder_name)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = datetime.now(UTC)
    link = LoginLink(
        uid=new_uid(),
        coder_id=coder.id,
        coder_name=coder.name,
        made=timestamp(made, ""),
        expires=timestamp(made + timedelta(days=days), ""),
        revoked=None,
        used=None,
    )
    with writing(engine, coder_id=None, operation=OPERATION) as work:
        add_login_link(work, link, token_hash(token))
    return NewLink(link, token)


def all_links(engine: Engine) -> list[LoginLink]:
    """Return all links there ever were."""
    with reading(engine) as work:
        return login_links(work)


def valid_links(engine: Engine) -> list[LoginLink]:
    """Return the links that let in now.

    Raises:
        NotOwnerError: On a server with roles, if the connected user does not own the tables.
    """
    with reading(engine) as work:
        if has_roles(work) and work.connection.dialect.name == "postgresql":
            check_owner(work.connection)
        return _letting_in(work, login_links(work))


def link_with(engine: Engine, token: str) -> LoginLink | None:
    """Return the valid link a token belongs to; None for any other text."""
    if not token or len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    with reading(engine) as work:
        link = login_link_of(work, token_hash(token))
        return link if link is not None and _letting_in(work, [link]) else None


def still_valid(engine: Engine, uids: list[str]) -> dict[str, LoginLink]:
    """Return those of the links that still let in, by uid; also under what name their coder goes now."""
    with reading(engine) as work:
        return {link.uid: link for link in _letting_in(work, login_links_named(work, uids))}


def remember_login(engine: Engine, uid: str) -> None:
    """Remember that a link was used now."""
    with writing(engine, coder_id=None, operation=OPERATION) as work:
        note_login(work, uid, now())


def withdraw_links(engine: Engine, named: str, acting: str | None = None) -> list[LoginLink]:
    """Withdraw all links of a coder, or the one whose id begins so; return them.

    Raises:
        LeadOnlyError: If there are roles, and who withdraws them is no lead.
        NoSuchLinkError: If none that still lets in is meant.
    """
    at = now()
    with writing(engine, coder_id=None, operation=OPERATION) as work:
        _refuse_unless_lead(work, acting)
        valid = [link for link in login_links(work) if link.is_valid(at)]
        coder = find_coder(work, named)
        if coder is not None:
            meant = [link for link in valid if link.coder_id == coder.id]
        else:
            by_id = [link for link in valid if link.uid.startswith(named.casefold())]
            meant = by_id if len(named) >= SHORTEST_ID and len(by_id) == 1 else []
        if not meant:
            raise NoSuchLinkError(named)
        revoke_login_links(work, [link.uid for link in meant], at)
    return meant


def _letting_in(work: Reading, links: Sequence[LoginLink]) -> list[LoginLink]:
    """Return those of some links that let in now: where there are roles, only those of who has one."""
    at = now()
    known = {member.coder_id for member in members(work)}
    return [link for link in links if link.is_valid(at) and (not known or link.coder_id in known)]


def _refuse_unless_lead(work: Reading, acting: str | None) -> None:
    """Refuse whoever is no lead; on a server, whoever does not own the tables."""
    if acting is None or not has_roles(work):
        return
    if work.connection.dialect.name == "postgresql":
        check_owner(work.connection)
        return
    coder = find_coder(work, acting)
    if coder is None or role_of(work, coder.id) is not Role.LEAD:
        raise LeadOnlyError


def token_hash(token: str) -> str:
    """Return what is kept of a token. It has 256 bits of chance, so that a plain hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()
