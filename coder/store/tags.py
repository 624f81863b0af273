"""Tags: named moments of the project."""

from __future__ import annotations

from sqlalchemy import select

from coder.store import schema
from coder.store.unit_of_work import Reading


def all_tags(work: Reading) -> list[tuple[str, int]]:
    """Return (name, entry number) of every tag, oldest first."""
    query = select(schema.tag.c.name, schema.tag.c.entry).order_by(schema.tag.c.entry, schema.tag.c.id)
    return [(row.name, row.entry) for row in work.connection.execute(query)]


def tag_entry(work: Reading, name: str) -> int | None:
    """Return the number of the entry a tag stands for; None if there is no such tag."""
    return work.connection.scalar(select(schema.tag.c.entry).where(schema.tag.c.name == name))
