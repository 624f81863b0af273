"""A codebook as it was: later changes to codes alone are taken back, the rest of the project is not built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from coder.domain.codebook import Code
from coder.store import schema
from coder.store.as_of import apply_change
from coder.store.chunks import chunked
from coder.store.codes import TEXT_COLUMNS, in_codebook_order
from coder.store.history import changes_between, last_number
from coder.store.nouns import NOUNS
from coder.store.records import Values
from coder.store.unit_of_work import Reading

_NOUN = "code"


def codes_as_of(work: Reading, codebook_id: int, number: int) -> list[Code]:
    """Return all codes of a codebook in its order right after an entry.

    A code has the id it has today; one that is gone since has a negative one. Whoever compares goes by uid.
    """
    state = {_NOUN: work.records.read(NOUNS[_NOUN])}
    for _number, change in changes_between(work, number, last_number(work), backwards=True, noun=_NOUN):
        apply_change(state, change.inverse())
    [codebook] = work.records.uids_of("codebook", [codebook_id])
    values = {uid: each for uid, each in state[_NOUN].items() if each["codebook"] == codebook}
    ids = _ids(work, values)
    rows = [_row(uid, each, ids) for uid, each in values.items()]
    rows.sort(key=lambda row: (row["position"], row["id"]))
    return in_codebook_order(rows, _bodies(work, rows))


def _ids(work: Reading, values: Mapping[str, Values]) -> dict[str, int]:
    table = schema.code
    found: dict[str, int] = {}
    for chunk in chunked(list(values)):
        for row in work.connection.execute(select(table.c.id, table.c.uid).where(table.c.uid.in_(chunk))):
            found[row.uid] = row.id
    for number, uid in enumerate((uid for uid in values if uid not in found), start=1):
        found[uid] = -number
    return found


def _row(uid: str, values: Values, ids: Mapping[str, int]) -> dict[str, Any]:
    """Write what the history says as the table would hold it; texts are named by their uids."""
    row: dict[str, Any] = {"id": ids[uid], "uid": uid}
    for field in NOUNS[_NOUN].fields:
        value = values.get(field.name)
        if field.target == _NOUN:
            value = None if value is None else ids[value]
        elif field.target == "coder":
            # Whose proposal it was, is told only while it is one.
            value = None
        elif field.column in TEXT_COLUMNS:
            value = None if value is None else value["text"]
        elif field.name in ("aliases", "labels"):
            value = json.dumps(value)
        row[field.column] = value
    return row


def _bodies(work: Reading, rows: list[dict[str, Any]]) -> dict[str, str]:
    table = schema.text_table
    uids = list({row[column] for row in rows for column in TEXT_COLUMNS if row[column] is not None})
    bodies: dict[str, str] = {}
    for chunk in chunked(uids):
        query = select(table.c.uid, table.c.body).where(table.c.uid.in_(chunk))
        bodies.update((row.uid, row.body or "") for row in work.connection.execute(query))
    return bodies
