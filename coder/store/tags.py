"""Tags: named moments of the project."""

from __future__ import annotations

from sqlalchemy import exists, select

from coder.store import schema
from coder.store.unit_of_work import Reading

TAGGING = "tag"
"""What an entry is called that only named a moment."""


def all_tags(work: Reading) -> list[tuple[str, int]]:
    """Return (name, entry number) of every tag, oldest first."""
    query = select(schema.tag.c.name, schema.tag.c.entry).order_by(schema.tag.c.entry, schema.tag.c.id)
    return [(row.name, row.entry) for row in work.connection.execute(query)]


def tag_entry(work: Reading, name: str) -> int | None:
    """Return the number of the entry a tag stands for; None if there is no such tag."""
    return work.connection.scalar(select(schema.tag.c.entry).where(schema.tag.c.name == name))


def tag_of_state(work: Reading, number: int) -> str | None:
    """Return the newest tag that stands for the project as it was right after an entry; None without one.

    Between the entry a tag stands for and this one nothing but tags may have come.
    """
    tag, entry = schema.tag, schema.entry
    changed = exists().where(
        entry.c.number > tag.c.entry, entry.c.number <= number, entry.c.operation != TAGGING
    )
    query = (
        select(tag.c.name)
        .where(tag.c.entry <= number, ~changed)
        .order_by(tag.c.entry.desc(), tag.c.id.desc())
        .limit(1)
    )
    return work.connection.scalar(query)
