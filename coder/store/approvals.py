"""Approvals: somebody has approved the coding of a question as it stood; and whether it changed since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, or_, select

from coder.domain.coding import CodedState
from coder.domain.entry import canonical_json
from coder.domain.question import Question
from coder.store import schema
from coder.store.history import last_number
from coder.store.unit_of_work import Reading

_OF_ANSWERS = ("", "text", "question", "dealt_to")
"""Fields of an answer that may change what is counted; the first is all of it."""
FEW_CHANGES = 20_000
"""Up to so many, each change is looked up; of more, what stands on the question is."""
_OF_QUESTIONS = ("codebook", "lead", "counts", "asked_if")


@dataclass(frozen=True)
class Approval:
    """That a question's coding was approved."""

    id: int
    coder: str
    """Who approved."""
    entry: int
    """In which entry; it holds for the project as of that."""
    at: str
    """When, in UTC."""


def approval_of(work: Reading, question_id: int, history: Reading | None = None) -> Approval | None:
    """Return the approval of a question's coding, if it has one.

    Args:
        work: The project, now or as it was.
        question_id: The question there.
        history: The snapshot that has the history, where ``work`` has none of its own.
    """
    table, coder, entry = schema.approval, schema.coder, schema.entry
    found = work.connection.execute(
        select(table.c.id, table.c.entry, coder.c.name)
        .join(coder, coder.c.id == table.c.coder_id)
        .where(table.c.question_id == question_id)
    ).first()
    if found is None:
        return None
    at = (history or work).connection.scalar(select(entry.c.at).where(entry.c.number == found.entry))
    return Approval(found.id, found.name, found.entry, at or "")


def is_changed(history: Reading, question: Question, after: int, until: int | None = None) -> bool:
    """Tell whether entries changed what counts of a question's coding.

    That is a coding or a state of whoever's coding counts, an answer, whose coding counts, or under which
    theme a code is counted. What others code beside it, as for a blind sample, is no change; nor are names,
    definitions, notes and flags.

    Args:
        history: The project, with its history.
        question: The question.
        after: Look at the entries after this one.
        until: And up to this one; None: to the newest.
    """
    newest = last_number(history)
    until = newest if until is None else until
    if until <= after:
        return False
    found = _Within(history, question, after, until)
    if any(found.has(query) for query in (_codings, _states, _answers, _settings)):
        return True
    if found.has(_moves) and found.has(_moved_codings):
        return True
    return any(_counted(history, question, row) for row in found.gone(is_now=until == newest))


class _Within:
    """What entries changed, to be found from them where they changed little, else from the question."""

    def __init__(self, history: Reading, question: Question, after: int, until: int) -> None:
        entry, question_id = schema.change.c.entry, schema.answer.c.question_id
        self._connection = history.connection
        self._question = question
        self._entries = and_(entry > after, entry <= until)
        some = select(entry).where(self._entries).limit(FEW_CHANGES + 1).subquery()
        is_little = (self._connection.scalar(select(func.count()).select_from(some)) or 0) <= FEW_CHANGES
        # A sum keeps a database from beginning there.
        self.entries = self._entries if is_little else and_(entry + 0 > after, entry + 0 <= until)
        self.here = (question_id + 0 if is_little else question_id) == question.id

    def has(self, query: Callable[[_Within, Question], Select[Any]]) -> bool:
        """Tell whether there is any such change."""
        return self._connection.execute(query(self, self._question).limit(1)).first() is not None

    def gone(self, *, is_now: bool) -> Iterator[Row[Any]]:
        """Go through what was changed of rows that are no more; of today's project, that they went."""
        change = schema.change
        if is_now:
            nouns = ("coding", "coded", "answer")
            went = and_(change.c.noun.in_(nouns), change.c.field == "", change.c.after.is_(None))
            yield from self._through(select(change).where(self._entries, went))
            return
        for noun in ("coding", "coded", "answer"):
            table = schema.metadata.tables[noun]
            lost = and_(change.c.noun == noun, ~exists().where(table.c.uid == change.c.uid))
            yield from self._through(select(change).where(self._entries, lost))

    def _through(self, query: Select[Any]) -> Iterator[Row[Any]]:
        yield from self._connection.execute(query, execution_options={"yield_per": 5_000})


