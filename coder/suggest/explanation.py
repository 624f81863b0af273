"""Which words of an answer spoke for a code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array

from coder.suggest.grams import Word, placed_words, shared_forms
from coder.text.stop_words import says_something

Span = tuple[int, int]
Floats = NDArray[Any]

WORDS = 3
"""So many are told unless asked otherwise."""
LEAST_OF_BEST = 0.2
"""A word that speaks less than this share of the one that speaks most, be that a stop word, is not told."""
NAME_WEIGHT = 1.5
"""What a code's name and definition weigh beside one coded answer."""


class WordSpace(Protocol):
    """What knows the n-grams of words: a fitted ``TextSpace``, or a ``SemanticSpace``."""

    @property
    def idf_(self) -> NDArray[np.float32]:
        """Weight of each column, shape (d,)."""

    def grams_of(self, words: Sequence[str]) -> csr_matrix:
        """Return how often each n-gram is in each word, shape (n_words, d)."""


class Explainer:
    """Tells what spoke for codes in any answer: n-gram weights, summed over the n-grams of each word.

    Args:
        space: Where the rows come from.
        X: Rows of the coded answers that were learned from, shape (n, d); n may be 0.
        weights: How far each of them speaks for each code, shape (n, L): the dual weights of a linear model.
        code_X: Rows of the codes' names and definitions, shape (L, d).
    """

    def __init__(self, space: WordSpace, X: csr_matrix, weights: Floats, code_X: csr_matrix) -> None:
        self._space = space
        self._X = X
        self._weights = weights
        self._code_X = code_X

    def spans(self, text: str, codes: Sequence[int], n: int = WORDS) -> list[list[Span]]:
        """Return for each code (a column) the words that spoke most for it, first the one that did so most.

        Places are code points of the raw text. A word that stands there twice is told once; where nothing
        spoke for a code its list is empty.
        """
        words = _distinct_words(text)
        rows = _word_rows([word.form for word in words], self._space)
        columns = list(codes)
        names = (rows @ self._code_X.T).toarray()
        if names.shape[1] > 1:
            names -= names.mean(axis=1, keepdims=True)
        # By way of likeness to answers: a word has few n-grams, the weights of all n-grams would be many.
        spoken = (rows @ self._X.T) @ self._weights[:, columns] + NAME_WEIGHT * names[:, columns]
        return [_most_telling(words, spoken[:, place], n) for place in range(len(columns))]


def _distinct_words(text: str) -> list[Word]:
    """Return the words of a text, each form once."""
    words = placed_words(text)
    forms = shared_forms([word.form for word in words])
    first = dict(zip(reversed(forms), reversed(words), strict=True))
    return sorted(first.values(), key=lambda word: word.start)


def _word_rows(words: Sequence[str], space: WordSpace) -> csr_matrix:
    """Return what each word adds to the row of its text, but for that row's length."""
    return (space.grams_of(words) @ diags_array(space.idf_)).tocsr()


def _most_telling(words: Sequence[Word], spoken: Floats, n: int) -> list[Span]:
    least = LEAST_OF_BEST * max(spoken, default=0)
    best = [
        words[place]
        for place in np.argsort(-spoken, kind="stable")
        if spoken[place] > 0 and spoken[place] >= least and says_something(words[place].form)
    ]
    return [(word.start, word.end) for word in best[:n]]
