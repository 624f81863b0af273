"""An entry of the history: who, when, what, and its changes, chained by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Value = Any
"""A JSON value: text, number, truth, None, list, or a dict of them."""

UNDO, REDO = "undo", "redo"
"""Operations that take back an act of one's own, and do it again."""

FACTS = frozenset(
    {
        "new_project",
        "new_coder",
        "tag",
        "open_blind_sample",
        "draw_sample",
        "close_sample",
        "backup",
        "export",
        "redact",
        "forget",
        "restore",
    }
)
"""Operations that happened and cannot be taken back."""

WORDS_GONE = frozenset({"redact", "forget"})
"""Those of them that blanked words for good."""


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True)
class Change:
    """One field of one noun before and after.

    ``field`` is ``""`` where the noun itself came (before is None) or went (after is None); the other value
    then holds all its fields.
    """

    noun: str
    uid: str
    field: str
    before: Value
    after: Value

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.noun, self.uid, self.field, self.after, self.before)

    def canonical(self) -> str:
        """Return the bytes-stable form the hash is taken of."""
        return canonical_json([self.noun, self.uid, self.field, self.before, self.after])


@dataclass(frozen=True)
class Entry:
    """One act on the project; numbers have no gaps."""

    number: int
    uid: str
    at: str
    coder: str | None
    operation: str
    undoes: int | None = None


def canonical_json(value: Value) -> str:
    """Write a JSON value the same way every time: sorted keys, no blanks, plain Unicode."""
    return _encode(value)


def chained_hash(previous: str, entry: Entry, coder_uid: str | None, changes: Iterable[Change]) -> str:
    """Return the entry's hash (64 hex digits), which covers all history before it.

    Args:
        previous: The hash of the entry before; empty for the first.
        entry: The entry itself; of its coder only the uid counts, since names may change.
        coder_uid: The uid of the coder, or None.
        changes: Its changes, in order.
    """
    digest = hashlib.sha256(previous.encode())
    head = [entry.number, entry.uid, entry.at, coder_uid, entry.operation, entry.undoes]
    digest.update(canonical_json(head).encode())
    for change in changes:
        digest.update(b"\n")
        digest.update(change.canonical().encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def timestamp(now: datetime, last: str) -> str:
    """Return the later of now and the last entry's time, as UTC text that sorts by time."""
    text = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return max(text, last)
