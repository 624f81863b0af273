"""Two-level model that ranks codes for an answer; it follows from the codings alone."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator

from coder.suggest.level_combine import chance, pulled_logistic
from coder.suggest.level_neighbour import nearest_with_code, vote_of_nearest, without_oneself
from coder.suggest.level_ridge import RidgeLevel

Floats = np.ndarray[Any, np.dtype[np.float64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]

SCALES = np.array([4.0, 3.0, 3.0, 1.0, 5.0, 5.0, 1.0])
"""Of ridge, nearest with the code, vote, share, name, name by use, bias: so that one pull suits all."""
START = np.array([1.7, -0.2, 0.9, 0.6, 1.7, 1.0, -3.3])
FEWEST_TO_LEARN = 4
SHIFT = 0.2
USUAL_LOG_ODDS = 2.5
"""Log-odds of a code are around minus this."""


class CodeRanker(BaseEstimator):  # type: ignore[misc]  # sklearn ships no types
    """Probabilities of codes, from coded answers and from the codes' names and definitions.

    The caller picks the training rows (`training_rows`) and limits BLAS to one thread: small matrices on
    many threads are slower. Refitting is the only way to learn; a fit depends on its arguments alone.

    Args:
        penalty: Ridge penalty of the first level.
        neighbours: How many nearest answers vote.
        pull: How firmly the second level is drawn to its start weights.

    Attributes:
        ridge_: Fitted ridge level.
        counts_: Coded answers that have each code, shape (L,).
        weights_: Weights of the second level, shape (7,).
    """

    def __init__(self, penalty: float = 0.2, neighbours: int = 10, pull: float = 4.0) -> None:
        self.penalty = penalty
        self.neighbours = neighbours
        self.pull = pull

    def fit(self, X: csr_matrix, Y: Truths, *, code_X: csr_matrix) -> Self:
        """Learn from coded answers.

        Args:
            X: Rows of the coded answers, L2-normed, shape (n, d); n may be 0.
            Y: True where an answer has a code, shape (n, L).
            code_X: Rows of the codes' "name. definition" in the same space, shape (L, d).
        """
        self.X_, self.code_X_ = X, code_X
        self.given_ = np.asarray(Y, dtype=np.float64)
        self.counts_ = self.given_.sum(axis=0)
        alike = _similarities(X, X)
        self.ridge_ = RidgeLevel(self.penalty, SHIFT).fit(alike, self.given_)
        self.weights_ = START
        taught = self.given_.sum(axis=0) - self.given_ > 0
        if X.shape[0] >= FEWEST_TO_LEARN and taught.any():
            features = self._features(
                self.ridge_.left_out, without_oneself(alike), X, self.counts_ - self.given_, X.shape[0] - 1
            )
            self.weights_ = pulled_logistic(features[taught], self.given_[taught] > 0, START, self.pull)
        return self

    def predict_proba(self, X: csr_matrix) -> Floats:
        """Return the probability that a person gives each answer each code, shape (m, L)."""
        alike = _similarities(X, self.X_)
        counts = np.broadcast_to(self.counts_, (X.shape[0], len(self.counts_)))
        features = self._features(self.ridge_.scores(alike), alike, X, counts, self.X_.shape[0])
        return chance(features @ self.weights_)

    def _features(self, ridge: Floats, alike: Floats, X: csr_matrix, counts: Floats, coded: int) -> Floats:
        """Return what the first level says of each pair of answer and code, shape (m, L, 7)."""
        shares = (counts + SHIFT) / (coded + 1)
        names = _similarities(X, self.code_X_)
        names = names - names.mean(axis=1, keepdims=True) if names.size else names
        features = np.stack(
            [
                ridge,
                nearest_with_code(alike, self.given_),
                vote_of_nearest(alike, self.given_, self.neighbours),
                np.log(shares / (1 - shares)) + USUAL_LOG_ODDS,
                names,
                names / np.sqrt(1 + counts),
                np.ones_like(ridge),
            ],
            axis=2,
        )
        return np.asarray(features * SCALES)


def _similarities(rows: csr_matrix, others: csr_matrix) -> Floats:
    """Return inner products of sparse rows, dense, shape (m, n)."""
    return np.asarray((rows @ others.T).toarray(), dtype=np.float64)
