"""A unit of work: what one act reads and writes, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from coder.domain.entry import Change, Entry, Value, canonical_json, chained_hash, timestamp
from coder.domain.identity import new_uid
from coder.store import schema
from coder.store.announcement import announce
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked
from coder.store.engine import transaction
from coder.store.failures import failures_explained
from coder.store.nouns import NOUNS, FieldKind, Noun
from coder.store.records import Records
from coder.store.role_rules import ANYBODY_HAS_A_ROLE, RoleRules
from coder.store.settled import SettledProjection
from coder.store.texts import add_texts

_AT_ONCE = 20_000
"""Rows handed to the database together: what they are made into is let go before the next come."""


class Reading:
    """A snapshot of the project that queries run on."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.records = Records(connection)


@dataclass(frozen=True)
class _Head:
    last_entry: int
    last_at: str
    last_hash: str
    has_roles: bool


# Built once, since every act runs them; the lock is the one under which numbers are given.
_LOCKED_HEAD = select(
    schema.project.c.last_entry,
    schema.project.c.last_at,
    schema.project.c.last_hash,
    ANYBODY_HAS_A_ROLE.label("has_roles"),
).with_for_update(of=schema.project)
_NEW_ENTRY = insert(schema.entry)
_NEW_HEAD = update(schema.project).values(
    last_entry=bindparam("number"), last_at=bindparam("at"), last_hash=bindparam("digest")
)


