"""Reading the history: entries and their changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from coder.domain.entry import Change, Entry, timestamp
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


class UnknownMomentError(WrongUseError):
    """Neither a date, an entry's number nor a tag."""

    def __init__(self, when: str) -> None:
        super().__init__(
            _("«{when}» is neither a date (2026-03-01), an entry's number nor a tag.").format(when=when)
        )


def changes_of(work: Reading, number: int) -> list[Change]:
    """Return the changes of one entry, in order."""
    return [change for _number, change in changes_between(work, number - 1, number)]


def first_changes(work: Reading, number: int, most: int) -> list[Change]:
    """Return the first changes of one entry, at most so many."""
    table = schema.change
    query = select(table).where(table.c.entry == number).order_by(table.c.number).limit(most)
    return [change_of_row(row) for row in work.connection.execute(query)]


def changes_between(
    work: Reading, after: int, until: int, *, backwards: bool = False, noun: str | None = None
) -> Iterator[tuple[int, Change]]:
    """Yield (entry number, change) of entries after one number up to another, of one noun if it is named."""
    table = schema.change
    order = [table.c.entry.desc(), table.c.number.desc()] if backwards else [table.c.entry, table.c.number]
    query = select(table).where(table.c.entry > after, table.c.entry <= until).order_by(*order)
    if noun is not None:
        query = query.where(table.c.noun == noun)
    for row in work.connection.execute(query, execution_options={"yield_per": 5_000}):
        yield row.entry, change_of_row(row)


def nouns_changed(work: Reading, after: int, until: int) -> set[str]:
    """Return the nouns of which entries after one number up to another changed anything."""
    table = schema.change
    query = select(table.c.noun).where(table.c.entry > after, table.c.entry <= until).distinct()
    return set(work.connection.scalars(query))


def authors_between(work: Reading, after: int, until: int) -> list[tuple[int, str, int | None]]:
    """Return (number, uid, coder) of entries after one number up to another; None is the project itself."""
    table = schema.entry
    query = select(table.c.number, table.c.uid, table.c.coder_id)
    between = query.where(table.c.number > after, table.c.number <= until).order_by(table.c.number)
    return [(number, uid, coder_id) for number, uid, coder_id in work.connection.execute(between)]


def entries(
    work: Reading,
    *,
    since: str | None = None,
    uids: Sequence[str] | None = None,
    newest_first: bool = False,
    limit: int | None = None,
) -> list[Entry]:
    """Return entries, oldest first unless asked otherwise.

    Args:
        work: The snapshot.
        since: Only those at or after this UTC time.
        uids: Only those that touched one of these rows.
        newest_first: Turn the order round.
        limit: At most so many.
    """
    table, coder = schema.entry, schema.coder
    query = select(table, coder.c.name.label("coder")).outerjoin(coder, coder.c.id == table.c.coder_id)
    query = query.order_by(table.c.number.desc() if newest_first else table.c.number).limit(limit)
    if since is not None:
        query = query.where(table.c.at >= since)
    queries = [query]
    if uids is not None:
        numbers: set[int] = set()
        for chunk in chunked(list(uids)):
            touched = select(schema.change.c.entry).where(schema.change.c.uid.in_(chunk))
            numbers.update(work.connection.scalars(touched))
        ordered = sorted(numbers, reverse=newest_first)
        queries = [query.where(table.c.number.in_(chunk)) for chunk in chunked(ordered)]
    found: list[Entry] = []
    for each in queries:
        rows = work.connection.execute(each)
        found += [Entry(row.number, row.uid, row.at, row.coder, row.operation, row.undoes) for row in rows]
        if limit is not None and len(found) >= limit:
            break
    return found[:limit]


def entry_numbered(work: Reading, number: int) -> Entry:
    """Return one entry by its number."""
    [entry] = entries_numbered(work, [number])
    return entry


def entries_numbered(work: Reading, numbers: Iterable[int]) -> list[Entry]:
    """Return entries by their numbers, oldest first."""
    table, coder = schema.entry, schema.coder
    query = select(table, coder.c.name.label("coder")).outerjoin(coder, coder.c.id == table.c.coder_id)
    found: list[Entry] = []
    for chunk in chunked(sorted(set(numbers))):
        rows = work.connection.execute(query.where(table.c.number.in_(chunk)).order_by(table.c.number))
        found += [Entry(row.number, row.uid, row.at, row.coder, row.operation, row.undoes) for row in rows]
    return found


def changes_by_entry(work: Reading, numbers: Sequence[int]) -> dict[int, list[Change]]:
    """Return the changes of several entries by number."""
    found: dict[int, list[Change]] = defaultdict(list)
    table = schema.change
    for chunk in chunked(numbers):
        query = select(table).where(table.c.entry.in_(chunk)).order_by(table.c.entry, table.c.number)
        for row in work.connection.execute(query):
            found[row.entry].append(change_of_row(row))
    return found


def undone_entries(work: Reading, until: int | None = None) -> set[int]:
    """Return the numbers of the entries that are taken back now (an undo that was redone counts as such).

    Args:
        work: The snapshot.
        until: As it was after this entry.
    """
    table = schema.entry
    query = (
        select(table.c.number, table.c.undoes)
        .where(table.c.undoes.is_not(None))
        .order_by(table.c.number.desc())
    )
    if until is not None:
        query = query.where(table.c.number <= until)
    undone: set[int] = set()
    for number, undoes in work.connection.execute(query):
        if number not in undone:
            undone.add(undoes)
    return undone


def last_number(work: Reading) -> int:
    """Return the number of the newest entry."""
    return int(work.connection.scalar(select(schema.project.c.last_entry)) or 0)


def moment(work: Reading, when: str) -> int:
    """Return the number of the last entry at a moment: an entry's number, a tag, a date or a time.

    A bare date means the end of that day, here where the program runs.
    """
    tagged = work.connection.scalar(select(schema.tag.c.entry).where(schema.tag.c.name == when))
    if tagged is not None:
        return int(tagged)
    if when.isdecimal() and 1 <= int(when) <= last_number(work):
        return int(when)
    until = _end_of(when)
    table = schema.entry
    return int(work.connection.scalar(select(func.max(table.c.number)).where(table.c.at <= until)) or 0)


def start_of(when: str) -> str:
    """Return the UTC time at which a date or time begins."""
    return _span(when)[0]


def _end_of(when: str) -> str:
    return _span(when)[1]


def _span(when: str) -> tuple[str, str]:
    """Return the first and last UTC time meant: of a date the whole day here, of a time the time itself."""
    try:
        try:
            day = date.fromisoformat(when)
        except ValueError:
            at = timestamp(datetime.fromisoformat(when).astimezone(UTC), "")
            return at, at
        # A day may have 23 or 25 hours: midnight is asked for on both sides.
        start = datetime.combine(day, time()).astimezone()
        end = datetime.combine(day + timedelta(days=1), time()).astimezone() - timedelta(microseconds=1)
        return timestamp(start, ""), timestamp(end, "")
    except (ValueError, OverflowError) as error:
        raise UnknownMomentError(when) from error


def change_of_row(row: Row[Any]) -> Change:
    """Return the change a row of the table holds."""
    before, after = row.before, row.after
    return Change(
        row.noun,
        row.uid,
        row.field,
        None if before is None else json.loads(before),
        None if after is None else json.loads(after),
    )
