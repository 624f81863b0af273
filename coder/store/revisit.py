"""What coders were done with, and what they have looked at since: what openness is computed from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select

from coder.domain.codebook import SPLIT_OPERATION
from coder.domain.coding import CodedState
from coder.domain.entry import REDO
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.foreign import MERGE_OPERATION
from coder.store.foreign_meanings import split_there
from coder.store.history import last_number
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Round:
    """A pass over open answers that a coder ended by rule."""

    id: int
    coder_id: int
    coder: str
    codes: tuple[str, ...]
    """Uids of the codes it was about."""
    rest: int
    """Open answers that were not read."""
    drawn: int
    """How many of these were drawn at random and read all the same."""
    found: int
    """How many of the drawn ones got a code."""
    bound: int
    """At most so many of the rest not drawn are missed."""
    confidence: float
    entry: int


def rounds_of(work: Reading, question_id: int) -> list[Round]:
    """Return the rounds of a question, oldest first."""
    table, coder = schema.revisit_round, schema.coder
    query = (
        select(table, coder.c.name)
        .join(coder, coder.c.id == table.c.coder_id)
        .where(table.c.question_id == question_id)
        .order_by(table.c.entry, table.c.id)
    )
    return [
        Round(
            row.id,
            row.coder_id,
            row.name,
            tuple(json.loads(row.codes)),
            row.rest,
            row.drawn,
            row.found,
            row.bound,
            row.confidence,
            row.entry,
        )
        for row in work.connection.execute(query)
    ]


def settling_coder_ids(work: Reading, question_id: int) -> list[int]:
    """Return the coders whose coding of some answer to a question counts."""
    answer, settled = schema.answer, schema.settled
    query = (
        select(settled.c.coder_id)
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == question_id)
        .distinct()
        .order_by(settled.c.coder_id)
    )
    return list(work.connection.scalars(query))


def done_before(
    work: Reading, question_id: int, coder_id: int, limit: int, *, settled: bool
) -> dict[int, int]:
    """Return by answer id the entries, before a limit, in which a coder was done.

    Args:
        work: The snapshot.
        question_id: Whose answers.
        coder_id: Whose work.
        limit: The first entry that is too late.
        settled: Only where the coder's coding counts.
    """
    answer, coded = schema.answer, schema.coded
    query = (
        select(coded.c.answer_id, coded.c.done_entry)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(
            answer.c.question_id == question_id,
            coded.c.coder_id == coder_id,
            coded.c.state == CodedState.DONE.value,
            coded.c.done_entry < limit,
        )
    )
    if settled:
        counts = schema.settled
        query = query.join(
            counts, (counts.c.answer_id == coded.c.answer_id) & (counts.c.coder_id == coded.c.coder_id)
        )
    return dict(work.connection.execute(query).all())


def closed_for(
    work: Reading, code_id: int, coder_id: int, since: int, answers: Collection[int] | None = None
) -> set[int]:
    """Return the answers that a coder gave a code, or looked at for it in this entry or later."""
    coding, look = schema.coding, schema.look
    coded = select(coding.c.answer_id).where(coding.c.code_id == code_id, coding.c.coder_id == coder_id)
    looked = select(look.c.answer_id).where(
        look.c.code_id == code_id, look.c.coder_id == coder_id, look.c.entry >= since
    )
    return {
        row[0]
        for query, column in ((coded, coding.c.answer_id), (looked, look.c.answer_id))
        for row in _rows(work, query, column, answers)
    }


def codings_by_answer(
    work: Reading, code_id: int, coder_id: int, answers: Collection[int] | None = None
) -> dict[int, str]:
    """Return the uids of a coder's codings with a code, by answer id, to whatever question.

    Args:
        work: The snapshot.
        code_id: The code.
        coder_id: Whose codings.
        answers: Only on these, where few are asked for.
    """
    table = schema.coding
    query = select(table.c.answer_id, table.c.uid).where(
        table.c.code_id == code_id, table.c.coder_id == coder_id
    )
    return {row[0]: row[1] for row in _rows(work, query, table.c.answer_id, answers)}


def looks_by_answer(
    work: Reading, code_id: int, coder_id: int, answers: Collection[int] | None = None
) -> dict[int, int]:
    """Return the entries of a coder's looks for a code, by answer id, to whatever question."""
    table = schema.look
    query = select(table.c.answer_id, table.c.entry).where(
        table.c.code_id == code_id, table.c.coder_id == coder_id
    )
    return {row[0]: row[1] for row in _rows(work, query, table.c.answer_id, answers)}


