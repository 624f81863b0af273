"""Two-level model that ranks codes for an answer; it follows from the codings alone."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator

from coder.suggest.code_features import FirstLevel, View
from coder.suggest.code_rows import CodeRows
from coder.suggest.level_combine import chance, not_too_sure, pulled_logistic

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]

SCALES = np.array([0.17, 0.127, 0.163, 3.94, 0.195, 0.18, 1.2, 0.0536, 0.0283, 0.773, 0.0708, 0.651, 1])
"""What brings the features to a spread of one, so that one pull suits all."""
START = np.array(
    [0.356, 0.0361, 0.113, 0.736, 0.479, 0.0715, 0.283, -0.354, 0.342, 0.299, 0.309, 0.594, -2.98]
)
"""Weights where little is coded: what fits replays of coded sets best (``benchmarks/suggest_start.py``)."""
FEWEST_TO_LEARN = 4
MOST_LEFT_OUT = 100
"""Answers, of all ages, that the second level learns from: thirteen weights need no more."""


class CodeRanker(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """Probabilities of codes, from coded answers and from the codes' names and definitions.

    The caller picks the training rows (`training_rows`) and limits BLAS to one thread: small matrices on
    many threads are slower. Refitting is the only way to learn; a fit depends on its arguments alone.

    Args:
        penalty: Ridge penalty of the first level.
        neighbours: How many of the nearest answers vote.
        pull: How firmly the second level is drawn to its start weights.
        view: A second, dense view of the rows; a ``LatentView`` of all answers to the question, for one.
        n_grams: So many columns of rows are n-grams, in a ``SemanticSpace``; all are if None.

    Attributes:
        ridge_: Fitted ridge level, whose weights say which n-grams speak for a code.
        answers_: How many coded answers it learned from.
        counts_: Coded answers that have each code, shape (L,).
        weights_: Weights of the second level, in the order of ``FEATURES``.
    """

    def __init__(
        self,
        penalty: float = 0.3,
        neighbours: int = 10,
        pull: float = 32.0,
        view: View | None = None,
        n_grams: int | None = None,
    ) -> None:
        self.penalty = penalty
        self.neighbours = neighbours
        self.pull = pull
        self.view = view
        self.n_grams = n_grams

    def fit(self, X: csr_matrix, Y: Truths, *, code_X: CodeRows) -> Self:
        """Learn from coded answers.

        Args:
            X: Rows of the coded answers, L2-normed, shape (n, d); n may be 0.
            Y: True where an answer has a code, shape (n, L).
            code_X: The codes' names and definitions in the same space, of L.
        """
        given = np.asarray(Y, dtype=np.float64)
        self.first_ = FirstLevel(self.penalty, self.neighbours, self.view, self.n_grams)
        rows = np.unique(np.linspace(0, max(len(given) - 1, 0), MOST_LEFT_OUT).astype(np.intp))[: len(given)]
        self.first_.fit(csr_matrix(X), given, code_X, held_out=rows)
        self.ridge_ = self.first_.ridge
        self.answers_ = len(given)
        self.counts_ = given.sum(axis=0)
        self.weights_ = START
        # Of a code's only answer nothing is left to learn from when it is left out.
        taught = self.counts_ - given[rows] > 0
        if len(given) >= FEWEST_TO_LEARN and taught.any():
            features = self.first_.left_out()[taught] / SCALES
            self.weights_ = pulled_logistic(features, given[rows][taught] > 0, START, self.pull)
        return self

    def predict_proba(self, X: csr_matrix) -> Floats:
        """Return the probability that a person gives each answer each code, shape (m, L)."""
        log_odds = self.first_.of(csr_matrix(X)) / SCALES @ self.weights_
        return chance(not_too_sure(log_odds, self.answers_))
