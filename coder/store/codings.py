"""Codings and coded states of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from coder.domain.coding import CodedState, Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Coding:
    """That one coder gave one answer one code; without excerpts it stands for the whole answer."""

    id: int
    answer_id: int
    code_id: int
    coder_id: int
    excerpts: tuple[Span, ...] = ()


def codings_of(
    work: Reading, answer_ids: Sequence[int], coder_id: int | None = None
) -> dict[int, list[Coding]]:
    """Return the codings of answers in the order they were set, of one coder or of all."""
    found: dict[int, list[Coding]] = defaultdict(list)
    query = _CODINGS if coder_id is None else _CODINGS_BY
    by = {} if coder_id is None else {"coder": coder_id}
    for chunk in chunked(answer_ids):
        rows = work.connection.execute(query, {"answers": chunk, **by}).all()
        spans: dict[int, list[Span]] = defaultdict(list)
        for ids in chunked([row.id for row in rows]):
            for coding_id, start, end in work.connection.execute(_EXCERPTS, {"codings": ids}):
                spans[coding_id].append((start, end))
        for row in rows:
            placed_here = tuple(sorted(spans[row.id]))
            found[row.answer_id].append(Coding(row.id, row.answer_id, row.code_id, row.coder_id, placed_here))
    return found


def coding_ids_with(work: Reading, answer_ids: Sequence[int], code_id: int, coder_id: int) -> dict[int, int]:
    """Return the ids of a coder's codings with one code, by answer id, of those answers that have it."""
    found: dict[int, int] = {}
    for chunk in chunked(answer_ids):
        wanted = {"answers": chunk, "code": code_id, "coder": coder_id}
        found.update((answer_id, row_id) for row_id, answer_id in work.connection.execute(_WITH_CODE, wanted))
    return found


def coded_row(work: Reading, answer_id: int, coder_id: int) -> tuple[int, CodedState] | None:
    """Return (row id, state) of one coder at one answer; None while untouched."""
    row = work.connection.execute(_CODED, {"answer": answer_id, "coder": coder_id}).one_or_none()
    return None if row is None else (row.id, CodedState(row.state))


def has_codings(work: Reading, question_id: int) -> bool:
    """Tell whether any answer to a question has a code."""
    table, answer = schema.coding, schema.answer
    query = (
        select(table.c.id)
        .join(answer, answer.c.id == table.c.answer_id)
        .where(answer.c.question_id == question_id)
        .limit(1)
    )
    return work.connection.scalar(query) is not None


@dataclass(frozen=True)
class CoderCounts:
    """How much a coder has done in the whole project."""

    codings: int
    done: int


def count_by_coder(work: Reading) -> dict[int, CoderCounts]:
    """Count codings and answers done by coder id; those who did nothing yet have noughts."""
    table, coded, coder = schema.coding, schema.coded, schema.coder
    set_by = select(table.c.coder_id, func.count()).group_by(table.c.coder_id)
    finished = (
        select(coded.c.coder_id, func.count())
        .where(coded.c.state == CodedState.DONE)
        .group_by(coded.c.coder_id)
    )
    codings: dict[int, int] = {row[0]: row[1] for row in work.connection.execute(set_by)}
    done: dict[int, int] = {row[0]: row[1] for row in work.connection.execute(finished)}
    return {
        coder_id: CoderCounts(codings.get(coder_id, 0), done.get(coder_id, 0))
        for coder_id in work.connection.scalars(select(coder.c.id))
    }


# Built once, since every act runs them.
_CODINGS = (
    select(schema.coding)
    .where(schema.coding.c.answer_id.in_(bindparam("answers", expanding=True)))
    .order_by(schema.coding.c.id)
)
_CODINGS_BY = _CODINGS.where(schema.coding.c.coder_id == bindparam("coder"))
_WITH_CODE = _CODINGS_BY.with_only_columns(schema.coding.c.id, schema.coding.c.answer_id).where(
    schema.coding.c.code_id == bindparam("code")
)
_EXCERPTS = select(schema.excerpt).where(schema.excerpt.c.coding_id.in_(bindparam("codings", expanding=True)))
_CODED = select(schema.coded.c.id, schema.coded.c.state).where(
    schema.coded.c.answer_id == bindparam("answer"), schema.coded.c.coder_id == bindparam("coder")
)
