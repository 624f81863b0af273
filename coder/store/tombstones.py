"""Texts that are no more: what an answer said before stays in the history as a place without words."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from time import sleep
from typing import Any

from sqlalchemy import Connection, Engine, select, text, update
from sqlalchemy.exc import OperationalError

from coder.domain.entry import Change
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.failures import ProjectLockedError, failures_explained
from coder.store.journal import empty_journal
from coder.store.nouns import NOUNS, ON_ANSWERS, FieldKind
from coder.store.sentences import forget_sentences
from coder.store.texts import add_texts, texts_saying
from coder.store.unit_of_work import Reading, Writing

_TEXTS = {
    name: {field.name for field in noun.fields if field.kind is FieldKind.TEXT}
    for name, noun in NOUNS.items()
}
ABOUT_ANSWERS = tuple(sorted(name for name in ON_ANSWERS if _TEXTS[name]))
"""What is written about answers in words: passages with translations, notes, reasons of findings."""
_PATIENCE = "10s"
"""How long a server's table is waited for, while others code."""
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between trying again to be rid of rows that somebody may still see."""


def blank_earlier_texts(work: Writing, answer_ids: Sequence[int]) -> int:
    """Blank everything these answers ever said but what they say now; return how many texts that were.

    The words of passages whose place in these answers is lost are blanked too. The history keeps its
    entries: what it shows of then is a tombstone. On SQLite the freed bytes are overwritten.
    """
    uids = texts_ever_said(work, answer_ids) - texts_said_now(work, answer_ids)
    lost = texts_ever_about(work, answer_ids, {"passage": {"words"}})
    blank_texts(work, uids | lost)
    return len(uids)


def blank_texts(work: Writing, uids: Iterable[str]) -> None:
    """Blank texts by uid, with the salt of their hashes; on SQLite the freed bytes are overwritten."""
    # No part of an act yet where nothing was written; harmless on a connection that overwrites already.
    if work.connection.dialect.name == "sqlite":
        work.connection.exec_driver_sql("PRAGMA secure_delete=ON")
    table = schema.text_table
    for chunk in chunked(sorted(uids)):
        work.connection.execute(
            update(table).where(table.c.uid.in_(chunk)).values(body=None, salt=None, alike_key=None)
        )


def leave_tombstones(work: Writing, answer_ids: Sequence[int]) -> None:
    """Put a text without words in the place of what answers say; their sentences go."""
    noun = NOUNS["answer"]
    uids = work.records.uids_of("answer", answer_ids)
    present = work.records.read(noun, uids)
    empty = add_texts(work.connection, [""] * len(uids))
    blank_texts(work, [each["text"] for each in empty])
    work.apply(
        [
            Change("answer", uid, "text", present[uid]["text"], tombstone)
            for uid, tombstone in zip(uids, empty, strict=True)
        ]
    )
    forget_sentences(work, answer_ids)


def write_anew(engine: Engine) -> bool:
    """Write the project's files anew without what they have freed; tell whether that could be done wholly.

    SQLite leaves bytes of rows in pages long after the rows moved; a server leaves them in its tables, and
    the commonest values of a column among its statistics. Where others are in the middle of something, or
    own the server's tables, it cannot be done wholly: to be tried again.

    Raises:
        ProjectLockedError: If another program writes and does not let go.
    """
    with failures_explained():
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                # Outside any transaction: SQLAlchemy would begin one.
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA secure_delete=ON")
                try:
                    raw.execute("VACUUM")
                except connection.dialect.loaded_dbapi.Error as error:
                    raise OperationalError("VACUUM", None, error) from error
            return empty_journal(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return _rewrite_on_server(connection)


def said_elsewhere(work: Reading, words: Iterable[str]) -> tuple[int, int]:
    """Count the answers that say any of these words, and the other texts that do, earlier ones among them."""
    saying = texts_saying(work.connection, words)
    text_ids = schema.answer.c.text_id
    answers = [
        text_id
        for chunk in chunked(sorted(saying))
        for text_id in work.connection.scalars(select(text_ids).where(text_ids.in_(chunk)))
    ]
    return len(answers), len(saying) - len(set(answers))


def texts_said_now(work: Reading, answer_ids: Sequence[int]) -> set[str]:
    """Return the uids of what answers say."""
    answer, said = schema.answer, schema.text_table
    found: set[str] = set()
    for chunk in chunked(answer_ids):
        query = select(said.c.uid).join(answer, answer.c.text_id == said.c.id).where(answer.c.id.in_(chunk))
        found.update(work.connection.scalars(query))
    return found


def texts_ever_said(work: Reading, answer_ids: Sequence[int]) -> set[str]:
    """Return the uids of everything answers ever said."""
    answers = set(work.records.uids_of("answer", answer_ids))
    found: set[str] = set()
    for uid, field, values in _changes(work, "answer", {"", "text"}, answers):
        if uid in answers:
            found.update(_texts(values if field else [each.get("text") for each in values]))
    return found


def texts_ever_about(
    work: Reading, answer_ids: Sequence[int], fields: dict[str, set[str]] | None = None
) -> set[str]:
    """Return the uids of all texts ever written about answers, whether what held them is there or not.

    Args:
        work: The project.
        answer_ids: The answers.
        fields: Only these fields, by noun; else all of ``ABOUT_ANSWERS``.
    """
    answers = set(work.records.uids_of("answer", answer_ids))
    found: set[str] = set()
    for noun, names in (fields or {each: _TEXTS[each] for each in ABOUT_ANSWERS}).items():
        kept: dict[str, list[Any]] = defaultdict(list)
        about: set[str] = set()
        for uid, field, values in _changes(work, noun, {"", "answer", *names}):
            if field == "answer":
                about.update([uid] if answers & set(values) else [])
            elif field:
                kept[uid] += values
            else:
                about.update(uid for row in values if row["answer"] in answers)
                kept[uid] += [row.get(name) for row in values for name in names]
        found.update(_texts(value for uid in about for value in kept[uid]))
    return found


def rows_on_answers(work: Reading, noun_name: str, answer_ids: Sequence[int]) -> list[int]:
    """Return the ids of a noun's rows that stand on answers."""
    table = NOUNS[noun_name].table
    found: list[int] = []
    for chunk in chunked(answer_ids):
        found.extend(work.connection.scalars(select(table.c.id).where(table.c.answer_id.in_(chunk))))
    return found


