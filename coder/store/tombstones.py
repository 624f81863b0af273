"""Texts that are no more: what an answer said before stays in the history as a place without words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, select, update

from coder.store import schema
from coder.store.chunks import chunked
from coder.store.texts import texts_saying
from coder.store.unit_of_work import Reading, Writing


def blank_earlier_texts(work: Writing, answer_ids: Sequence[int]) -> int:
    """Blank everything these answers ever said but what they say now; return how many texts that were.

    The words of passages whose place in these answers is lost are blanked too. The history keeps its
    entries: what it shows of then is a tombstone. On SQLite the freed bytes are overwritten.
    """
    # No part of an act yet where nothing was written; harmless on a connection that overwrites already.
    if work.connection.dialect.name == "sqlite":
        work.connection.exec_driver_sql("PRAGMA secure_delete=ON")
    uids = _ever_said(work, answer_ids) - _said_now(work, answer_ids)
    lost = _words_of_passages(work, answer_ids)
    text = schema.text_table
    for chunk in chunked(sorted(uids | lost)):
        work.connection.execute(
            update(text).where(text.c.uid.in_(chunk)).values(body=None, salt=None, alike_key=None)
        )
    return len(uids)


def empty_journal(engine: Engine) -> bool:
    """Write SQLite's journal into the file and cut it to nothing; tell whether it could be.

    Others who read at that moment keep it; it is emptied when the last of them goes.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        busy, *_pages = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


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


def _said_now(work: Writing, answer_ids: Sequence[int]) -> set[str]:
    answer, text = schema.answer, schema.text_table
    found: set[str] = set()
    for chunk in chunked(answer_ids):
        query = select(text.c.uid).join(answer, answer.c.text_id == text.c.id).where(answer.c.id.in_(chunk))
        found.update(work.connection.scalars(query))
    return found


def _ever_said(work: Writing, answer_ids: Sequence[int]) -> set[str]:
    change = schema.change
    uids = work.records.uids_of("answer", answer_ids)
    found: set[str] = set()
    for chunk in chunked(uids):
        query = select(change.c.field, change.c.before, change.c.after).where(
            change.c.uid.in_(chunk), change.c.noun == "answer", change.c.field.in_(("", "text"))
        )
        for field, before, after in work.connection.execute(query):
            found.update(_texts(field, (before, after)))
    # What this very act replaces is not in the history yet.
    for made in work.changes:
        if made.noun == "answer" and made.field == "text" and made.uid in uids:
            found.update(each["text"] for each in (made.before, made.after) if each)
    return found


def _words_of_passages(work: Writing, answer_ids: Sequence[int]) -> set[str]:
    """Return the uids of all words that were ever kept of passages of these answers, let go of or not."""
    change = schema.change
    answers = set(work.records.uids_of("answer", answer_ids))
    passages: set[str] = set()
    query = select(change.c.uid, change.c.field, change.c.before, change.c.after).where(
        change.c.noun == "passage", change.c.field.in_(("", "words"))
    )
    kept: list[tuple[str, Any]] = []
    for uid, field, *values in work.connection.execute(query):
        for value in (json.loads(each) for each in values if each is not None):
            if field:
                kept.append((uid, value))
            elif value["answer"] in answers:
                passages.add(uid)
                kept.append((uid, value.get("words")))
    return {words["text"] for uid, words in kept if uid in passages and words}


def _texts(field: str, values: Iterable[str | None]) -> Iterable[str]:
    for value in values:
        if value is None:
            continue
        held = json.loads(value)
        said = held if field else (held or {}).get("text")
        if said:
            yield said["text"]