class Writing(Reading):
    """One act: its writes, and the entry they become when the block ends.

    ``number`` is the entry's number, known from the start since no one else can write meanwhile.
    Where nothing was changed, no entry is made. References are given as ids, texts as plain text, JSON
    fields as they are.
    """

    def __init__(self, connection: Connection, coder_id: int | None, operation: str, uid: str | None) -> None:
        super().__init__(connection)
        self._head = _Head(*connection.execute(_LOCKED_HEAD).one())
        self.coder_id = coder_id
        self.operation = operation
        self.uid = uid or new_uid()
        self.number = self._head.last_entry + 1
        self.at = timestamp(datetime.now(UTC), self._head.last_at)
        self.undoes: int | None = None
        self.changes: list[Change] = []
        self.entry: Entry | None = None
        self._settled = SettledProjection(connection)
        self._rules = RoleRules(connection, self.records) if self._head.has_roles else None
        if self._rules is not None:
            self._rules.check_begun(coder_id, operation)

    def create(self, noun_name: str, **values: Any) -> int:
        """Make one row of a noun; return its id."""
        return self.create_many(noun_name, [values])[0]

    def create_many(self, noun_name: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Make many rows of a noun; fields left out have their default. Returns their ids in order.

        What was made elsewhere keeps its ``uid``, if one is among the values.
        """
        noun = NOUNS[noun_name]
        return [
            row_id
            for part in chunked(rows, _AT_ONCE)
            for row_id in self._insert(noun, self._as_changes(noun, part))
        ]

    def update(self, noun_name: str, row_id: int, **values: Any) -> None:
        """Set fields of one row; a field that already has the value is no change."""
        noun = NOUNS[noun_name]
        [uid] = self.records.uids_of(noun_name, [row_id])
        present = self.records.read(noun, [uid])[uid]
        changes = []
        for name, value in values.items():
            if self._is_same_text(noun, name, present[name], value):
                continue
            [after] = self._in_history(noun, name, [value])
            if after != present[name]:
                changes.append(Change(noun_name, uid, name, present[name], after))
        self.apply(changes)

    def delete(self, noun_name: str, row_ids: Sequence[int]) -> None:
        """Take rows away."""
        noun = NOUNS[noun_name]
        uids = self.records.uids_of(noun_name, row_ids)
        present = self.records.read(noun, uids)
        self.apply([Change(noun_name, uid, "", present[uid], None) for uid in uids])

    def apply(self, changes: Sequence[Change]) -> None:
        """Carry out changes given in the history's form, in order, and record them."""
        for run in runs(changes):
            noun = NOUNS[run[0].noun]
            if run[0].field:
                self._write_fields(noun, run)
            elif run[0].before is None:
                self._insert(noun, run)
            else:
                self._delete(noun, run)

    def close(self) -> None:
        """Settle what was touched and write the entry; called once, when the block ends."""
        if not self.changes:
            return
        if self._rules is not None:
            self._rules.check_done(self.coder_id, self.operation, self.changes)
        self._settled.refresh()
        coder_uid = self.records.uids_of("coder", [self.coder_id])[0] if self.coder_id else None
        self.entry = Entry(self.number, self.uid, self.at, coder_uid, self.operation, self.undoes)
        digest = chained_hash(self._head.last_hash, self.entry, coder_uid, self.changes)
        self.connection.execute(
            _NEW_ENTRY,
            {
                "number": self.number,
                "uid": self.uid,
                "at": self.at,
                "coder_id": self.coder_id,
                "operation": self.operation,
                "undoes": self.undoes,
                "hash": digest,
            },
        )
        places = enumerate(self.changes)
        while part := [_row(self.number, place, each) for place, each in islice(places, _AT_ONCE)]:
            insert_rows(self.connection, schema.change, part)
        head = {"number": self.number, "at": self.at, "digest": digest}
        self.connection.execute(_NEW_HEAD, head)
        announce(self.connection, self.number)

    def _as_changes(self, noun: Noun, rows: Sequence[Mapping[str, Any]]) -> list[Change]:
        columns = {
            field.name: self._in_history(
                noun, field.name, [row.get(field.name, field.default) for row in rows]
            )
            for field in noun.fields
        }
        return [
            Change(
                noun.name,
                row.get("uid") or new_uid(),
                "",
                None,
                {name: column[place] for name, column in columns.items()},
            )
            for place, row in enumerate(rows)
        ]

    def _insert(self, noun: Noun, made: Sequence[Change]) -> list[int]:
        ids = self.records.insert(noun, {change.uid: change.after for change in made})
        self.changes.extend(made)
        self._touch(noun, made)
        return ids

    def _write_fields(self, noun: Noun, run: Sequence[Change]) -> None:
        by_row: dict[str, dict[str, Value]] = {}
        for change in run:
            by_row.setdefault(change.uid, {})[change.field] = change.after
        for uid, values in by_row.items():
            self.records.write_fields(noun, uid, values)
        self.changes.extend(run)
        self._touch(noun, run)

    def _delete(self, noun: Noun, run: Sequence[Change]) -> None:
        self._touch(noun, run)
        if noun.name == "coder":
            # Nothing may count as settled by someone who is about to go.
            self._settled.refresh()
            gone = self.records.ids_of("coder", [change.uid for change in run])
            self.connection.execute(delete(schema.sitting).where(schema.sitting.c.coder_id.in_(gone)))
        self.records.delete(noun, [change.uid for change in run])
        self.changes.extend(run)

    def _touch(self, noun: Noun, changes: Sequence[Change]) -> None:
        """Note the answers whose settled coding these changes may alter."""
        if noun.name == "coded":
            whole = [change.after or change.before for change in changes if not change.field]
            self._settled.touch_answers(self.records.ids_of("answer", [each["answer"] for each in whole]))
            changed = [change.uid for change in changes if change.field]
            self._settled.touch_coded(self.records.ids_of("coded", changed))
        elif noun.name == "answer":
            changed = [change.uid for change in changes if change.field == "dealt_to"]
            self._settled.touch_answers(self.records.ids_of("answer", changed))
        elif noun.name == "question":
            changed = [change.uid for change in changes if change.field in ("lead", "counts")]
            self._settled.touch_questions(self.records.ids_of("question", changed))

    def _in_history(self, noun: Noun, field_name: str, values: Sequence[Any]) -> list[Value]:
        """Turn values as callers give them into what the history says."""
        field = noun.field(field_name)
        if field.kind is FieldKind.REFERENCE:
            present = [value for value in values if value is not None]
            uids = dict(zip(present, self.records.uids_of(field.target, present), strict=True))
            return [None if value is None else uids[value] for value in values]
        if field.kind is FieldKind.TEXT:
            added = iter(add_texts(self.connection, [value for value in values if value]))
            return [next(added) if value else None for value in values]
        if field.kind is FieldKind.EXCERPTS:
            return [sorted([start, end] for start, end in value or ()) for value in values]
        if field.kind is FieldKind.BACKGROUND:
            return self._background_in_history(values)
        return list(values)

    def _background_in_history(self, values: Sequence[Mapping[int, int] | None]) -> list[Value]:
        variables = list({key for value in values for key in value or ()})
        levels = list({level for value in values for level in (value or {}).values()})
        variable_uids = dict(zip(variables, self.records.uids_of("variable", variables), strict=True))
        level_uids = dict(zip(levels, self.records.uids_of("level", levels), strict=True))
        return [
            {variable_uids[key]: level_uids[level] for key, level in (value or {}).items()}
            for value in values
        ]

    def _is_same_text(self, noun: Noun, field_name: str, present: Value, value: Any) -> bool:
        if noun.field(field_name).kind is not FieldKind.TEXT:
            return False
        if present is None or not value:
            return present is None and not value
        table = schema.text_table
        body = self.connection.scalar(select(table.c.body).where(table.c.uid == present["text"]))
        return bool(body == value)


@contextmanager
def reading(engine: Engine) -> Iterator[Reading]:
    """Open a snapshot to read from."""
    with failures_explained(), transaction(engine, writing=False) as connection:
        yield Reading(connection)


@contextmanager
def writing(
    engine: Engine, *, coder_id: int | None, operation: str, uid: str | None = None
) -> Iterator[Writing]:
    """Open an act: committed with its entry when the block ends well, undone when it raises.

    Args:
        engine: The project.
        coder_id: Who acts; None where the project itself does.
        operation: What it is called in the history.
        uid: The command's own uid, kept when it is sent again; ``entry_of`` tells if it was done.
    """
    with failures_explained(), transaction(engine, writing=True) as connection:
        work = Writing(connection, coder_id, operation, uid)
        yield work
        work.close()


def entry_of(work: Reading, uid: str) -> int | None:
    """Return the number of the entry a command became, or None if it was never done."""
    return work.connection.scalar(select(schema.entry.c.number).where(schema.entry.c.uid == uid))


def runs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Group consecutive changes that one statement can carry out: to one noun, and all of one kind.

    A field that changes twice, as a name that steps aside for another, is in two of them.
    """
    run: list[Change] = []
    written: set[tuple[str, str]] = set()
    for change in changes:
        field = change.uid, change.field
        if run and (field in written or not _alike(run[-1], change)):
            yield run
            run, written = [], set()
        run.append(change)
        written.add(field)
    if run:
        yield run


def _alike(first: Change, second: Change) -> bool:
    if first.noun != second.noun or bool(first.field) != bool(second.field):
        return False
    return bool(first.field) or (first.before is None) == (second.before is None)


def _row(entry: int, place: int, change: Change) -> dict[str, Any]:
    return {
        "entry": entry,
        "number": place,
        "noun": change.noun,
        "uid": change.uid,
        "field": change.field,
        "before": None if change.before is None else canonical_json(change.before),
        "after": None if change.after is None else canonical_json(change.after),
    }
