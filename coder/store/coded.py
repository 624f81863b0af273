"""The settled coding of a question's answers, as integer arrays to count in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from coder.domain.coder_kind import AGAIN, CONSENSUS
from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.domain.settling import Counts, responsible_coder, settled_coder
from coder.store import schema
from coder.store.integers import integer_rows, joined, listed, places, unlisted
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
    """Wave after wave."""
    respondents: Integers
    """Per answer, whose it is."""
    waves: Integers
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

    def only(self, kept: NDArray[np.bool_]) -> CodedArrays:
        """Return the same for some of the answers."""
        new_places = np.where(kept, np.cumsum(kept) - 1, -1)
        codings = kept[self.coding_answers]
        return CodedArrays(
            self.answer_ids[kept],
            self.respondents[kept],
            self.waves[kept],
            self.settled_by[kept],
            self.by_consensus[kept],
            new_places[self.coding_answers[codings]],
            self.coding_codes[codings],
        )


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
    answer_ids, respondents, waves = _answers(work, selection)
    consensus = work.connection.scalar(select(schema.coder.c.id).where(schema.coder.c.kind == CONSENSUS))
    stored = counts == question.counts
    settled = _stored_rule(work, selection) if stored else _rule(work, question, selection, counts, consensus)
    settled_by = _looked_up(answer_ids, settled[:, 0], settled[:, 1])
    answers, codes, coders = _codings(work, question)
    answers = places(answer_ids, answers)
    codes = places(np.array(code_ids, dtype=np.int64), codes)
    known = (answers >= 0) & (codes >= 0)
    known[known] = settled_by[answers[known]] == coders[known]
    by_consensus = settled_by == (consensus or -1)
    return CodedArrays(answer_ids, respondents, waves, settled_by, by_consensus, answers[known], codes[known])


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
    coded, answer, coder = schema.coded, schema.answer, schema.coder
    query = (
        select(coded.c.done_entry)
        .join(answer, answer.c.id == coded.c.answer_id)
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(
            coder.c.kind != AGAIN,
            answer.c.question_id == selection.question_id,
            answer.c.wave_id.in_(selection.wave_ids),
            coded.c.state == CodedState.DONE,
            coded.c.done_entry.is_not(None),
        )
        .distinct()
        .order_by(coded.c.done_entry)
    )
    return integer_rows(work.connection.execute(query))[:, 0]


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


def _answers(work: Reading, selection: Selection) -> tuple[Integers, Integers, Integers]:
    """Return the selected answers, with whose each is and in which wave."""
    answer = schema.answer
    query = (
        selected_answers(selection)
        .with_only_columns(answer.c.wave_id, listed(answer.c.id), listed(answer.c.respondent_id))
        .order_by(None)
        .group_by(answer.c.wave_id)
    )
    rows = work.connection.execute(query).all()
    ids = [unlisted(row[1]) for row in rows]
    waves = [np.full(found.shape, row[0], dtype=np.int64) for row, found in zip(rows, ids, strict=True)]
    return joined(ids), joined(unlisted(row[2]) for row in rows), joined(waves)


def _codings(work: Reading, question: Question) -> tuple[Integers, Integers, Integers]:
    """Return all codings by a question's codebook, also of other questions: answers, codes, coders."""
    code, coding = schema.code, schema.coding
    query = (
        select(coding.c.code_id, coding.c.coder_id, listed(coding.c.answer_id))
        .where(coding.c.code_id.in_(select(code.c.id).where(code.c.codebook_id == question.codebook_id)))
        .group_by(coding.c.code_id, coding.c.coder_id)
    )
    rows = work.connection.execute(query).all()
    answers = [unlisted(row[2]) for row in rows]
    sizes = [found.size for found in answers]
    pairs = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    return joined(answers), np.repeat(pairs[:, 0], sizes), np.repeat(pairs[:, 1], sizes)


def _stored_rule(work: Reading, selection: Selection) -> Integers:
    answer, settled = schema.answer, schema.settled
    query = (
        select(settled.c.coder_id, listed(settled.c.answer_id))
        .join(answer, answer.c.id == settled.c.answer_id)
        .where(answer.c.question_id == selection.question_id, answer.c.wave_id.in_(selection.wave_ids))
        .group_by(settled.c.coder_id)
    )
    found = [(coder_id, unlisted(ids)) for coder_id, ids in work.connection.execute(query)]
    coders = joined(np.full(ids.shape, coder_id, dtype=np.int64) for coder_id, ids in found)
    return np.column_stack([joined(ids for _coder, ids in found), coders])


def _rule(
    work: Reading, question: Question, selection: Selection, counts: Counts, consensus: int | None
) -> Integers:
    """Settle answers by another rule than the question's own; (answer, coder) rows."""
    answer, coded, coder = schema.answer, schema.coded, schema.coder
    within = (answer.c.question_id == question.id) & answer.c.wave_id.in_(selection.wave_ids)
    done: dict[int, list[int]] = defaultdict(list)
    by_whom = (
        select(coded.c.answer_id, coded.c.coder_id)
        .join(answer, answer.c.id == coded.c.answer_id)
        .join(coder, coder.c.id == coded.c.coder_id)
        .where(within, coded.c.state == CodedState.DONE, coder.c.kind != AGAIN)
    )
    for answer_id, coder_id in work.connection.execute(by_whom):
        done[answer_id].append(coder_id)
    found = []
    for answer_id, dealt_to in work.connection.execute(
        select(answer.c.id, answer.c.dealt_to_id).where(within)
    ):
        responsible = responsible_coder(dealt_to, question.lead_id)
        coder_id = settled_coder(counts, responsible, done.get(answer_id, ()), consensus)
        if coder_id is not None:
            found.append((answer_id, coder_id))
    return integer_rows(found, width=2)


def _looked_up(ids: Integers, keys: Integers, values: Integers) -> Integers:
    """Return each id's value; ``NOBODY`` where it has none."""
    found_places = places(ids, keys)
    found = np.full(ids.shape, NOBODY, dtype=np.int64)
    found[found_places[found_places >= 0]] = values[found_places >= 0]
    return found
