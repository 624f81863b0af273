"""The one place where people's texts lie; everything else holds ids and salted hashes."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from coder.domain.identity import new_uid
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked
from coder.store.schema import text_table
from coder.text.likeness import alike_key


def salted_hash(salt: str, body: str) -> str:
    """Return the hash (64 hex digits) that stands for a text in the history."""
    return hashlib.sha256(salt.encode() + body.encode("utf-8", "surrogatepass")).hexdigest()


def add_texts(connection: Connection, bodies: Sequence[str]) -> list[dict[str, str]]:
    """Store new texts; return, in order, what the history says of each: uid and hash."""
    first = (connection.scalar(select(func.max(text_table.c.id))) or 0) + 1
    rows = []
    for number, body in enumerate(bodies, first):
        salt = secrets.token_hex(16)
        rows.append(
            {
                "id": number,
                "uid": new_uid(),
                "body": body,
                "salt": salt,
                "hash": salted_hash(salt, body),
                "alike_key": alike_key(body),
            }
        )
    insert_rows(connection, text_table, rows)
    return [{"text": str(row["uid"]), "hash": str(row["hash"])} for row in rows]


def text_bodies(connection: Connection, text_ids: Iterable[int]) -> dict[int, str]:
    """Return the texts by id; a forgotten one is empty."""
    bodies: dict[int, str] = {}
    for chunk in chunked(sorted(set(text_ids))):
        query = select(text_table.c.id, text_table.c.body).where(text_table.c.id.in_(chunk))
        bodies.update((row.id, row.body or "") for row in connection.execute(query))
    return bodies


def bodies_by_uid(connection: Connection, uids: Iterable[str]) -> dict[str, str]:
    """Return the texts that are not forgotten, by uid."""
    bodies: dict[str, str] = {}
    for chunk in chunked(sorted(set(uids))):
        query = select(text_table.c.uid, text_table.c.body).where(text_table.c.uid.in_(chunk))
        bodies.update((row.uid, row.body) for row in connection.execute(query) if row.body is not None)
    return bodies


def texts_saying(connection: Connection, words: Iterable[str]) -> set[int]:
    """Return the ids of the texts, of whatever kind and time, in which any of these words stand alone."""
    sought = "|".join(re.escape(each) for each in words if each)
    if not sought:
        return set()
    pattern = re.compile(rf"(?<!\w)(?:{sought})(?!\w)", re.IGNORECASE)
    query = select(text_table.c.id, text_table.c.body).where(text_table.c.body.is_not(None))
    rows = connection.execute(query, execution_options={"yield_per": 5_000})
    return {row.id for row in rows if pattern.search(row.body)}
