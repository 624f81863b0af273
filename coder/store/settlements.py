"""How differences between coders ended, answer by answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from coder.domain.settled_codes import Rule
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Settlement:
    """How the coding of one answer was settled, by whom."""

    id: int
    answer_id: int
    rule: Rule
    decided_by: int
    taken_from: int | None
    """Whose codes were taken, by the rule ``take``."""
    parked_for: int | None
    """Whom it waits for; there is no consensus as long."""
    sample_id: int | None

    @property
    def is_parked(self) -> bool:
        """Whether it waits for somebody."""
        return self.parked_for is not None


def settlements_on(work: Reading, answer_ids: Sequence[int]) -> dict[int, Settlement]:
    """Return how some answers were settled, by answer id."""
    table = schema.settlement
    found: dict[int, Settlement] = {}
    for chunk in chunked(answer_ids):
        query = select(table).where(table.c.answer_id.in_(chunk))
        found.update({row.answer_id: _settlement(row) for row in work.connection.execute(query)})
    return found


def _settlement(row: Row[Any]) -> Settlement:
    return Settlement(
        row.id,
        row.answer_id,
        Rule(row.rule),
        row.decided_by_id,
        row.taken_from_id,
        row.parked_for_id,
        row.sample_id,
    )
