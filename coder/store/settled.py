"""The settled projection: whose coding of each answer counts, kept true in every transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from coder.domain.coding import CodedState
from coder.domain.settling import responsible_coder, settled_coder
from coder.store import schema
from coder.store.chunks import chunked

CONSENSUS = "consensus"


class SettledProjection:
    """Collects touched answers and brings their rows up to date once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._answers: set[int] = set()
        self._questions: set[int] = set()

    def touch_answers(self, answer_ids: Iterable[int]) -> None:
        """Note answers whose coding may have been settled otherwise."""
        self._answers.update(answer_ids)

    def touch_questions(self, question_ids: Iterable[int]) -> None:
        """Note questions of which every answer may have been."""
        self._questions.update(question_ids)

    def refresh(self) -> None:
        """Write what is settled now for everything touched."""
        for question_id in self._questions:
            query = select(schema.answer.c.id).where(schema.answer.c.question_id == question_id)
            self._answers.update(self._connection.scalars(query))
        for chunk in chunked(sorted(self._answers)):
            self._refresh(chunk)
        self._answers.clear()
        self._questions.clear()

    def _refresh(self, answer_ids: Sequence[int]) -> None:
        table = schema.settled
        present = {
            row.answer_id: row.coder_id
            for row in self._connection.execute(select(table).where(table.c.answer_id.in_(answer_ids)))
        }
        wanted = settled_coders(self._connection, answer_ids)
        gone = [answer_id for answer_id in present if answer_id not in wanted]
        if gone:
            self._connection.execute(delete(table).where(table.c.answer_id.in_(gone)))
        new = [
            {"answer_id": answer_id, "coder_id": coder_id}
            for answer_id, coder_id in wanted.items()
            if answer_id not in present
        ]
        if new:
            self._connection.execute(insert(table), new)
        for answer_id, coder_id in wanted.items():
            if present.get(answer_id, coder_id) != coder_id:
                self._connection.execute(
                    update(table).where(table.c.answer_id == answer_id).values(coder_id=coder_id)
                )


def settled_coders(connection: Connection, answer_ids: Sequence[int]) -> dict[int, int]:
    """Work out from scratch whose coding counts; answers that are not settled are left out."""
    consensus = connection.scalar(select(schema.coder.c.id).where(schema.coder.c.kind == CONSENSUS))
    coded, answer, question = schema.coded, schema.answer, schema.question
    done: dict[int, list[int]] = defaultdict(list)
    query = select(coded.c.answer_id, coded.c.coder_id).where(
        coded.c.answer_id.in_(answer_ids), coded.c.state == CodedState.DONE
    )
    for row in connection.execute(query):
        done[row.answer_id].append(row.coder_id)
    rules = (
        select(answer.c.id, answer.c.dealt_to_id, question.c.lead_id, question.c.counts)
        .join(question, question.c.id == answer.c.question_id)
        .where(answer.c.id.in_(answer_ids))
    )
    found: dict[int, int] = {}
    for answer_id, dealt_to, lead, counts in connection.execute(rules):
        responsible = responsible_coder(dealt_to, lead)
        coder_id = settled_coder(counts, responsible, done[answer_id], consensus)
        if coder_id is not None:
            found[answer_id] = coder_id
    return found
