"""Is the project whole? Hashes, history, invariants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, inspect, literal, or_, select, text

from coder.domain.entry import Entry, chained_hash
from coder.messages import _
from coder.store import schema
from coder.store.as_of import State, present_state, rebuilt_state
from coder.store.chunks import chunked
from coder.store.foreign import broken_parts
from coder.store.history import changes_by_entry, last_number
from coder.store.rules import breaches
from coder.store.settled import settled_coders
from coder.store.texts import salted_hash
from coder.store.unit_of_work import Reading

_KINDS: Mapping[type, tuple[str, ...]] = {str: ("text",), int: ("integer",), float: ("real", "integer")}
"""What SQLite calls the kinds of values columns may hold."""


def findings(work: Reading) -> list[str]:
    """List everything that is not as it must be, a sentence each; empty means whole."""
    unreadable = list(_schema_findings(work)) or list(_kind_findings(work))
    if unreadable:
        # What is not there, or is something else, cannot be read.
        return [*unreadable, *_file_findings(work)]
    found = [*_file_findings(work), *_chain_findings(work), *_text_findings(work)]
    if not found:
        # Only an unbroken history can be replayed.
        found.extend(_replay_findings(work))
    found.extend(_settled_findings(work))
    found.extend(_foreign_findings(work))
    try:
        found.extend(dict.fromkeys(breach.sentence for breach in breaches(work)))
    except ValueError as error:
        # Where the history was altered, too, rows may hold anything.
        found.append(_("A row cannot be read: {what}.").format(what=error))
    return found


def _file_findings(work: Reading) -> Iterator[str]:
    if work.connection.dialect.name != "sqlite":
        return
    for (said,) in work.connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield _("The file is damaged: {said}").format(said=said)
    for row in work.connection.execute(text("PRAGMA foreign_key_check")):
        yield _("A row of «{table}» refers to something that is gone.").format(table=row[0])


def _schema_findings(work: Reading) -> Iterator[str]:
    """Hold the tables and columns there are against those there must be."""
    there = inspect(work.connection)
    names = set(there.get_table_names())
    for table in schema.metadata.sorted_tables:
        if table.name not in names:
            yield _("The table «{table}» is missing.").format(table=table.name)
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        for name in sorted(set(table.columns.keys()) - columns):
            yield _("The column «{column}» of the table «{table}» is missing.").format(
                column=name, table=table.name
            )


def _kind_findings(work: Reading) -> Iterator[str]:
    """Look for values of another kind than their column: a damaged file has bytes where a text should be."""
    if work.connection.dialect.name != "sqlite":
        return  # a server takes no other
    for table in schema.metadata.sorted_tables:
        wrong = [
            func.typeof(column).not_in([*_KINDS[column.type.python_type], "null"])
            for column in table.columns
            if column.type.python_type in _KINDS
        ]
        if work.connection.scalar(select(literal(1)).select_from(table).where(or_(*wrong)).limit(1)):
            yield _("A row of «{table}» cannot be read.").format(table=table.name)


def _chain_findings(work: Reading) -> Iterator[str]:
    """Walk the chain of hashes from the first entry."""
    uids = {row.id: row.uid for row in work.connection.execute(select(schema.coder.c.id, schema.coder.c.uid))}
    table = schema.entry
    rows = work.connection.execute(select(table).order_by(table.c.number)).all()
    previous, last_at = "", ""
    for start in range(0, len(rows), 1_000):
        part = rows[start : start + 1_000]
        try:
            changes = changes_by_entry(work, [row.number for row in part])
        except ValueError:
            numbers = {"first": part[0].number, "last": part[-1].number}
            yield _("A change between entries {first} and {last} was altered.").format(**numbers)
            return
        for expected, row in enumerate(part, start + 1):
            if row.number != expected:
                yield _("The history has a hole before entry {number}.").format(number=row.number)
                return
            if row.at < last_at:
                yield _("Entry {number} is older than the one before it.").format(number=row.number)
            coder_uid = uids.get(row.coder_id)
            entry = Entry(row.number, row.uid, row.at, coder_uid, row.operation, row.undoes)
            if chained_hash(previous, entry, coder_uid, changes[row.number]) != row.hash:
                yield _("Entry {number} of the history was altered.").format(number=row.number)
                return
            previous, last_at = row.hash, row.at
    head = work.connection.execute(select(schema.project)).one_or_none()
    if head is None or (head.last_entry, head.last_at, head.last_hash) != (len(rows), last_at, previous):
        yield _("The project's head does not fit its newest entry.")


def _text_findings(work: Reading) -> Iterator[str]:
    table = schema.text_table
    query = select(table).order_by(table.c.id)
    for row in work.connection.execute(query, execution_options={"yield_per": 5_000}):
        # Words and the salt of their hash come and go together.
        is_half = (row.body is None) != (row.salt is None)
        if is_half or (row.body is not None and salted_hash(row.salt, row.body) != row.hash):
            yield _("Text {number} was altered outside the program.").format(number=row.id)


def _replay_findings(work: Reading) -> Iterator[str]:
    try:
        rebuilt = rebuilt_state(work, last_number(work))
    except KeyError as error:
        yield _("The history cannot be replayed: {what} is missing.").format(what=error)
        return
    try:
        present = present_state(work)
    except (KeyError, ValueError) as error:
        yield _("A row cannot be read: {what}.").format(what=error)
        return
    yield from _differences(rebuilt, present)


def _differences(rebuilt: State, present: State) -> Iterator[str]:
    for noun, rows in rebuilt.items():
        for uid in sorted(rows.keys() | present[noun].keys()):
            if rows.get(uid) != present[noun].get(uid):
                yield _("{noun} {uid} is not what its history says.").format(noun=noun, uid=uid)


def _settled_findings(work: Reading) -> Iterator[str]:
    table = schema.settled
    stored = {row.answer_id: row.coder_id for row in work.connection.execute(select(table))}
    ids = list(work.connection.scalars(select(schema.answer.c.id)))
    for chunk in chunked(ids):
        wanted = settled_coders(work.connection, chunk)
        for answer_id in chunk:
            if stored.get(answer_id) != wanted.get(answer_id):
                yield _("Answer {number}: the settled coding is not what the rule gives.").format(
                    number=answer_id
                )


def _foreign_findings(work: Reading) -> Iterator[str]:
    """Verify the histories of the projects that were merged into this one."""
    for part in broken_parts(work):
        yield _("The history that came with «{name}» ({file}) was altered.").format(
            name=part.name, file=part.file
        )
