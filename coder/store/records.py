"""Rows of the historied nouns, read and written in the form the history has: uids, not ids."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Result,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from coder.domain.entry import Value, canonical_json
from coder.store import schema
from coder.store.bulk import FEW, insert_rows
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS, FieldKind, Noun

Values = dict[str, Value]
"""All fields of one noun, by the names they have in the history."""


class Records:
    """Reads and writes nouns on one connection, remembering which id belongs to which uid."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._ids: dict[str, dict[str, int]] = defaultdict(dict)
        self._uids: dict[str, dict[int, str]] = defaultdict(dict)

    def read(self, noun: Noun, uids: Sequence[str] | None = None) -> dict[str, Values]:
        """Return the values of some of a noun's rows by uid, or of all; missing ones are left out."""
        rows = list(self._rows(noun, uids))
        ids = [row["id"] for row in rows]
        for row in rows:
            self._remember(noun.name, row["id"], row["uid"])
        columns = {field.name: self._column_values(noun, field.name, rows, ids) for field in noun.fields}
        return {
            row["uid"]: {name: values[place] for name, values in columns.items()}
            for place, row in enumerate(rows)
        }

    def insert(self, noun: Noun, values: Mapping[str, Values]) -> list[int]:
        """Make rows from values by uid; return their ids in order. References must exist already."""
        if not values:
            return []
        ids = self._new_ids(noun.name, len(values))
        if noun.name in _referred_to() or len(values) <= FEW:
            # Codings come by the million, and nothing asks for their ids again.
            for row_id, uid in zip(ids, values, strict=True):
                self._remember(noun.name, row_id, uid)
        rows: list[dict[str, Any]] = [
            {"id": row_id, "uid": uid} for row_id, uid in zip(ids, values, strict=True)
        ]
        for field in noun.fields:
            if field.column:
                stored = self._stored(noun, field.name, [each[field.name] for each in values.values()])
                for row, value in zip(rows, stored, strict=True):
                    row[field.column] = value
        insert_rows(self.connection, noun.table, rows)
        for field in noun.fields:
            if not field.column:
                self._insert_children(field.kind, ids, [each[field.name] for each in values.values()])
        return ids

    def write_fields(self, noun: Noun, uid: str, values: Values) -> None:
        """Set some fields of one row."""
        row_id = self.id_of(noun.name, uid)
        columns: dict[str, Any] = {}
        for name, value in values.items():
            field = noun.field(name)
            if field.column:
                [columns[field.column]] = self._stored(noun, name, [value])
                continue
            children = _children_table(field.kind)
            owner = next(iter(children.primary_key.columns))
            self.connection.execute(delete(children).where(owner == row_id))
            self._insert_children(field.kind, [row_id], [value])
        if columns:
            self.connection.execute(update(noun.table).where(noun.table.c.id == row_id).values(columns))

    def delete(self, noun: Noun, uids: Sequence[str]) -> None:
        """Take rows away, with their child rows."""
        self.ids_of(noun.name, uids)
        for chunk in chunked(uids):
            ids = [self._ids[noun.name][uid] for uid in chunk]
            self._keep_from_reuse(noun.name, max(ids))
            self.connection.execute(delete(noun.table).where(noun.table.c.id.in_(ids)))
            for uid, row_id in zip(chunk, ids, strict=True):
                self._uids[noun.name].pop(row_id, None)
                self._ids[noun.name].pop(uid, None)

    def id_of(self, noun_name: str, uid: str) -> int:
        """Return the id a uid has in this project."""
        return self.ids_of(noun_name, [uid])[0]

    def ids_of(self, noun_name: str, uids: Sequence[str]) -> list[int]:
        """Return the ids of uids, in order; an unknown uid is a KeyError."""
        known = self._ids[noun_name]
        missing = list({uid for uid in uids if uid not in known})
        for chunk in chunked(missing):
            for row in self.connection.execute(_keys_by(noun_name, "uid"), {"wanted": chunk}):
                self._remember(noun_name, row.id, row.uid)
        return [known[uid] for uid in uids]

    def known_uids(self, noun_name: str, uids: Collection[str]) -> set[str]:
        """Return those of the uids that are there."""
        found: set[str] = set()
        for chunk in chunked(list(uids)):
            found.update(
                row.uid for row in self.connection.execute(_keys_by(noun_name, "uid"), {"wanted": chunk})
            )
        return found

    def uids_of(self, noun_name: str, ids: Sequence[int]) -> list[str]:
        """Return the uids of ids, in order; an unknown id is a KeyError."""
        known = self.uids_by_id(noun_name, ids)
        return [known[row_id] for row_id in ids]

    def uids_by_id(self, noun_name: str, ids: Sequence[int]) -> Mapping[int, str]:
        """Return uids by id, of these ids and maybe others; those that are no more are missing."""
        known = self._uids[noun_name]
        missing = list({row_id for row_id in ids if row_id not in known})
        for chunk in chunked(missing):
            for row in self.connection.execute(_keys_by(noun_name, "id"), {"wanted": chunk}):
                self._remember(noun_name, row.id, row.uid)
        return known

    def _new_ids(self, noun_name: str, times: int) -> list[int]:
        in_table, given = self.connection.execute(_newest_ids(noun_name)).one()
        newest = max(in_table or 0, given or 0)
        return list(range(newest + 1, newest + times + 1))

    def _keep_from_reuse(self, noun_name: str, row_id: int) -> None:
        """Note the id of a row about to go: screens may hold it, and it never comes to mean another row."""
        in_table, given = self.connection.execute(_newest_ids(noun_name)).one()
        # Ids below the newest one are not given out anyway.
        if row_id == in_table and row_id > (given or 0):
            table = schema.given_id
            self.connection.execute(delete(table).where(table.c.noun == noun_name))
            self.connection.execute(insert(table).values(noun=noun_name, newest=row_id))

    def _remember(self, noun_name: str, row_id: int, uid: str) -> None:
        self._ids[noun_name][uid] = row_id
        self._uids[noun_name][row_id] = uid

    def _rows(self, noun: Noun, uids: Sequence[str] | None) -> Iterable[Mapping[str, Any]]:
        if uids is None:
            query = select(noun.table).order_by(noun.table.c.id)
            yield from _by_column(self.connection.execute(query))
            return
        for chunk in chunked(uids):
            yield from _by_column(self.connection.execute(_rows_by_uid(noun.name), {"wanted": chunk}))

    def _column_values(
        self, noun: Noun, field_name: str, rows: Sequence[Mapping[str, Any]], ids: Sequence[int]
    ) -> list[Value]:
        """Turn what the table holds into what the history says, for one field of many rows."""
        field = noun.field(field_name)
        if field.kind is FieldKind.EXCERPTS:
            return self._read_excerpts(ids)
        if field.kind is FieldKind.BACKGROUND:
            return self._read_background(ids)
        column = [row[field.column] for row in rows]
        present = [value for value in column if value is not None]
        if field.kind is FieldKind.REFERENCE:
            uids = dict(zip(present, self.uids_of(field.target, present), strict=True))
            return [None if value is None else uids[value] for value in column]
        if field.kind is FieldKind.TEXT:
            texts = self._read_texts(present)
            return [None if value is None else texts[value] for value in column]
        if field.kind is FieldKind.JSON:
            return [None if value is None else json.loads(value) for value in column]
        return column

    def _stored(self, noun: Noun, field_name: str, values: Sequence[Value]) -> list[Any]:
        """Turn what the history says into what the table holds, for one field of many rows."""
        field = noun.field(field_name)
        present = [value for value in values if value is not None]
        if field.kind is FieldKind.REFERENCE:
            ids = dict(zip(present, self.ids_of(field.target, present), strict=True))
            return [None if value is None else ids[value] for value in values]
        if field.kind is FieldKind.TEXT:
            uids = [value["text"] for value in present]
            ids = dict(zip(uids, self.ids_of("text", uids), strict=True))
            return [None if value is None else ids[value["text"]] for value in values]
        if field.kind is FieldKind.JSON:
            return [None if value is None else canonical_json(value) for value in values]
        return list(values)

    def _read_texts(self, text_ids: Sequence[int]) -> dict[int, Value]:
        found: dict[int, Value] = {}
        table = schema.text_table
        for chunk in chunked(sorted(set(text_ids))):
            query = select(table.c.id, table.c.uid, table.c.hash).where(table.c.id.in_(chunk))
            found.update(
                (row.id, {"text": row.uid, "hash": row.hash}) for row in self.connection.execute(query)
            )
        return found

    def _read_excerpts(self, coding_ids: Sequence[int]) -> list[Value]:
        found: dict[int, list[list[int]]] = defaultdict(list)
        for chunk in chunked(coding_ids):
            for row in self.connection.execute(_EXCERPTS, {"wanted": chunk}):
                found[row.coding_id].append([row.start, row.end])
        return [found[coding_id] for coding_id in coding_ids]

    def _read_background(self, participation_ids: Sequence[int]) -> list[Value]:
        found: dict[int, dict[int, int]] = defaultdict(dict)
        table = schema.background
        for chunk in chunked(participation_ids):
            for row in self.connection.execute(select(table).where(table.c.participation_id.in_(chunk))):
                found[row.participation_id][row.variable_id] = row.level_id
        variables = list({key for each in found.values() for key in each})
        levels = list({value for each in found.values() for value in each.values()})
        variable_uids = dict(zip(variables, self.uids_of("variable", variables), strict=True))
        level_uids = dict(zip(levels, self.uids_of("level", levels), strict=True))
        return [
            {variable_uids[key]: level_uids[value] for key, value in found[each].items()}
            for each in participation_ids
        ]

    def _insert_children(self, kind: FieldKind, ids: Sequence[int], values: Sequence[Value]) -> None:
        if kind is FieldKind.EXCERPTS:
            rows = [
                {"coding_id": owner, "start": start, "end": end}
                for owner, value in zip(ids, values, strict=True)
                for start, end in value
            ]
        else:
            variables = list({key for value in values for key in value})
            levels = list({uid for value in values for uid in value.values()})
            self.ids_of("variable", variables)
            self.ids_of("level", levels)
            rows = [
                {
                    "participation_id": owner,
                    "variable_id": self._ids["variable"][key],
                    "level_id": self._ids["level"][uid],
                }
                for owner, value in zip(ids, values, strict=True)
                for key, uid in value.items()
            ]
        insert_rows(self.connection, _children_table(kind), rows)


