"""Who was forgotten: a fact with its receipt, outside the history and untouched by undo."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, insert, select, update

from coder.domain.entry import canonical_json
from coder.domain.identity import new_uid
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.engine import transaction
from coder.store.failures import failures_explained
from coder.store.unit_of_work import Reading, Writing


@dataclass(frozen=True)
class Forgotten:
    """That what a respondent wrote was blanked."""

    uid: str
    respondent_uid: str
    respondent_id: str
    """The respondent's external id; empty where the project knows them no more."""
    at: str
    entry: int
    """The entry in which it was, or the newest one where nothing was left to blank."""
    receipt: Mapping[str, Any]
    """What was done and what could not be reached, as JSON takes it; none of the words."""


def write_down_forgotten(work: Writing, respondent_uid: str, receipt: Mapping[str, Any]) -> str:
    """Write down, within the act, that a respondent is forgotten; return the fact's uid."""
    uid = new_uid()
    work.connection.execute(
        insert(schema.forgotten),
        {
            "uid": uid,
            "respondent_uid": respondent_uid,
            "at": work.at,
            "entry": work.number if work.changes else work.number - 1,
            "receipt": canonical_json(dict(receipt)),
        },
    )
    return uid


def complete_receipt(engine: Engine, uid: str, receipt: Mapping[str, Any]) -> None:
    """Write down what became of the copies, once that is known."""
    table = schema.forgotten
    with failures_explained(), transaction(engine, writing=True) as connection:
        connection.execute(
            update(table).where(table.c.uid == uid).values(receipt=canonical_json(dict(receipt)))
        )


def all_forgotten(work: Reading) -> list[Forgotten]:
    """Return all receipts, oldest first."""
    table, respondent = schema.forgotten, schema.respondent
    query = (
        select(table, respondent.c.external_id)
        .outerjoin(respondent, respondent.c.uid == table.c.respondent_uid)
        .order_by(table.c.at, table.c.entry, table.c.uid)
    )
    return [
        Forgotten(
            row.uid, row.respondent_uid, row.external_id or "", row.at, row.entry, json.loads(row.receipt)
        )
        for row in work.connection.execute(query)
    ]


def answers_without_words(work: Reading, question_id: int) -> set[int]:
    """Return the answers to a question whose words were forgotten; quick where nobody is."""
    answer, respondent, said = schema.answer, schema.respondent, schema.text_table
    theirs = select(respondent.c.id).join(
        schema.forgotten, schema.forgotten.c.respondent_uid == respondent.c.uid
    )
    query = (
        select(answer.c.id)
        .join(said, said.c.id == answer.c.text_id)
        .where(answer.c.question_id == question_id, answer.c.respondent_id.in_(theirs), said.c.body.is_(None))
    )
    return set(work.connection.scalars(query))


def forgotten_in(work: Reading) -> set[tuple[str, str]]:
    """Return who is forgotten in which wave: (external id, the wave's name)."""
    return {(each.respondent_id, wave) for each in all_forgotten(work) for wave in each.receipt["waves"]}


def saying_still(work: Reading, who: Collection[tuple[str, str]]) -> list[str]:
    """Return the external ids of those of (external id, wave's name) whose answers there have words."""
    answer, respondent, waves, said = schema.answer, schema.respondent, schema.wave, schema.text_table
    query = (
        select(respondent.c.external_id, waves.c.name)
        .join(answer, answer.c.respondent_id == respondent.c.id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .join(said, said.c.id == answer.c.text_id)
        .where(said.c.body.is_not(None))
        .order_by(respondent.c.position)
    )
    found: dict[str, None] = {}
    for chunk in chunked(sorted({external_id for external_id, _wave in who})):
        rows = work.connection.execute(query.where(respondent.c.external_id.in_(chunk)))
        found |= {row.external_id: None for row in rows if tuple(row) in who}
    return list(found)
