"""The texts of a question's answers and codes as rows of one space, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from coder.domain.codebook import Code

if TYPE_CHECKING:
    from coder.suggest.replay import Rows
    from coder.suggest.text_space import TextSpace


TextsOf = Callable[[Sequence[int]], Mapping[int, str]]
"""Reads the texts of answers by answer id."""


def code_text(code: Code) -> str:
    """Return what a code says of itself, as models read it."""
    return f"{code.name}. {code.text.definition}"


class QuestionSpace:
    """Rows of answers, of codes and of any other text, comparable with each other; it never changes."""

    def __init__(
        self,
        texts: Mapping[int, str],
        codes: Sequence[Code],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Prepare texts; 100 000 take ten seconds.

        Args:
            texts: The answers, or some of them, by answer id; they are not kept.
            codes: The codebook.
            progress: Told (done, total) now and then.
        """
        from coder.suggest.text_space import TextSpace

        self.texts: TextSpace = TextSpace()
        self._rows = self.texts.fit_transform([*texts.values(), *map(code_text, codes)], progress)
        self._places = {answer_id: place for place, answer_id in enumerate(texts)}

    def __len__(self) -> int:
        return len(self._places)

    def answers(self, answer_ids: Sequence[int], texts_of: TextsOf) -> Rows:
        """Return rows of answers, shape (n_answers, n_grams); texts are read where some were not prepared."""
        places = [self._places.get(each, -1) for each in answer_ids]
        if -1 not in places:
            return self._rows[np.array(places, dtype=np.int64)]
        texts = texts_of(answer_ids)
        return self.texts.transform([texts.get(each, "") for each in answer_ids])

    def codes(self, codes: Sequence[Code]) -> Rows:
        """Return rows of codes, shape (n_codes, n_grams)."""
        return self.texts.transform([code_text(code) for code in codes])

    def of_text(self, text: str) -> Rows:
        """Return the row of any text, shape (1, n_grams)."""
        return self.texts.transform([text])
