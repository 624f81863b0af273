"""How far each coder has come with each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from coder.domain.coder_kind import AGAIN, CONSENSUS
from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.store import schema
from coder.store.unit_of_work import Reading
from coder.text.collation import collation_key


@dataclass(frozen=True)
class CoderProgress:
    """What one coder has done about one question."""

    question: str
    """Its key."""
    coder: str
    dealt: int
    """Answers in the coder's pile; 0 where nothing was dealt to the coder."""
    done: int
    started: int
    counted: int
    """Answers of which tables count this coder's coding."""
    flags: int
    waiting: int
    """Notes of the coder's on answers that wait for somebody."""


def coder_progress(work: Reading, question: Question) -> list[CoderProgress]:
    """Count for everybody who did something about a question or was dealt some of it, by the alphabet."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for what, query in _counts(question.id):
        for coder_id, count in work.connection.execute(query):
            counts[coder_id][what] = count
    coder = schema.coder
    people = select(coder.c.id, coder.c.name).where(coder.c.kind.not_in((AGAIN, CONSENSUS)))
    names = {row.id: row.name for row in work.connection.execute(people)}
    found = [
        CoderProgress(
            question.key,
            names[coder_id],
            *(each.get(what, 0) for what in ("dealt", "done", "started", "counted", "flags", "waiting")),
        )
        for coder_id, each in counts.items()
        if coder_id in names
    ]
    return sorted(found, key=lambda each: collation_key(each.coder))


def _counts(question_id: int) -> Iterator[tuple[str, Select[Any]]]:
    answer, coded, settled = schema.answer, schema.coded, schema.settled
    flag, note = schema.flag, schema.note
    here = answer.c.question_id == question_id
    dealt = select(answer.c.dealt_to_id, func.count()).where(here, answer.c.dealt_to_id.is_not(None))
    yield "dealt", dealt.group_by(answer.c.dealt_to_id)
    for what, state in (("done", CodedState.DONE), ("started", CodedState.STARTED)):
        yield what, _by_coder(coded).where(here, coded.c.state == state.value)
    yield "counted", _by_coder(settled).where(here)
    yield "flags", _by_coder(flag).where(here)
    yield "waiting", _by_coder(note).where(here, note.c.waits == 1)


def _by_coder(table: Any) -> Select[Any]:
    answer = schema.answer
    return (
        select(table.c.coder_id, func.count())
        .join(answer, answer.c.id == table.c.answer_id)
        .group_by(table.c.coder_id)
    )
