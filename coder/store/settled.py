"""The settled projection: whose coding of each answer counts, kept true in every transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, select, update

from coder.domain.coder_kind import AGAIN, CONSENSUS
from coder.domain.coding import CodedState
from coder.domain.settling import responsible_coder, settled_coder
from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked


class SettledProjection:
    """Collects touched answers and brings their rows up to date once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answers: set[int] = set()
        self._coded: set[int] = set()
        self._questions: set[int] = set()

    def touch_answers(self, answer_ids: Iterable[int]) -> None:
        """Note answers whose coding may have been settled otherwise."""
        self._answers.update(answer_ids)

    def touch_coded(self, coded_ids: Iterable[int]) -> None:
        """Note coded states that have changed."""
        self._coded.update(coded_ids)

    def touch_questions(self, question_ids: Iterable[int]) -> None:
        """Note questions of which every answer may have been."""
        self._questions.update(question_ids)

    def refresh(self) -> None:
        """Write what is settled now for everything touched."""
        for question_id in self._questions:
            query = select(schema.answer.c.id).where(schema.answer.c.question_id == question_id)
            self._answers.update(self._connection.scalars(query))
        for chunk in chunked(sorted(self._coded)):
            self._answers.update(self._connection.scalars(_ANSWERS_OF_STATES, {"wanted": chunk}))
        for chunk in chunked(sorted(self._answers)):
            self._refresh(chunk)
        self._answers.clear()
        self._coded.clear()
        self._questions.clear()

    def _refresh(self, answer_ids: Sequence[int]) -> None:
        table = schema.settled
        present = settled_of(self._connection, answer_ids)
        wanted = settled_coders(self._connection, answer_ids)
        gone = [answer_id for answer_id in present if answer_id not in wanted]
        if gone:
            self._connection.execute(delete(table).where(table.c.answer_id.in_(gone)))
        new = [
            {"answer_id": answer_id, "coder_id": coder_id}
            for answer_id, coder_id in wanted.items()
            if answer_id not in present
        ]
        insert_rows(self._connection, table, new)
        for answer_id, coder_id in wanted.items():
            if present.get(answer_id, coder_id) != coder_id:
                self._connection.execute(
                    update(table).where(table.c.answer_id == answer_id).values(coder_id=coder_id)
                )


def settled_of(connection: Connection, answer_ids: Iterable[int]) -> dict[int, int]:
    """Return whose coding counts by answer, as it is stored; answers that are not settled are left out."""
    found: dict[int, int] = {}
    for chunk in chunked(list(dict.fromkeys(answer_ids))):
        found.update((row.answer_id, row.coder_id) for row in connection.execute(_SETTLED, {"wanted": chunk}))
    return found


def settled_coders(connection: Connection, answer_ids: Sequence[int]) -> dict[int, int]:
    """Work out from scratch whose coding counts; answers that are not settled are left out."""
    consensus: int | None = None
    done: dict[int, list[int]] = defaultdict(list)
    for answer_id, coder_id, kind in connection.execute(_DONE, {"wanted": answer_ids}):
        done[answer_id].append(coder_id)
        if kind == CONSENSUS:
            consensus = coder_id
    found: dict[int, int] = {}
    for answer_id, dealt_to, lead, counts in connection.execute(_RULES, {"wanted": answer_ids}):
        responsible = responsible_coder(dealt_to, lead)
        coder_id = settled_coder(counts, responsible, done[answer_id], consensus)
        if coder_id is not None:
            found[answer_id] = coder_id
    return found


def _statements() -> tuple[Select[Any], Select[Any], Select[Any], Select[Any]]:
    """Build the statements once, since every act runs them."""
    coded, coder, answer, question = schema.coded, schema.coder, schema.answer, schema.question
    wanted: BindParameter[Any] = bindparam("wanted", expanding=True)
    done = (
        select(coded.c.answer_id, coded.c.coder_id, coder.c.kind)
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(coded.c.answer_id.in_(wanted), coded.c.state == CodedState.DONE, coder.c.kind != AGAIN)
    )
    rules = (
        select(answer.c.id, answer.c.dealt_to_id, question.c.lead_id, question.c.counts)
        .join(question, question.c.id == answer.c.question_id)
        .where(answer.c.id.in_(wanted))
    )
    settled = select(schema.settled).where(schema.settled.c.answer_id.in_(wanted))
    return done, rules, settled, select(coded.c.answer_id).where(coded.c.id.in_(wanted))


_DONE, _RULES, _SETTLED, _ANSWERS_OF_STATES = _statements()