# Every act runs these a few times; built once, a statement costs a quarter of one built anew.

_EXCERPTS = (
    select(schema.excerpt)
    .where(schema.excerpt.c.coding_id.in_(bindparam("wanted", expanding=True)))
    .order_by(schema.excerpt.c.start, schema.excerpt.c.end)
)


@cache
def _referred_to() -> frozenset[str]:
    """Return the nouns that other nouns refer to."""
    fields = (field for noun in NOUNS.values() for field in noun.fields)
    return frozenset(field.target for field in fields if field.kind is FieldKind.REFERENCE)


@cache
def _keys_by(noun_name: str, column: str) -> Select[Any]:
    table = _table(noun_name)
    return select(table.c.id, table.c.uid).where(table.c[column].in_(bindparam("wanted", expanding=True)))


@cache
def _rows_by_uid(noun_name: str) -> Select[Any]:
    table = NOUNS[noun_name].table
    wanted: BindParameter[Any] = bindparam("wanted", expanding=True)
    return select(table).where(table.c.uid.in_(wanted)).order_by(table.c.id)


@cache
def _newest_ids(noun_name: str) -> Select[Any]:
    given = schema.given_id
    kept = select(given.c.newest).where(given.c.noun == noun_name).scalar_subquery()
    return select(select(func.max(NOUNS[noun_name].table.c.id)).scalar_subquery(), kept)


def _by_column(result: Result[Any]) -> Iterator[dict[str, Any]]:
    """Yield rows by the names of their columns; SQLAlchemy's own mappings take three times as long."""
    names = tuple(result.keys())
    for row in result:
        yield dict(zip(names, row, strict=True))


def _table(noun_name: str) -> Any:
    return schema.text_table if noun_name == "text" else NOUNS[noun_name].table


def _children_table(kind: FieldKind) -> Any:
    return schema.excerpt if kind is FieldKind.EXCERPTS else schema.background
