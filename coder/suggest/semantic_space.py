"""A text space in which each text also stands by what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from coder.suggest.semantic import DIMENSIONS, Vectors, centred
from coder.suggest.text_space import Places, Progress, TextRows, TextSpace

VectorsOf = Callable[[Sequence[str]], Vectors]
"""``embed``, or a cache before it."""

MEANING = 0.5
"""Share of likeness that is likeness of meaning; .5 to .7 rank codes equally well (docs/performance.md)."""


class SemanticSpace:
    """A ``TextSpace`` with ``DIMENSIONS`` columns more, for what texts mean; whole rows are of unit length.

    It serves where a ``TextSpace`` does, but models of words must be told of its ``n_grams``.
    """

    def __init__(self, vectors_of: VectorsOf, meaning: float = MEANING) -> None:
        self._vectors_of = vectors_of
        self._meaning = meaning
        self._written = TextSpace()

    def fit_transform(self, texts: Sequence[str], progress: Progress | None = None) -> SemanticRows:
        """Learn from texts, and return their rows, made when asked for."""
        rows = self._written.fit_transform(texts, progress)
        vectors = self._vectors_of(texts)
        self._middle = vectors.mean(axis=0) if len(vectors) else np.zeros(DIMENSIONS, dtype=np.float32)
        return SemanticRows(rows, centred(vectors, self._middle).astype(np.float16), self._meaning)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts, shape (n_texts, n_grams + DIMENSIONS)."""
        rows = self._written.transform(texts)
        return _mixed(rows, centred(self._vectors_of(texts), self._middle).astype(np.float16), self._meaning)

    @property
    def n_grams(self) -> int:
        """Columns that are n-grams; those after them are of meaning."""
        return len(self._written.idf_)

    @property
    def idf_(self) -> NDArray[np.float32]:
        """Weight of each column, shape (n_grams + DIMENSIONS,)."""
        return np.append(self._written.idf_, np.ones(DIMENSIONS, dtype=np.float32))

    def grams_of(self, words: Sequence[str]) -> csr_matrix:
        """Return how often each n-gram is in each word; a word alone means nothing here."""
        return _widened(self._written.grams_of(words))


class SemanticRows:
    """Rows of many texts in a ``SemanticSpace``, made when asked for."""

    def __init__(self, written: TextRows, meant: NDArray[np.float16], meaning: float) -> None:
        self.written = written
        """The same texts by their n-grams alone."""
        self._meant = meant
        self._meaning = meaning

    @property
    def shape(self) -> tuple[int, int]:
        """Texts and columns."""
        return len(self), self.written.shape[1] + DIMENSIONS

    def __len__(self) -> int:
        return len(self.written)

    def __getitem__(self, places: Places) -> csr_matrix:
        return _mixed(self.written[places], np.atleast_2d(self._meant[places]), self._meaning)


def _mixed(written: csr_matrix, meant: NDArray[np.float16], meaning: float) -> csr_matrix:
    """Put both kinds of columns side by side, so that likenesses add up."""
    both = [written * np.float32((1 - meaning) ** 0.5), csr_matrix(meant.astype(np.float32) * meaning**0.5)]
    return hstack(both, format="csr", dtype=np.float32)


def _widened(written: csr_matrix) -> csr_matrix:
    return csr_matrix(
        (written.data, written.indices, written.indptr),
        shape=(written.shape[0], written.shape[1] + DIMENSIONS),
    )