def _rewrite_on_server(connection: Connection) -> bool:
    name = schema.text_table.name
    is_owner = text("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:name)")
    if not connection.scalar(is_owner, {"name": f'"{name}"'}):
        # The server would only warn, and do nothing.
        return False
    connection.execute(text(f"SET lock_timeout = '{_PATIENCE}'"))
    try:
        with failures_explained():
            is_whole = _rewritten_whole(connection, name)
            for pause in _PAUSES:
                if is_whole:
                    break
                sleep(pause)
                is_whole = _rewritten_whole(connection, name)
    except ProjectLockedError:
        connection.execute(text(f'VACUUM "{name}"'))
        is_whole = False
    connection.execute(text(f'ANALYZE "{name}"'))
    return is_whole


def _rewritten_whole(connection: Connection, name: str) -> bool:
    """Write a table of a server anew; tell whether no row that is no more was kept all the same.

    The server keeps those that somebody may still see: whoever began to read before, or is just connecting,
    to any database of it. Their number stands first in the details of its report, whatever language it
    speaks.
    """
    details: list[str] = []

    def listen(told: Any) -> None:
        details.append(told.message_detail or "")

    raw: Any = connection.connection.dbapi_connection
    raw.add_notice_handler(listen)
    try:
        connection.execute(text(f'VACUUM (FULL, VERBOSE) "{name}"'))
    finally:
        raw.remove_notice_handler(listen)
    counts = [int(found[0]) for detail in details if (found := re.match(r"\s*(\d+)", detail))]
    return bool(counts) and not any(counts)


def _changes(
    work: Reading, noun: str, fields: set[str], uids: set[str] | None = None
) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield (uid, field, values before and after) of a noun's changes, those of this act among them.

    What this very act changes is not in the history yet.
    """
    table = schema.change
    query = select(table.c.uid, table.c.field, table.c.before, table.c.after).where(
        table.c.noun == noun, table.c.field.in_(sorted(fields))
    )
    parts = (
        [query] if uids is None else [query.where(table.c.uid.in_(chunk)) for chunk in chunked(sorted(uids))]
    )
    for each in parts:
        for uid, field, *values in work.connection.execute(each, execution_options={"yield_per": 5_000}):
            yield uid, field, [json.loads(value) for value in values if value is not None]
    for change in work.changes if isinstance(work, Writing) else ():
        if change.noun == noun and change.field in fields:
            values = [value for value in (change.before, change.after) if value is not None]
            yield change.uid, change.field, values


def _texts(values: Iterable[Any]) -> Iterator[str]:
    """Yield the uids of the texts that values of the history lead to."""
    for value in values:
        if value is not None:
            yield value["text"]
