"""A question's model at one moment: fitted on what people coded, asked for the codes of an answer."""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from coder.domain.coding import Span
from coder.usecases.suggesting.suggestions import MOST_CODES, Suggested, Suggestion
from coder.usecases.suggesting.training import Material

if TYPE_CHECKING:
    from coder.suggest.replay import Rows
    from coder.usecases.suggesting.learning import LearnedCodings

EXPLAINED = 10
"""For so many codes of a list the words that spoke for them are looked for."""


class QuestionModel:
    """Ranks the codes of one question; what it says follows from codings, codes and texts alone.

    Attributes:
        space: Texts of the question.
        as_of: Number of the newest entry it knows of.
        codes: What it ranks, in codebook order.
        code_rows: Their names and definitions.
        coded: What may be learned from, in the order coded; above a cap, or asked about, it has not been.
        learned_from: How many answers it has learned from.
    """

    def __init__(self, material: Material) -> None:
        """Fit."""
        from coder.suggest.explanation import Explainer

        self.space = material.space
        self.as_of = material.as_of
        self.codes = material.codes
        self.coded = material.coded
        self.code_rows = self.space.codes(self.codes)
        self.learned_from = material.learned_from
        self._coded_ids = frozenset(each.answer_id for each in material.coded)
        self._left_out = material.left_out
        self._ranker = self.space.ranker().fit(material.rows, material.given, code_X=self.code_rows)
        weights = self._ranker.ridge_.weights
        self._explainer = Explainer(self.space.texts, material.rows, weights, self.code_rows.whole)

    def is_fit_for(self, asked_about: Collection[int]) -> bool:
        """Tell whether it has learned from all answers it might, but for these."""
        return self._coded_ids.intersection(asked_about) == self._left_out

    def has_learned_from(self, answer_id: int) -> bool:
        """Tell whether it may know what an answer was given."""
        return answer_id in self._coded_ids and answer_id not in self._left_out

    def as_seen(self, learned: LearnedCodings, left_out: Collection[int]) -> QuestionModel:
        """Return the same model for a newer entry that brought nothing to learn but on answers left out."""
        model = copy(self)
        model.as_of = learned.as_of
        model.coded = learned.in_order()
        model._coded_ids = frozenset(learned.answers)
        model._left_out = model._coded_ids.intersection(left_out)
        return model

    def suggested(self, answer_id: int, text: str, sentence: Span | None = None) -> Suggested:
        """Rank the codes of an answer, or of a sentence in it."""
        chances = self._ranker.predict_proba(self._row(text, sentence))[0]
        best: list[int] = np.argsort(-chances, kind="stable")[:MOST_CODES].tolist()
        words = dict(zip(best, self._words(text, best[:EXPLAINED], sentence), strict=False))
        codes = tuple(
            Suggestion(self.codes[place].id, float(chances[place]), words.get(place, ())) for place in best
        )
        return Suggested(answer_id, sentence, codes, self.as_of, self.learned_from)

    def _row(self, text: str, sentence: Span | None) -> Rows:
        row = self.space.of_text(text)
        if sentence is None:
            return row
        from coder.suggest.sentence_in_answer import sentence_rows

        return sentence_rows(self.space.of_text(text[slice(*sentence)]), row)

    def _words(self, text: str, places: list[int], sentence: Span | None) -> list[tuple[Span, ...]]:
        """Return the words of the text, or of the sentence in it, that spoke for each of some codes."""
        begin, end = sentence or (0, len(text))
        found = self._explainer.spans(text[begin:end], places)
        return [tuple((begin + first, begin + last) for first, last in spans) for spans in found]
