"""A question's model at one moment: fitted on what people coded, asked for the codes of an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coder.domain.codebook import Code
from coder.domain.coding import Span
from coder.store.answers import sentences_of, texts_of
from coder.store.learnable import LearnableAnswer
from coder.store.unit_of_work import Reading
from coder.usecases.learning import LearnedCodings, choosable_codes
from coder.usecases.question_space import QuestionSpace
from coder.usecases.suggestions import MOST_CODES, Suggested, Suggestion

if TYPE_CHECKING:
    from coder.suggest.replay import Booleans, Rows

MOST_ROWS = 2_000
"""Coded answers a model is fitted on; a second's work, and more bring little."""

EXPLAINED = 10
"""For so many codes of a list the words that spoke for them are looked for."""


@dataclass(frozen=True)
class TrainingRow:
    """What was coded as one: an answer, or a sentence in it."""

    answer_id: int
    sentence: Span | None
    code_ids: frozenset[int]


class Material:
    """What a model is fitted on: rows of coded answers or sentences, and the codes they have."""

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
        self.learnable = frozenset(learned.answers)
        self.left_out = self.learnable.intersection(left_out)
        chosen = [learned.answers[each] for each in learned.newest(MOST_ROWS) if each not in self.left_out]
        rows = list(_training_rows(work, chosen))
        self.given = _given(rows, self.codes)
        self.rows = _rows(space, rows, work)


class QuestionModel:
    """Ranks the codes of one question; what it says follows from codings, codes and texts alone."""

    def __init__(self, material: Material) -> None:
        """Fit."""
        from coder.suggest.code_ranker import CodeRanker
        from coder.suggest.explanation import Explainer

        self.space = material.space
        self.as_of = material.as_of
        self._codes = material.codes
        self._learnable = material.learnable
        self._left_out = material.left_out
        code_rows = self.space.codes(self._codes)
        self._ranker = CodeRanker().fit(material.rows, material.given, code_X=code_rows)
        self._explainer = Explainer(self.space.texts, material.rows, self._ranker.ridge_.weights, code_rows)

    def is_fit_for(self, on_screen: Collection[int]) -> bool:
        """Tell whether it has learned from all answers it might, but for these."""
        return self._learnable.intersection(on_screen) == self._left_out

    def as_seen(self, entry: int) -> QuestionModel:
        """Return the same model for a newer entry that brought nothing to learn."""
        model = copy(self)
        model.as_of = entry
        return model

    def suggested(self, answer_id: int, text: str, sentence: Span | None = None) -> Suggested:
        """Rank the codes of an answer, or of a sentence in it."""
        chances = self._ranker.predict_proba(self.space.of_text(text))[0]
        best: list[int] = np.argsort(-chances, kind="stable")[:MOST_CODES].tolist()
        words = dict(zip(best, self._words(text, best[:EXPLAINED], sentence), strict=False))
        codes = tuple(
            Suggestion(self._codes[place].id, float(chances[place]), words.get(place, ())) for place in best
        )
        return Suggested(answer_id, sentence, codes, self.as_of, len(self._learnable) - len(self._left_out))

    def _words(self, text: str, places: list[int], sentence: Span | None) -> list[tuple[Span, ...]]:
        """Return the words of the text, or of the sentence in it, that spoke for each of some codes."""
        begin, end = sentence or (0, len(text))
        found = self._explainer.spans(text[begin:end], places)
        return [tuple((begin + first, begin + last) for first, last in spans) for spans in found]


def _training_rows(work: Reading, answers: Sequence[LearnableAnswer]) -> Iterator[TrainingRow]:
    """Yield what was coded as one; with codes placed, that is each sentence of an answer."""
    placed = [each.answer_id for each in answers if any(each.codes.values())]
    sentences = sentences_of(work, placed) if placed else {}
    for answer in answers:
        whole = frozenset(code_id for code_id, spans in answer.codes.items() if not spans)
        parts = sentences.get(answer.answer_id, [])
        if whole or not parts:
            yield TrainingRow(answer.answer_id, None, frozenset(answer.codes) if not parts else whole)
        for sentence in parts:
            codes = frozenset(
                code_id
                for code_id, spans in answer.codes.items()
                if any(_touch(sentence, each) for each in spans)
            )
            # Where all was placed and the answer is done, a sentence without a code is one that none fits.
            if codes or (answer.is_done and not whole):
                yield TrainingRow(answer.answer_id, sentence, codes)


def _touch(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _given(rows: Sequence[TrainingRow], codes: Sequence[Code]) -> Booleans:
    columns = {code.id: column for column, code in enumerate(codes)}
    given = np.zeros((len(rows), len(codes)), dtype=bool)
    for place, row in enumerate(rows):
        given[place, [columns[code_id] for code_id in row.code_ids]] = True
    return given


def _rows(space: QuestionSpace, rows: Sequence[TrainingRow], work: Reading) -> Rows:
    def read(answer_ids: Sequence[int]) -> Mapping[int, str]:
        return texts_of(work, answer_ids)

    return space.answers([row.answer_id for row in rows], read)
