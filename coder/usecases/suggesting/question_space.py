"""The texts of a question's answers and codes as rows of one space, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from coder.domain.codebook import Code
from coder.store.answers import answer_keys, texts_of
from coder.store.unit_of_work import Reading
from coder.suggest.code_text import whole_text

if TYPE_CHECKING:
    from coder.suggest.code_ranker import CodeRanker
    from coder.suggest.code_rows import CodeRows
    from coder.suggest.replay import Rows
    from coder.suggest.semantic_space import VectorsOf
    from coder.usecases.suggesting.learning import LearnedCodings


TextsOf = Callable[[Sequence[int]], Mapping[int, str]]
"""Reads the texts of answers by answer id."""

FIRST_TEXTS = 3_000
"""So many are prepared before anything is learned, those coded among them: the others take longer."""


def code_text(code: Code) -> str:
    """Return what a code says of itself, as models read it."""
    return whole_text(code.name, code.text.definition)


def said_by(codes: Sequence[Code]) -> tuple[str, ...]:
    """Return what all codes say of themselves."""
    return tuple(map(code_text, codes))


class QuestionSpace:
    """Rows of answers, of codes and of any other text, comparable with each other; it never changes.

    Their features are n-grams and, by meaning, ``semantic.DIMENSIONS`` more.
    """

    def __init__(
        self,
        texts: Mapping[int, str],
        codes: Sequence[Code],
        progress: Callable[[int, int], None] | None = None,
        *,
        is_whole: bool = True,
        vectors_of: VectorsOf | None = None,
    ) -> None:
        """Prepare texts; 100 000 take ten seconds.

        Args:
            texts: The answers, or some of them, by answer id; they are not kept.
            codes: The codebook.
            progress: Told (done, total) now and then.
            is_whole: Whether these are all answers there are.
            vectors_of: Tells what texts mean, for texts to be compared by that, too.
        """
        from coder.suggest.latent_view import LatentView
        from coder.suggest.semantic_space import SemanticSpace
        from coder.suggest.text_space import TextSpace

        self.is_whole = is_whole
        self.texts: TextSpace | SemanticSpace = (
            TextSpace() if vectors_of is None else SemanticSpace(vectors_of)
        )
        self.said = said_by(codes)
        """What the codes said of themselves when this was made."""
        self._rows = self.texts.fit_transform([*texts.values(), *self.said], progress)
        self._view = LatentView().fit(self._rows.written)
        self._places = {answer_id: place for place, answer_id in enumerate(texts)}

    def __len__(self) -> int:
        return len(self._places)

    def answers(self, answer_ids: Sequence[int], texts_of: TextsOf) -> Rows:
        """Return rows of answers, shape (n_answers, n_features); texts are read if one was not prepared."""
        places = [self._places.get(each, -1) for each in answer_ids]
        if -1 not in places:
            return self._rows[np.array(places, dtype=np.int64)]
        texts = texts_of(answer_ids)
        return self.texts.transform([texts.get(each, "") for each in answer_ids])

    def codes(self, codes: Sequence[Code]) -> CodeRows:
        """Return what codes say of themselves."""
        from coder.suggest.code_rows import CodeRows

        return CodeRows.read(
            self.texts, [code.name for code in codes], [code.text.definition for code in codes]
        )

    def ranker(self) -> CodeRanker:
        """Return a model of codes that has learned nothing yet, for rows of this space."""
        from coder.suggest.code_ranker import CodeRanker

        return CodeRanker(view=self._view, n_grams=self.texts.n_grams)

    def of_text(self, text: str) -> Rows:
        """Return the row of any text, shape (1, n_features)."""
        return self.texts.transform([text])


def first_space(work: Reading, learned: LearnedCodings) -> QuestionSpace:
    """Prepare the first texts of a question, those coded last among them; of a small one that is all."""
    ids = answer_ids_of(work, learned.question.id)
    coded_last = [each.answer_id for each in learned.in_order()[-FIRST_TEXTS:]]
    chosen = list(dict.fromkeys([*coded_last, *ids]))[:FIRST_TEXTS]
    return QuestionSpace(texts_of(work, chosen), learned.codes, is_whole=len(chosen) == len(ids))


def answer_ids_of(work: Reading, question_id: int, *, in_order: bool = False) -> list[int]:
    """Return the ids of a question's answers, in no order unless that of the file is asked for."""
    return [answer_id for answer_id, _uid in answer_keys(work, question_id, in_order=in_order)]
