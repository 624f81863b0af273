"""The settled coding of a question, excerpt by excerpt, in the order of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from coder.domain.coding import Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.codings import Coding
from coder.store.selection import Selection, selected_answers
from coder.store.unit_of_work import Reading


def settled_answers(work: Reading, selection: Selection) -> list[int]:
    """Return the ids of the selected answers that are settled, wave after wave in file order."""
    settled = schema.settled
    query = selected_answers(selection).join(settled, settled.c.answer_id == schema.answer.c.id)
    return list(work.connection.scalars(query))


def count_unsettled(work: Reading, selection: Selection) -> int:
    """Count the selected answers of which no coding counts yet."""
    settled = schema.settled
    query = selected_answers(selection).outerjoin(settled, settled.c.answer_id == schema.answer.c.id)
    bare = query.where(settled.c.answer_id.is_(None)).order_by(None).subquery()
    return int(work.connection.scalar(select(func.count()).select_from(bare)) or 0)


def settled_excerpts(
    work: Reading, question_id: int, code_ids: Sequence[int] | None = None
) -> dict[int, dict[int, list[Span]]]:
    """Return the excerpts of the settled coding by answer and code; none stand for the whole answer.

    Args:
        work: The project.
        question_id: The question.
        code_ids: Only these codes.
    """
    from coder.store.integers import listed, unlisted  # loads numpy, which a single act does without

    coding, excerpt = schema.coding, schema.excerpt
    code, no_place = coding.c.code_id, -1
    columns = (
        listed(coding.c.answer_id),
        listed(func.coalesce(excerpt.c.start, no_place)),
        listed(func.coalesce(excerpt.c.end, no_place)),
    )
    query = _settled(select(code, *columns), question_id).outerjoin(
        excerpt, excerpt.c.coding_id == coding.c.id
    )
    if code_ids is not None:
        query = query.where(code.in_(code_ids))
    found: dict[int, dict[int, list[Span]]] = defaultdict(dict)
    several: list[list[Span]] = []
    for code_id, *written in work.connection.execute(query.group_by(code)):
        for answer_id, start, end in zip(*(unlisted(each).tolist() for each in written), strict=True):
            codes = found[answer_id]
            if start == no_place:
                codes[code_id] = []
            elif code_id in codes:
                codes[code_id].append((start, end))
                several.append(codes[code_id])
            else:
                codes[code_id] = [(start, end)]
    for spans in several:
        spans.sort()
    return dict(found)


def settled_by(work: Reading, question_id: int) -> dict[str, str]:
    """Return whose coding counts, a name, by the answer's uid; answers that are not settled are left out."""
    settled, answer, coder = schema.settled, schema.answer, schema.coder
    query = (
        select(answer.c.uid, coder.c.name)
        .join(settled, settled.c.answer_id == answer.c.id)
        .join(coder, coder.c.id == settled.c.coder_id)
        .where(answer.c.question_id == question_id)
    )
    return {row.uid: row.name for row in work.connection.execute(query)}


def settled_codings_on(work: Reading, answer_ids: Sequence[int]) -> dict[int, list[Coding]]:
    """Return the settled codings of some answers in the order they were set; unsettled ones are left out."""
    found: dict[int, list[Coding]] = {}
    for chunk in chunked(list(dict.fromkeys(answer_ids))):
        spans: dict[int, list[Span]] = defaultdict(list)
        for coding_id, start, end in work.connection.execute(_EXCERPTS, {"answers": chunk}):
            spans[coding_id].append((start, end))
        for answer_id in work.connection.scalars(_SETTLED, {"answers": chunk}):
            found[answer_id] = []
        for row in work.connection.execute(_CODINGS, {"answers": chunk}):
            excerpts = tuple(sorted(spans[row.id]))
            found[row.answer_id].append(Coding(row.id, row.answer_id, row.code_id, row.coder_id, excerpts))
    return found


def _settled(query: Select[Any], question_id: int) -> Select[Any]:
    coding, settled, answer = schema.coding, schema.settled, schema.answer
    return (
        query.select_from(coding)
        .join(
            settled, (settled.c.answer_id == coding.c.answer_id) & (settled.c.coder_id == coding.c.coder_id)
        )
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(answer.c.question_id == question_id)
    )


# Built once, since every star and every move runs them.
_SETTLED = select(schema.settled.c.answer_id).where(
    schema.settled.c.answer_id.in_(bindparam("answers", expanding=True))
)
_CODINGS = (
    select(schema.coding)
    .join(
        schema.settled,
        (schema.settled.c.answer_id == schema.coding.c.answer_id)
        & (schema.settled.c.coder_id == schema.coding.c.coder_id),
    )
    .where(schema.coding.c.answer_id.in_(bindparam("answers", expanding=True)))
    .order_by(schema.coding.c.id)
)
_EXCERPTS = (
    select(schema.excerpt)
    .join(schema.coding, schema.coding.c.id == schema.excerpt.c.coding_id)
    .where(schema.coding.c.answer_id.in_(bindparam("answers", expanding=True)))
)
