"""The settled coding of a question's answers, as integer arrays to count in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, select

from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.domain.settling import Counts, responsible_coder, settled_coder
from coder.store import schema
from coder.store.coders import CONSENSUS
from coder.store.selection import Selection, selected_answers
from coder.store.unit_of_work import Reading

Integers = NDArray[np.int64]

NOBODY = 0
"""Stands in ``settled_by`` where an answer is not settled; ids begin at 1."""


@dataclass(frozen=True)
class CodedArrays:
    """Which codes the selected answers have, by the coding that counts.

    ``coding_answers`` and ``coding_codes`` have one place per coding of a settled answer, the others one
    per answer.
    """

    answer_ids: Integers
    """Wave after wave, in file order."""
    settled_by: Integers
    """Whose coding counts; ``NOBODY`` where none does yet."""
    by_consensus: NDArray[np.bool_]
    """Where that is the consensus."""
    coding_answers: Integers
    """Per coding, the place of its answer in ``answer_ids``."""
    coding_codes: Integers
    """Per coding, the place of its code in the list asked for."""

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Which answers are settled."""
        return np.not_equal(self.settled_by, NOBODY)


@dataclass(frozen=True)
class Origin:
    """What a table was made from."""

    project_uid: str
    project: str
    codebook_uid: str
    codebook: str
    entry: int
    """Number of the newest entry the numbers rest on."""
    entry_uid: str
    at: str


def coded_arrays(
    work: Reading, question: Question, selection: Selection, code_ids: Sequence[int], counts: Counts
) -> CodedArrays:
    """Read the settled coding of selected answers.

    Args:
        work: The snapshot.
        question: The question; its own ``counts`` is what the stored projection follows.
        selection: Which answers.
        code_ids: The codes to look for; ``coding_codes`` are places in this list.
        counts: Whose coding counts where there is a choice.
    """
    answer_ids = _integers(work.connection.execute(selected_answers(selection)))[:, 0]
    consensus = work.connection.scalar(select(schema.coder.c.id).where(schema.coder.c.kind == CONSENSUS))
    stored = counts == question.counts
    settled = _stored_rule(work, selection) if stored else _rule(work, question, selection, counts, consensus)
    settled_by = _looked_up(answer_ids, settled[:, 0], settled[:, 1])
    codings = _integers(work.connection.execute(_codings(selection, of_settled=stored)), width=3)
    answers = _places(answer_ids, codings[:, 0])
    codes = _places(np.array(code_ids, dtype=np.int64), codings[:, 1])
    known = (answers >= 0) & (codes >= 0)
    known[known] = settled_by[answers[known]] == codings[known, 2]
    by_consensus = settled_by == (consensus or -1)
    return CodedArrays(answer_ids, settled_by, by_consensus, answers[known], codes[known])


