"""What codes of a codebook are used for: codings across questions and coders, and marks in the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import MEANING_OPERATIONS
from coder.domain.coding import Span
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.codes import codes_of
from coder.store.codings import Coding
from coder.store.foreign_meanings import foreign_meanings
from coder.store.history import last_number, undone_entries
from coder.store.unit_of_work import Reading

MEANING_FIELDS = ("definition", "use_when", "not_when", "examples")
"""Where a changed meaning must show."""


@dataclass(frozen=True)
class Place:
    """Where a coding stands, in words a person knows."""

    question: str
    respondent_id: str
    wave: str
    coder: str


def tree_of(work: Reading, codebook_id: int) -> CodeTree:
    """Return a codebook as a tree."""
    return CodeTree(codes_of(work, codebook_id))


def tree_around(work: Reading, code_id: int) -> CodeTree:
    """Return the codebook a code stands in as a tree."""
    return tree_of(work, codebook_with(work, code_id))


def codebook_with(work: Reading, code_id: int) -> int:
    """Return the id of the codebook a code stands in."""
    query = select(schema.code.c.codebook_id).where(schema.code.c.id == code_id)
    return int(work.connection.scalars(query).one())


def codings_with(work: Reading, code_ids: Sequence[int]) -> list[Coding]:
    """Return every coding with one of these codes, by whoever, in the order they were set."""
    table, excerpt = schema.coding, schema.excerpt
    rows: list[Row[Any]] = []
    for chunk in chunked(code_ids):
        rows.extend(work.connection.execute(select(table).where(table.c.code_id.in_(chunk))))
    rows.sort(key=lambda row: row.id)
    spans: dict[int, list[Span]] = defaultdict(list)
    for chunk in chunked([row.id for row in rows]):
        placed = select(excerpt).where(excerpt.c.coding_id.in_(chunk))
        for coding_id, start, end in work.connection.execute(placed):
            spans[coding_id].append((start, end))
    return [
        Coding(row.id, row.answer_id, row.code_id, row.coder_id, tuple(sorted(spans[row.id]))) for row in rows
    ]


def places_of(work: Reading, codings: Iterable[Coding]) -> dict[int, Place]:
    """Tell by coding id where codings stand, in the order of question, file and coder."""
    coding, answer, coder = schema.coding, schema.answer, schema.coder
    question, respondent, wave = schema.question, schema.respondent, schema.wave
    found: list[Row[Any]] = []
    for chunk in chunked([each.id for each in codings]):
        query = (
            select(
                coding.c.id,
                question.c.key,
                respondent.c.external_id,
                wave.c.name.label("wave"),
                coder.c.name.label("coder"),
                question.c.position.label("first"),
                wave.c.position.label("second"),
                answer.c.position.label("third"),
            )
            .join(answer, answer.c.id == coding.c.answer_id)
            .join(question, question.c.id == answer.c.question_id)
            .join(respondent, respondent.c.id == answer.c.respondent_id)
            .join(wave, wave.c.id == answer.c.wave_id)
            .join(coder, coder.c.id == coding.c.coder_id)
            .where(coding.c.id.in_(chunk))
        )
        found.extend(work.connection.execute(query))
    found.sort(key=lambda row: (row.first, row.second, row.third, row.coder))
    return {row.id: Place(row.key, row.external_id, row.wave, row.coder) for row in found}


def codes_in_use(work: Reading, codebook_id: int) -> frozenset[int]:
    """Return the ids of the codes of a codebook that any answer has, by any coder."""
    code, coding = schema.code, schema.coding
    has_any = select(coding.c.id).where(coding.c.code_id == code.c.id).exists()
    query = select(code.c.id).where(code.c.codebook_id == codebook_id, has_any)
    return frozenset(work.connection.scalars(query))


def is_exclusive(work: Reading, codebook_id: int) -> bool:
    """Tell whether a codebook allows one code per answer only."""
    query = select(schema.codebook.c.exclusive).where(schema.codebook.c.id == codebook_id)
    return bool(work.connection.scalar(query))


def answers_with_several(work: Reading, codebook_id: int) -> int:
    """Count the answers to which a single coder gave more than one code of a codebook."""
    coding, code = schema.coding, schema.code
    several = (
        select(coding.c.answer_id)
        .join(code, code.c.id == coding.c.code_id)
        .where(code.c.codebook_id == codebook_id)
        .group_by(coding.c.answer_id, coding.c.coder_id)
        .having(func.count() > 1)
        .subquery()
    )
    query = select(func.count(several.c.answer_id.distinct()))
    return int(work.connection.scalar(query) or 0)


def meaning_changes(
    work: Reading, codebook_id: int, history: Reading | None = None, *, own_only: bool = False
) -> dict[int, list[tuple[int, str]]]:
    """Return by code id the (entry, ``wider`` or ``narrower``) that changed its meaning, oldest first.

    What was undone is left out. What came with a merged project counts from the entry that merged it, unless
    ``own_only``. A project as it was has no history of its own: ``history`` has it.
    """
    entry, change, code = schema.entry, schema.change, schema.code
    meanings = {operation: meaning for meaning, operation in MEANING_OPERATIONS.items()}
    until = last_number(work)
    of_codebook = select(code.c.uid, code.c.id).where(code.c.codebook_id == codebook_id)
    ids = {row.uid: row.id for row in work.connection.execute(of_codebook)}
    rows: set[tuple[int, str, str]] = set()
    for chunk in chunked(sorted(ids)):
        query = (
            select(entry.c.number, entry.c.operation, change.c.uid)
            .join(change, change.c.entry == entry.c.number)
            .where(
                change.c.uid.in_(chunk),
                change.c.field.in_(MEANING_FIELDS),
                entry.c.operation.in_(sorted(meanings)),
                entry.c.number <= until,
            )
        )
        rows.update((history or work).connection.execute(query).all())
    undone = undone_entries(history or work, until) if rows else set()
    if not own_only:
        merged = foreign_meanings(history or work, MEANING_FIELDS, until)
        rows.update((each.entry, each.operation, each.uid) for each in merged if each.uid in ids)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, operation, uid in sorted(rows):
        if number not in undone:
            found[ids[uid]].append((number, meanings[operation]))
    return dict(found)


def entry_times(work: Reading, numbers: Iterable[int]) -> dict[int, str]:
    """Return the UTC time of entries by number."""
    table = schema.entry
    found: dict[int, str] = {}
    for chunk in chunked(sorted(set(numbers))):
        for row in work.connection.execute(
            select(table.c.number, table.c.at).where(table.c.number.in_(chunk))
        ):
            found[row.number] = row.at
    return found
