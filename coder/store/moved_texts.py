"""Answers whose text was changed since an entry: places in the old text mean nothing in the new one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS
from coder.store.unit_of_work import Reading

_PLACES = {
    "coding": frozenset({"excerpts"}),
    "passage": frozenset({"start", "end", "cuts"}),
    "finding": frozenset({"start", "end"}),
}
"""The fields, by noun, that are places in an answer's text."""


def texts_moved(work: Reading, changes: Sequence[Change], *, since: int) -> set[str]:
    """Return the uids of answers that changes would mark places in, and that say something else by now.

    Args:
        work: The project.
        changes: What is about to be done.
        since: The entry that knew the places.
    """
    answers = _answers_marked(work, changes)
    then = _texts_then(work, answers, since)
    now = work.records.read(NOUNS["answer"], sorted(then))
    return {uid for uid, row in now.items() if row["text"] != then[uid]}


def _answers_marked(work: Reading, changes: Sequence[Change]) -> set[str]:
    found: set[str] = set()
    changed: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        fields = _PLACES.get(change.noun, frozenset())
        if change.field in fields and change.after not in (None, []):
            changed[change.noun].add(change.uid)
        elif not change.field and fields and _marks(change.after, fields):
            found.add(change.after["answer"])
    for noun, uids in changed.items():
        found.update(row["answer"] for row in work.records.read(NOUNS[noun], sorted(uids)).values())
    return found


def _marks(row: dict[str, Any] | None, fields: frozenset[str]) -> bool:
    """Tell whether a row that comes stands at a place; one whose words are lost stands nowhere."""
    return row is not None and not row.get("lost") and any(row[name] not in (None, []) for name in fields)


def _texts_then(work: Reading, answers: set[str], entry: int) -> dict[str, Any]:
    """Return what answers that got another text after an entry said until then, as the history has it."""
    change = schema.change
    then: dict[str, Any] = {}
    for chunk in chunked(sorted(answers)):
        query = (
            select(change.c.uid, change.c.before)
            .where(change.c.uid.in_(chunk), change.c.entry > entry)
            .where(change.c.noun == "answer", change.c.field == "text")
            .order_by(change.c.entry, change.c.number)
        )
        for uid, before in work.connection.execute(query):
            then.setdefault(uid, json.loads(before))
    return then