def settling_coders(work: Reading, question_id: int) -> dict[int, int]:
    """Return whose coding of each settled answer to a question counts: coder id by answer id."""
    answer, settled = schema.answer, schema.settled
    query = (
        select(settled.c.answer_id, settled.c.coder_id)
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return {row.answer_id: row.coder_id for row in work.connection.execute(query)}


def done_entries(work: Reading, selection: Selection) -> Integers:
    """Return, sorted, the numbers of entries in which someone said done to an answer of these waves."""
    coded, answer = schema.coded, schema.answer
    query = (
        select(coded.c.done_entry)
        .join(answer, answer.c.id == coded.c.answer_id)
        .where(
            answer.c.question_id == selection.question_id,
            answer.c.wave_id.in_(selection.wave_ids),
            coded.c.state == CodedState.DONE,
            coded.c.done_entry.is_not(None),
        )
        .distinct()
        .order_by(coded.c.done_entry)
    )
    return _integers(work.connection.execute(query))[:, 0]


def codes_looked_at(work: Reading, selection: Selection) -> set[int]:
    """Return the ids of the codes for which someone read an answer of these waves again."""
    look, answer = schema.look, schema.answer
    query = (
        select(look.c.code_id)
        .join(answer, answer.c.id == look.c.answer_id)
        .where(answer.c.question_id == selection.question_id, answer.c.wave_id.in_(selection.wave_ids))
        .distinct()
    )
    return set(work.connection.scalars(query))


def origin_of(work: Reading, question: Question, history: Reading) -> Origin:
    """Tell what numbers of a question rest on; ``history`` is the snapshot that has the history."""
    project, codebook, entry = schema.project, schema.codebook, schema.entry
    head = work.connection.execute(select(project.c.uid, project.c.name, project.c.last_entry)).one()
    book = work.connection.execute(
        select(codebook.c.uid, codebook.c.name).where(codebook.c.id == question.codebook_id)
    ).one()
    newest = select(entry.c.uid, entry.c.at).where(entry.c.number == head.last_entry)
    last = history.connection.execute(newest).one_or_none()
    uid, at = ("", "") if last is None else (last.uid, last.at)
    return Origin(head.uid, head.name, book.uid, book.name, head.last_entry, uid, at)


def _codings(selection: Selection, *, of_settled: bool) -> Select[Any]:
    answer, coding, settled = schema.answer, schema.coding, schema.settled
    query = (
        select(coding.c.answer_id, coding.c.code_id, coding.c.coder_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .where(answer.c.question_id == selection.question_id, answer.c.wave_id.in_(selection.wave_ids))
    )
    if not of_settled:
        return query
    return query.join(
        settled, (settled.c.answer_id == coding.c.answer_id) & (settled.c.coder_id == coding.c.coder_id)
    )


def _stored_rule(work: Reading, selection: Selection) -> Integers:
    answer, settled = schema.answer, schema.settled
    query = (
        select(settled.c.answer_id, settled.c.coder_id)
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == selection.question_id, answer.c.wave_id.in_(selection.wave_ids))
    )
    return _integers(work.connection.execute(query), width=2)


def _rule(
    work: Reading, question: Question, selection: Selection, counts: Counts, consensus: int | None
) -> Integers:
    """Settle answers by another rule than the question's own; (answer, coder) rows."""
    answer, coded = schema.answer, schema.coded
    within = (answer.c.question_id == question.id) & answer.c.wave_id.in_(selection.wave_ids)
    done: dict[int, list[int]] = defaultdict(list)
    by_whom = select(coded.c.answer_id, coded.c.coder_id).join(answer, answer.c.id == coded.c.answer_id)
    for answer_id, coder_id in work.connection.execute(
        by_whom.where(within, coded.c.state == CodedState.DONE)
    ):
        done[answer_id].append(coder_id)
    found = []
    for answer_id, dealt_to in work.connection.execute(
        select(answer.c.id, answer.c.dealt_to_id).where(within)
    ):
        responsible = responsible_coder(dealt_to, question.lead_id)
        coder_id = settled_coder(counts, responsible, done.get(answer_id, ()), consensus)
        if coder_id is not None:
            found.append((answer_id, coder_id))
    return _integers(found, width=2)


def _integers(rows: Iterable[Any], width: int = 1) -> Integers:
    """Turn rows of integers into an array of shape (rows, width)."""
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, width)


def _places(ids: Integers, wanted: Integers) -> Integers:
    """Return where in ``ids`` each wanted id stands; -1 where it does not."""
    if not ids.size:
        return np.full(wanted.shape, -1, dtype=np.int64)
    order = np.argsort(ids)
    near = np.minimum(np.searchsorted(ids, wanted, sorter=order), ids.size - 1)
    places = order[near].astype(np.int64)
    places[ids[places] != wanted] = -1
    return places


def _looked_up(ids: Integers, keys: Integers, values: Integers) -> Integers:
    """Return each id's value; ``NOBODY`` where it has none."""
    places = _places(ids, keys)
    found = np.full(ids.shape, NOBODY, dtype=np.int64)
    found[places[places >= 0]] = values[places >= 0]
    return found
