"""What things are called in files for statistics packages: facts, never changed, never given away again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import insert, select

from coder.domain.stable_name import NameOf
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading, Writing


def stable_names(work: Reading) -> dict[tuple[str, str], str]:
    """Return every name that was ever given, by uid and role."""
    rows = work.connection.execute(select(schema.stable_name))
    return {(row.uid, row.role): row.name for row in rows}


def keep_names(work: Writing, names: Mapping[NameOf, str]) -> None:
    """Keep new names; what has one already must not be among them."""
    rows = [
        {"uid": uid, "role": role_of(kind, question), "name": name, "folded": name.casefold()}
        for (kind, uid, question), name in names.items()
    ]
    for part in chunked(rows):
        work.connection.execute(insert(schema.stable_name), list(part))


def role_of(kind: str, question: str) -> str:
    """Return the role a name is kept under: 16 characters have no room for a question's whole uid."""
    if not question:
        return kind
    return f"{kind[:1]}:{hashlib.sha256(question.encode()).hexdigest()[:14]}"
