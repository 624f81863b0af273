"""Links by which coders get in with a browser: kept are only hashes of their tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, insert, select, update

from coder.store import schema
from coder.store.unit_of_work import Reading, Writing


@dataclass(frozen=True)
class LoginLink:
    """A link of one coder; times as the history writes them."""

    uid: str
    coder_id: int
    coder_name: str
    made: str
    expires: str
    revoked: str | None
    used: str | None

    def is_valid(self, at: str) -> bool:
        """Tell whether it lets in at a time."""
        return self.revoked is None and at < self.expires


def add_login_link(work: Writing, link: LoginLink, token_hash: str) -> None:
    """Keep a new link."""
    work.connection.execute(
        insert(schema.login_link).values(
            uid=link.uid, coder_id=link.coder_id, hash=token_hash, made=link.made, expires=link.expires
        )
    )


def login_links(work: Reading) -> list[LoginLink]:
    """Return all links, those no longer valid among them, in the order they were made."""
    return _found(work)


def login_link_of(work: Reading, token_hash: str) -> LoginLink | None:
    """Return the link with this hash."""
    found = _found(work, schema.login_link.c.hash == token_hash)
    return found[0] if found else None


def login_links_named(work: Reading, uids: Sequence[str]) -> list[LoginLink]:
    """Return the links with these uids."""
    return _found(work, schema.login_link.c.uid.in_(uids))


def revoke_login_links(work: Writing, uids: Iterable[str], at: str) -> None:
    """Let these links let nobody in from now on."""
    link = schema.login_link
    work.connection.execute(
        update(link).where(link.c.uid.in_(list(uids)), link.c.revoked.is_(None)).values(revoked=at)
    )


def note_login(work: Writing, uid: str, at: str) -> None:
    """Remember when a link was last used."""
    link = schema.login_link
    work.connection.execute(update(link).where(link.c.uid == uid).values(used=at))


def _found(work: Reading, *conditions: ColumnElement[bool]) -> list[LoginLink]:
    link, coder = schema.login_link, schema.coder
    query = (
        select(
            link.c.uid,
            link.c.coder_id,
            coder.c.name,
            link.c.made,
            link.c.expires,
            link.c.revoked,
            link.c.used,
        )
        .join(coder, coder.c.id == link.c.coder_id)
        .where(*conditions)
        .order_by(link.c.made, link.c.uid)
    )
    return [LoginLink(*row) for row in work.connection.execute(query)]
