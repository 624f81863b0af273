"""Coded answers that are like one: what they say, how they are coded, how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.store.answer_list import answer_rows
from coder.store.codings import codings_of
from coder.store.settled import settled_of
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class NearAnswer:
    """A coded answer that is like another."""

    answer_id: int
    respondent_id: str
    text: str
    """The beginning."""
    code_ids: tuple[int, ...]
    likeness: float
    """In [0, 1]; 1 where it says the same."""


def near_answers(work: Reading, near: Sequence[tuple[int, float]], coder_id: int) -> list[NearAnswer]:
    """Return answers as they are coded: by this coder, else by whoever's coding counts.

    Args:
        work: The project.
        near: Answer ids with their likeness, in the order to return them in.
        coder_id: Who asks.
    """
    ids = [answer_id for answer_id, _likeness in near]
    likeness = dict(near)
    codings, counts = codings_of(work, ids), settled_of(work.connection, ids)
    found = []
    for row in answer_rows(work, ids, coder_id):
        settled = [each.code_id for each in codings.get(row.id, ()) if each.coder_id == counts.get(row.id)]
        codes = row.code_ids or tuple(settled)
        found.append(NearAnswer(row.id, row.respondent_id, row.text, codes, likeness[row.id]))
    return found
