"""A second view of texts: the directions in which a question's own answers differ most."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator
from sklearn.decomposition import TruncatedSVD

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

MOST_TEXTS = 3000
"""Texts that the directions are found from; more add seconds and little else."""
MOST_DIRECTIONS = 100
FEWEST_TEXTS = 10


class LatentView(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Words that stand in the same surroundings come near each other, learned from answers without codes.

    Args:
        seed: Of the random sample, where there are more texts than are needed, and of the decomposition.

    Attributes:
        places_: For each column of the rows its place among those that count, or the last, shape (d,).
        directions_: Weights of those that count, and zeros, shape (c + 1, q); q grows with the root of the
            number of texts.

    References:
        Deerwester et al. (1990), Indexing by latent semantic analysis, JASIS 41(6), 391-407.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, X: csr_matrix) -> Self:
        """Find the directions.

        Args:
            X: Rows of answers and of codes' texts, shape (n, d), or what gives such rows when indexed.
        """
        texts = X.shape[0]
        some = np.arange(texts)
        if texts > MOST_TEXTS:
            some = np.sort(np.random.default_rng(self.seed).choice(texts, MOST_TEXTS, replace=False))
        rows = csr_matrix(X[some])
        counted = np.bincount(rows.indices, minlength=rows.shape[1]) > 1
        columns = np.flatnonzero(counted)
        self.places_ = np.where(counted, np.cumsum(counted) - 1, len(columns))
        q = min(MOST_DIRECTIONS, round(2 * len(some) ** 0.5), len(columns) - 1)
        if len(some) < FEWEST_TEXTS or q < 2:
            self.directions_ = np.zeros((len(columns) + 1, 1))
        else:
            found = TruncatedSVD(q, random_state=self.seed).fit(rows[:, columns]).components_.T
            self.directions_ = np.vstack([found, np.zeros((1, q))]).astype(np.float32)
        return self

    def transform(self, X: csr_matrix) -> Floats:
        """Return the texts in these directions, of unit length or empty, shape (m, q)."""
        rows = csr_matrix((X.data, self.places_[X.indices], X.indptr), (X.shape[0], len(self.directions_)))
        found = np.asarray(rows @ self.directions_, dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths > 0, lengths, 1))

    def __sklearn_clone__(self) -> Self:
        """Stay fitted: it learns from texts once a question, not at every fit of a model that uses it."""
        return self
