"""What a model is fitted on: rows of coded answers, or of coded sentences, and the codes they have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Code
from coder.domain.coding import Span
from coder.store.answers import texts_of
from coder.store.learnable import LearnableAnswer
from coder.store.sentences import sentences_of
from coder.store.unit_of_work import Reading
from coder.suggest.training_rows import training_rows
from coder.usecases.suggesting.learning import LearnedCodings, choosable_codes
from coder.usecases.suggesting.question_space import QuestionSpace

if TYPE_CHECKING:
    from coder.suggest.replay import Booleans, Rows

MOST_CONSIDERED = 20_000
"""Coded answers, the last ones, among which those to fit on are chosen."""


@dataclass(frozen=True)
class TrainingRow:
    """What was coded as one: an answer, or a sentence in it."""

    answer_id: int
    sentence: Span | None
    code_ids: frozenset[int]


class Material:
    """All that a fit needs; gathered in one snapshot, so that nothing is read while it goes on.

    Attributes:
        space: Texts of the question.
        as_of: Number of the newest entry it knows of.
        codes: What may be suggested, in codebook order.
        coded: What may be learned from, in the order coded.
        left_out: Of those the ones that were not learned from.
        learned_from: How many answers are: all others, up to a cap.
        rows: Of what is learned from, shape (n, n_features): n-grams, and by meaning what follows them.
        given: Which codes each of them has, shape (n, n_codes).
    """

    def __init__(
        self, work: Reading, space: QuestionSpace, learned: LearnedCodings, left_out: Collection[int] = ()
    ) -> None:
        """Gather it.

        Args:
            work: The project.
            space: Texts of the question.
            learned: What may be learned from, read in the same snapshot.
            left_out: Answers not to learn from, because it is them that will be asked about.
        """
        self.space = space
        self.as_of = learned.as_of
        self.codes = choosable_codes(learned.codes)
        self.coded = learned.in_order()
        self.left_out = frozenset(left_out).intersection(learned.answers)
        others = [each for each in self.coded if each.answer_id not in self.left_out][-MOST_CONSIDERED:]
        chosen = training_rows(given_codes(self.codes, [each.codes for each in others]))
        rows = list(_training_rows(work, [others[place] for place in chosen]))
        given = given_codes(self.codes, [row.code_ids for row in rows])
        # An answer may be many sentences.
        kept = training_rows(given)
        rows = [rows[place] for place in kept]
        self.learned_from = len({row.answer_id for row in rows})
        self.given = given[kept]
        self.rows = _rows(space, work, rows)


def rows_to_fit(given: Booleans) -> NDArray[np.intp]:
    """Return the places of the coded answers that are worth a fit's time, in order.

    Args:
        given: Which codes they have, in the order coded, shape (n_answers, n_codes).
    """
    first = max(0, len(given) - MOST_CONSIDERED)
    return first + training_rows(given[first:])


def rows_of(space: QuestionSpace, work: Reading, answer_ids: Sequence[int]) -> Rows:
    """Return rows of answers, shape (n_answers, n_features)."""

    def read(ids: Sequence[int]) -> Mapping[int, str]:
        return texts_of(work, ids)

    return space.answers(answer_ids, read)


def given_codes(codes: Sequence[Code], given: Sequence[Collection[int]]) -> Booleans:
    """Return which of some codes are among each of some sets of code ids, shape (n_sets, n_codes)."""
    columns = {code.id: column for column, code in enumerate(codes)}
    found = np.zeros((len(given), len(columns)), dtype=bool)
    for row, code_ids in enumerate(given):
        found[row, [columns[code_id] for code_id in code_ids]] = True
    return found


def _training_rows(work: Reading, answers: Sequence[LearnableAnswer]) -> Iterator[TrainingRow]:
    """Yield what was coded as one; with codes placed, that is each sentence of an answer."""
    placed = [each.answer_id for each in answers if any(each.codes.values())]
    sentences = sentences_of(work, placed) if placed else {}
    for answer in answers:
        parts = sentences.get(answer.answer_id, [])
        if not parts:
            yield TrainingRow(answer.answer_id, None, frozenset(answer.codes))
            continue
        whole = frozenset(code_id for code_id, spans in answer.codes.items() if not spans)
        if whole:
            yield TrainingRow(answer.answer_id, None, whole)
        for sentence in parts:
            codes = _codes_in(sentence, answer)
            # Where all was placed and the answer is done, a sentence without a code is one that none fits.
            if codes or (answer.is_done and not whole):
                yield TrainingRow(answer.answer_id, sentence, codes)


def _rows(space: QuestionSpace, work: Reading, rows: Sequence[TrainingRow]) -> Rows:
    """Return the rows of what was coded as one: an answer counts as a sentence that is all of it."""
    from coder.suggest.sentence_in_answer import sentence_rows

    answers = rows_of(space, work, [row.answer_id for row in rows])
    if not any(row.sentence for row in rows):
        return answers
    texts = texts_of(work, list({row.answer_id for row in rows}))
    sentences = [texts[row.answer_id][slice(*row.sentence or (None,))] for row in rows]
    return sentence_rows(space.texts.transform(sentences), answers)


def _codes_in(sentence: Span, answer: LearnableAnswer) -> frozenset[int]:
    begin, end = sentence
    return frozenset(
        code_id
        for code_id, spans in answer.codes.items()
        if any(start < end and begin < stop for start, stop in spans)
    )