def looks_of(
    work: Reading, answer_id: int, coder_id: int, code_ids: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """Return (row id, entry) of a coder's looks at one answer, by code id."""
    table = schema.look
    query = select(table.c.code_id, table.c.id, table.c.entry).where(
        table.c.answer_id == answer_id, table.c.coder_id == coder_id, table.c.code_id.in_(code_ids)
    )
    return {row.code_id: (row.id, row.entry) for row in work.connection.execute(query)}


def set_by_looking_again(work: Reading, question_id: int) -> dict[int, set[int]]:
    """Return by answer id the codes of settled codings that were set at a look, after the answer was done."""
    answer, settled, coded = schema.answer, schema.settled, schema.coded
    coding, look, change = schema.coding, schema.look, schema.change
    set_before = select(change.c.uid).where(
        change.c.uid == coding.c.uid,
        change.c.field == "",
        change.c.after.is_not(None),
        change.c.entry <= coded.c.done_entry,
    )
    query = (
        select(coding.c.answer_id, coding.c.code_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(settled, _of_one(settled, coding))
        .join(coded, _of_one(coded, coding))
        .join(look, _of_one(look, coding) & (look.c.code_id == coding.c.code_id))
        .where(
            answer.c.question_id == question_id,
            look.c.entry > coded.c.done_entry,
            ~set_before.exists(),
        )
    )
    found: dict[int, set[int]] = defaultdict(set)
    # Without a look there is nothing to find, and of a million codings it takes seconds to find nothing.
    any_look = select(look.c.id).join(answer, answer.c.id == look.c.answer_id)
    if work.connection.scalar(any_look.where(answer.c.question_id == question_id).limit(1)) is None:
        return found
    for answer_id, code_id in work.connection.execute(query):
        found[answer_id].add(code_id)
    return found


def entries_set_in(history: Reading, coding_uids: Iterable[str], after: int, until: int) -> dict[str, int]:
    """Return by coding uid the last entry after one in which it was set; the others are left out.

    What came with another project was not set then: whoever set it did not know what is here.
    """
    table, entry = schema.change, schema.entry
    query = (
        select(table.c.uid, func.max(table.c.entry))
        .join(entry, (entry.c.number == table.c.entry) & (entry.c.operation != MERGE_OPERATION))
        .where(
            table.c.uid.in_(bindparam("wanted", expanding=True)),
            table.c.field == "",
            table.c.after.is_not(None),
            table.c.entry > after,
            table.c.entry <= until,
        )
        .group_by(table.c.uid)
    )
    found: dict[str, int] = {}
    for chunk in chunked(sorted(coding_uids)):
        found.update((row[0], row[1]) for row in history.connection.execute(query, {"wanted": chunk}))
    return found


def answers_of_split(work: Reading, history: Reading, code_id: int, coder_id: int) -> set[int]:
    """Return the answers a code that was split was split over: those that have it, or had until a split.

    Args:
        work: The snapshot.
        history: The snapshot that has the history; a project as it was has none of its own.
        code_id: The old code.
        coder_id: Whose codings.
    """
    [code_uid] = work.records.uids_of("code", [code_id])
    [coder_uid] = work.records.uids_of("coder", [coder_id])
    until = last_number(work)
    splits = (*_codings_taken(history, code_uid, until), *split_there(history, code_uid, until))
    taken = {row["answer"] for row in splits if row["coder"] == coder_uid}
    present = schema.answer
    found = set(codings_by_answer(work, code_id, coder_id))
    for chunk in chunked(sorted(taken)):
        found.update(work.connection.scalars(select(present.c.id).where(present.c.uid.in_(chunk))))
    return found


def _codings_taken(history: Reading, code_uid: str, until: int) -> list[Mapping[str, Any]]:
    """Return, as they were first set, the codings that splits took from a code."""
    change = schema.change
    uids: set[str] = set()
    for chunk in chunked(_splits(history, until)):
        query = select(change.c.uid, change.c.field, change.c.before).where(
            change.c.entry.in_(chunk), change.c.noun == "coding", change.c.before.is_not(None)
        )
        for uid, field, before in history.connection.execute(query):
            old = json.loads(before)
            if (field == "code" and old == code_uid) or (not field and old["code"] == code_uid):
                uids.add(uid)
    found = []
    for some in chunked(sorted(uids)):
        first = select(change.c.after).where(
            change.c.uid.in_(some), change.c.field == "", change.c.after.is_not(None)
        )
        found += [json.loads(after) for after in history.connection.scalars(first)]
    return found


def _splits(history: Reading, until: int) -> list[int]:
    """Return the entries that split codes, or did so again after an undo."""
    table = schema.entry
    query = select(table.c.number, table.c.operation, table.c.undoes).where(
        table.c.operation.in_((SPLIT_OPERATION, REDO)), table.c.number <= until
    )
    rows = history.connection.execute(query).all()
    splits = {row.number for row in rows if row.operation == SPLIT_OPERATION}
    redone = {row.undoes: row.number for row in rows if row.operation == REDO}
    undone: dict[int, int] = defaultdict(int)
    for chunk in chunked(sorted(redone)):
        undos = select(table.c.number, table.c.undoes).where(table.c.number.in_(chunk))
        undone.update((row.number, row.undoes) for row in history.connection.execute(undos))
    for undo, redo in sorted(redone.items(), key=lambda pair: pair[1]):
        if undone[undo] in splits:
            splits.add(redo)
    return sorted(splits)


def _rows(
    work: Reading, query: Select[Any], column: Any, within: Collection[int] | None
) -> Iterable[Sequence[Any]]:
    if within is None:
        yield from work.connection.execute(query)
        return
    for chunk in chunked(sorted(within)):
        yield from work.connection.execute(query.where(column.in_(chunk)))


def _of_one(table: Table, coding: Table) -> ColumnElement[bool]:
    """Join what one coder did with an answer to the coder's codings of it."""
    return (table.c.answer_id == coding.c.answer_id) & (table.c.coder_id == coding.c.coder_id)
