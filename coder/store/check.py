"""Is the project whole? Hashes, history, invariants."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select, text

from coder.domain.coding import CodedState
from coder.domain.entry import Entry, chained_hash
from coder.messages import _
from coder.store import schema
from coder.store.as_of import State, present_state, rebuilt_state
from coder.store.chunks import chunked
from coder.store.history import changes_by_entry, last_number
from coder.store.settled import settled_coders
from coder.store.texts import salted_hash
from coder.store.unit_of_work import Reading


def findings(work: Reading) -> list[str]:
    """List everything that is not as it must be, a sentence each; empty means whole."""
    found = [*_file_findings(work), *_chain_findings(work), *_text_findings(work)]
    if not found:
        # Only an unbroken history can be replayed.
        found.extend(_replay_findings(work))
    found.extend(_settled_findings(work))
    found.extend(_excerpt_findings(work))
    found.extend(_state_findings(work))
    return found


def _file_findings(work: Reading) -> Iterator[str]:
    if work.connection.dialect.name != "sqlite":
        return
    for (said,) in work.connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield _("The file is damaged: {said}").format(said=said)
    for row in work.connection.execute(text("PRAGMA foreign_key_check")):
        yield _("A row of «{table}» refers to something that is gone.").format(table=row[0])


def _chain_findings(work: Reading) -> Iterator[str]:
    """Walk the chain of hashes from the first entry."""
    uids = {row.id: row.uid for row in work.connection.execute(select(schema.coder.c.id, schema.coder.c.uid))}
    table = schema.entry
    rows = work.connection.execute(select(table).order_by(table.c.number)).all()
    previous, last_at = "", ""
    for start in range(0, len(rows), 1_000):
        part = rows[start : start + 1_000]
        changes = changes_by_entry(work, [row.number for row in part])
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
    head = work.connection.execute(select(schema.project)).one()
    if (head.last_entry, head.last_hash) != (len(rows), previous):
        yield _("The project's head does not fit its newest entry.")


def _text_findings(work: Reading) -> Iterator[str]:
    table = schema.text_table
    query = select(table).order_by(table.c.id)
    for row in work.connection.execution_options(yield_per=5_000).execute(query):
        if row.body is not None and salted_hash(row.salt, row.body) != row.hash:
            yield _("Text {number} was altered outside the program.").format(number=row.id)


def _replay_findings(work: Reading) -> Iterator[str]:
    try:
        rebuilt = rebuilt_state(work, last_number(work))
    except KeyError as error:
        yield _("The history cannot be replayed: {what} is missing.").format(what=error)
        return
    yield from _differences(rebuilt, present_state(work))


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


def _excerpt_findings(work: Reading) -> Iterator[str]:
    excerpt, coding, answer, body = schema.excerpt, schema.coding, schema.answer, schema.text_table
    query = (
        select(excerpt.c.start, excerpt.c.end, answer.c.id, func.length(body.c.body).label("length"))
        .join(coding, coding.c.id == excerpt.c.coding_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(body, body.c.id == answer.c.text_id)
    )
    for row in work.connection.execute(query):
        if not 0 <= row.start < row.end or (row.length is not None and row.end > row.length):
            yield _("Answer {number}: the excerpt {start}–{end} lies outside the text.").format(
                number=row.id, start=row.start, end=row.end
            )


def _state_findings(work: Reading) -> Iterator[str]:
    """A coding must belong to an answer its coder has begun, and done must say when."""
    coding, coded = schema.coding, schema.coded
    untouched = (
        select(coding.c.answer_id)
        .outerjoin(coded, (coded.c.answer_id == coding.c.answer_id) & (coded.c.coder_id == coding.c.coder_id))
        .where(coded.c.id.is_(None))
        .distinct()
    )
    for answer_id in work.connection.scalars(untouched):
        yield _("Answer {number} has codes but counts as untouched.").format(number=answer_id)
    wrong = select(coded.c.answer_id).where(
        (coded.c.state == CodedState.DONE) == coded.c.done_entry.is_(None)
    )
    for answer_id in work.connection.scalars(wrong):
        yield _("Answer {number}: its state does not fit when it was done.").format(number=answer_id)
