"""What people wrote in a project that quotes one respondent, wherever it stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coder.domain.quoting import Sayings, same_words
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS, FieldKind
from coder.store.unit_of_work import Reading

_NAMED = ("code", "codebook", "layer", "outcome", "tag", "finding")
"""Nouns with words of people outside the text table: names, labels, what stands in place of a mention."""


@dataclass(frozen=True)
class Holder:
    """A field in which a text stands now."""

    noun: str
    field: str
    row_id: int


@dataclass(frozen=True)
class QuotingText:
    """A text that quotes the respondent."""

    uid: str
    holders: tuple[Holder, ...]
    """Where it stands now; none where only the history has it."""
    without: str
    """The text with the quotations taken out."""


def leave_out_others(
    work: Reading, sayings: Sayings, answer_ids: Collection[int], said: Collection[str]
) -> int:
    """Let go of what other answers and the questions say too; count the answers that say just the same.

    Args:
        work: The project.
        sayings: What the respondent wrote.
        answer_ids: The respondent's answers.
        said: What they say.
    """
    answer, body = schema.answer, schema.text_table
    query = select(answer.c.id, body.c.body).join(body, body.c.id == answer.c.text_id)
    rows = work.connection.execute(
        query.where(body.c.body.is_not(None)), execution_options={"yield_per": 5_000}
    )
    same = 0
    for answer_id, text in rows:
        if answer_id not in answer_ids:
            sayings.leave_out(text)
            same += any(same_words(text, each) for each in said)
    question = schema.question
    for text in work.connection.scalars(
        select(body.c.body).join(question, question.c.text_id == body.c.id).where(body.c.body.is_not(None))
    ):
        sayings.leave_out(text)
    return same


def quoting_texts(work: Reading, sayings: Sayings) -> list[QuotingText]:
    """Return the texts that quote, now or in the history; what other respondents wrote is left out."""
    table = schema.text_table
    answers = select(schema.answer.c.text_id)
    query = select(table.c.id, table.c.uid, table.c.body).where(
        table.c.body.is_not(None), table.c.id.not_in(answers)
    )
    rows = work.connection.execute(query, execution_options={"yield_per": 5_000})
    quoting = [row for row in rows if sayings.quoted_in(row.body)]
    if not quoting:
        return []
    holders = _holders(work, [row.id for row in quoting])
    earlier = _ever_answered(work) if any(row.id not in holders for row in quoting) else set()
    return [
        QuotingText(row.uid, tuple(holders.get(row.id, ())), sayings.taken_out(row.body))
        for row in quoting
        if row.id in holders or row.uid not in earlier
    ]


def quoting_names(work: Reading, sayings: Sayings) -> Counter[str]:
    """Count by noun the names and labels that quote, now or in any history: that stays as it is."""
    found: dict[str, set[str]] = {}
    for table in (schema.change, schema.foreign_change):
        query = select(table.c.noun, table.c.uid, table.c.before, table.c.after).where(
            table.c.noun.in_(_NAMED)
        )
        for noun, uid, *values in work.connection.execute(query, execution_options={"yield_per": 5_000}):
            words = (word for each in values if each for word in _words(json.loads(each)))
            if any(sayings.quoted_in(each) for each in words):
                found.setdefault(noun, set()).add(uid)
    return Counter({noun: len(uids) for noun, uids in found.items()})


def _holders(work: Reading, text_ids: list[int]) -> dict[int, list[Holder]]:
    found: dict[int, list[Holder]] = {}
    for noun in NOUNS.values():
        for field in noun.fields:
            if field.kind is not FieldKind.TEXT:
                continue
            column = noun.table.c[field.column]
            for chunk in chunked(text_ids):
                query = select(noun.table.c.id, column).where(column.in_(chunk))
                for row_id, text_id in work.connection.execute(query):
                    found.setdefault(text_id, []).append(Holder(noun.name, field.name, row_id))
    return found


def _ever_answered(work: Reading) -> set[str]:
    """Return the uids of all texts that were ever an answer."""
    table = schema.change
    query = select(table.c.field, table.c.after).where(
        table.c.noun == "answer", table.c.field.in_(("", "text")), table.c.after.is_not(None)
    )
    found = set()
    for field, after in work.connection.execute(query, execution_options={"yield_per": 5_000}):
        value = json.loads(after)
        found.add((value if field else value["text"])["text"])
    return found


def _words(value: Any) -> Iterator[str]:
    """Yield the texts within a value of the history."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
