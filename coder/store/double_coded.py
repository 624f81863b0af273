"""What several people made of the same answers, as integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from coder.domain.coder_kind import PERSON
from coder.domain.coding import CodedState
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


def people_done(work: Reading, question_id: int) -> dict[int, dict[int, int]]:
    """Return which people are done with each answer to a question, and since when.

    Returns:
        Entry numbers by coder id by answer id; the consensus is nobody here, nor is who codes own answers
        again.
    """
    coded, answer, coder = schema.coded, schema.answer, schema.coder
    query = (
        select(coded.c.answer_id, coded.c.coder_id, coded.c.done_entry)
        .join(answer, answer.c.id == coded.c.answer_id)
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(answer.c.question_id == question_id, coded.c.state == CodedState.DONE, coder.c.kind == PERSON)
        .order_by(coded.c.coder_id)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for answer_id, coder_id, entry in work.connection.execute(query):
        found[answer_id][coder_id] = entry or 0
    return dict(found)


def code_sets(
    work: Reading, answer_ids: Sequence[int], coder_ids: Collection[int]
) -> dict[tuple[int, int], frozenset[int]]:
    """Return the ids of the codes that coders gave answers, by (answer id, coder id); none where none."""
    coding = schema.coding
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for chunk in chunked(answer_ids):
        query = select(coding.c.answer_id, coding.c.coder_id, coding.c.code_id).where(
            coding.c.answer_id.in_(chunk), coding.c.coder_id.in_(list(coder_ids))
        )
        for answer_id, coder_id, code_id in work.connection.execute(query):
            found[answer_id, coder_id].add(code_id)
    return {key: frozenset(codes) for key, codes in found.items()}


def done_in(work: Reading, answer_ids: Sequence[int], coder_id: int) -> dict[int, int]:
    """Return the entries in which a coder of any kind was done with answers, by answer id."""
    coded = schema.coded
    found: dict[int, int] = {}
    for chunk in chunked(answer_ids):
        query = select(coded.c.answer_id, coded.c.done_entry).where(
            coded.c.answer_id.in_(chunk),
            coded.c.coder_id == coder_id,
            coded.c.state == CodedState.DONE,
        )
        found.update((answer_id, entry or 0) for answer_id, entry in work.connection.execute(query))
    return found


def looked_at(work: Reading, answer_ids: Sequence[int], coder_id: int) -> Mapping[int, dict[int, int]]:
    """Return the entries of a coder's looks at answers, by code id, by answer id."""
    look = schema.look
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for chunk in chunked(answer_ids):
        query = select(look.c.answer_id, look.c.code_id, look.c.entry).where(
            look.c.answer_id.in_(chunk), look.c.coder_id == coder_id
        )
        for answer_id, code_id, entry in work.connection.execute(query):
            found[answer_id][code_id] = entry
    return found
