"""The project as it was: a past state built in memory, which every query understands."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, Engine, insert, select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.engine import memory_engine, transaction
from coder.store.history import changes_between, last_number
from coder.store.nouns import NOUNS, completed, empty_project
from coder.store.project import lay_out_tables
from coder.store.records import Records, Values
from coder.store.settled import SettledProjection
from coder.store.unit_of_work import Reading

State = dict[str, dict[str, Values]]
"""Every noun's values by uid, by the noun's name."""


def present_state(work: Reading) -> State:
    """Read everything that has a history."""
    return {name: work.records.read(noun) for name, noun in NOUNS.items()}


def state_as_of(work: Reading, number: int) -> State:
    """Return everything as it was right after an entry, by taking later changes back."""
    state = present_state(work)
    for _number, change in changes_between(work, number, last_number(work), backwards=True):
        apply_change(state, change.inverse())
    return state


def rebuilt_state(work: Reading, number: int) -> State:
    """Return everything as it was right after an entry, from the history alone, first entry first."""
    state: State = {name: {} for name in NOUNS}
    uid = work.connection.scalar(select(schema.project.c.uid))
    state["project"][str(uid)] = empty_project()
    for _number, change in changes_between(work, 0, number):
        apply_change(state, change)
    return state


def apply_change(state: State, change: Change) -> None:
    """Carry out one change on a state; a change that does not fit is a KeyError."""
    rows = state[change.noun]
    if change.field:
        rows[change.uid] = rows[change.uid] | {change.field: change.after}
    elif change.after is None:
        del rows[change.uid]
    else:
        rows[change.uid] = completed(change).after


def engine_as_of(work: Reading, number: int) -> Engine:
    """Build the project as it was right after an entry, in memory; the caller disposes of it."""
    return engine_of(work, state_as_of(work, number), number)


def engine_of(work: Reading, state: State, number: int) -> Engine:
    """Build a project in memory from a state; texts and sentences are taken from the present project."""
    engine = memory_engine()
    with transaction(engine, writing=True) as connection:
        lay_out_tables(connection)
    with transaction(engine, writing=True) as connection:
        # Rows come noun by noun; a code may refer to one that comes later.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        _copy_texts(work, connection)
        head = work.connection.execute(select(schema.project)).mappings().one()
        connection.execute(insert(schema.project), dict(head) | {"last_entry": number})
        records = Records(connection)
        for name, noun in NOUNS.items():
            rows = state[name]
            if name == "project":
                for uid, values in rows.items():
                    records.write_fields(noun, uid, values)
            else:
                records.insert(noun, rows)
        _copy_sentences(work, connection, records)
        projection = SettledProjection(connection)
        projection.touch_questions(connection.scalars(select(schema.question.c.id)))
        projection.refresh()
    return engine


def _copy_texts(work: Reading, connection: Connection) -> None:
    rows = [dict(row) for row in work.connection.execute(select(schema.text_table)).mappings()]
    for chunk in chunked(rows):
        connection.execute(insert(schema.text_table), list(chunk))


def _copy_sentences(work: Reading, connection: Connection, records: Records) -> None:
    """Take over the sentences of answers that have the same text now as then."""
    table, answer, texts = schema.sentence, schema.answer, schema.text_table
    own = select(answer.c.id, answer.c.uid, texts.c.uid.label("text")).join(
        texts, texts.c.id == answer.c.text_id
    )
    then = {(row.uid, row.text): row.id for row in connection.execute(own)}
    now = {row.id: (row.uid, row.text) for row in work.connection.execute(own)}
    by_answer = defaultdict(list)
    for row in work.connection.execute(select(table)).mappings():
        by_answer[row["answer_id"]].append(dict(row))
    rows = [
        row | {"answer_id": then[now[answer_id]]}
        for answer_id, found in by_answer.items()
        if now.get(answer_id) in then
        for row in found
    ]
    for chunk in chunked(rows):
        connection.execute(insert(table), list(chunk))
