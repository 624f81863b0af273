"""Which act left a row as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


def left_by(work: Reading, uids: Sequence[str], operation: str) -> dict[str, int]:
    """Return by uid the entry that changed a row last, where it is such an act or did one again."""
    table = schema.change
    newest: dict[str, int] = {}
    for chunk in chunked(uids):
        query = (
            select(table.c.uid, func.max(table.c.entry).label("entry"))
            .where(table.c.uid.in_(chunk))
            .group_by(table.c.uid)
        )
        newest.update((row.uid, row.entry) for row in work.connection.execute(query))
    numbers = sorted(set(newest.values()))
    fitting = {number for number in numbers if _done_first(work, number) == operation}
    return {uid: number for uid, number in newest.items() if number in fitting}


def _done_first(work: Reading, number: int) -> str:
    """Return what an entry did; where it took back or did again, only what was done again."""
    table = schema.entry
    query = select(table.c.operation, table.c.undoes)
    operation, undoes = work.connection.execute(query.where(table.c.number == number)).one()
    while operation == "redo":
        undone = work.connection.scalar(select(table.c.undoes).where(table.c.number == undoes))
        operation, undoes = work.connection.execute(query.where(table.c.number == undone)).one()
    return str(operation)