def _codings(within: _Within, question: Question) -> Select[Any]:
    change, coding = schema.change, schema.coding
    answer, settled = schema.answer, schema.settled
    return (
        select(change.c.entry)
        .join(coding, coding.c.uid == change.c.uid)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(settled, settled.c.answer_id == answer.c.id)
        .where(
            within.entries,
            change.c.noun == "coding",
            within.here,
            settled.c.coder_id == coding.c.coder_id,
        )
    )


def _states(within: _Within, question: Question) -> Select[Any]:
    change, coded = schema.change, schema.coded
    answer, settled = schema.answer, schema.settled
    was_done = change.c.before == canonical_json(CodedState.DONE.value)
    return (
        select(change.c.entry)
        .join(coded, coded.c.uid == change.c.uid)
        .join(answer, answer.c.id == coded.c.answer_id)
        .outerjoin(settled, settled.c.answer_id == answer.c.id)
        .where(
            within.entries,
            change.c.noun == "coded",
            change.c.field.in_(("", "state")),
            within.here,
            or_(settled.c.coder_id == coded.c.coder_id, was_done),
        )
    )


def _answers(within: _Within, question: Question) -> Select[Any]:
    change, answer = schema.change, schema.answer
    return (
        select(change.c.entry)
        .join(answer, answer.c.uid == change.c.uid)
        .where(
            within.entries,
            change.c.noun == "answer",
            change.c.field.in_(_OF_ANSWERS),
            within.here,
        )
    )


def _settings(within: _Within, question: Question) -> Select[Any]:
    change = schema.change
    return select(change.c.entry).where(
        within.entries,
        change.c.noun == "question",
        change.c.uid == question.uid,
        change.c.field.in_(_OF_QUESTIONS),
    )


def _moves(within: _Within, question: Question) -> Select[Any]:
    """Find codes of the codebook that stand under another than before."""
    change, code = schema.change, schema.code
    return (
        select(code.c.id)
        .join(change, change.c.uid == code.c.uid)
        .where(
            within.entries,
            change.c.noun == "code",
            change.c.field == "parent",
            code.c.codebook_id == question.codebook_id,
        )
    )


def _moved_codings(within: _Within, question: Question) -> Select[Any]:
    """Find counted codings with codes that were moved, or that went along with those above them."""
    code, coding = schema.code, schema.coding
    answer, settled = schema.answer, schema.settled
    moved = _moves(within, question).cte("moved", recursive=True)
    moved = moved.union(select(code.c.id).where(code.c.parent_id == moved.c.id))
    return (
        select(coding.c.id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(settled, settled.c.answer_id == answer.c.id)
        .where(
            coding.c.code_id.in_(select(moved.c.id)),
            within.here,
            settled.c.coder_id == coding.c.coder_id,
        )
    )


def _counted(history: Reading, question: Question, row: Row[Any]) -> bool:
    """Tell whether a row that is gone was of the question, and of whoever's coding counts."""
    values = _values(history, row)
    if row.noun == "answer":
        return bool(values.get("question") == question.uid)
    answer, settled, coder = schema.answer, schema.settled, schema.coder
    query = (
        select(answer.c.question_id, coder.c.uid)
        .outerjoin(settled, settled.c.answer_id == answer.c.id)
        .outerjoin(coder, coder.c.id == settled.c.coder_id)
        .where(answer.c.uid == values.get("answer"))
    )
    found = history.connection.execute(query).first()
    if found is None or found.question_id != question.id:
        return False
    return bool(found.uid == values.get("coder") or values.get("state") == CodedState.DONE)


def _values(history: Reading, row: Row[Any]) -> dict[str, Any]:
    """Return the values a row that is gone had when it came or went."""
    change = schema.change
    written = row.before or row.after
    if row.field:
        query = select(change.c.before).where(
            change.c.uid == row.uid, change.c.field == "", change.c.after.is_(None)
        )
        written = history.connection.scalar(query.order_by(change.c.entry.desc()).limit(1))
    values: dict[str, Any] = json.loads(written) if written else {}
    return values
