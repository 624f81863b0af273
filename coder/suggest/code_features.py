"""First level: what each single view says of a pair of answer and code, side by side for the second level."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.code_rows import CodeRows
from coder.suggest.level_name import NameLevel, similarities
from coder.suggest.level_neighbour import nearest_with_code, vote_of_nearest, without_oneself
from coder.suggest.level_ridge import RidgeLevel
from coder.suggest.level_words import WordLevel

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Places = np.ndarray[Any, np.dtype[np.intp]]

FEATURES = (
    "ridge",
    "nearest with the code",
    "vote of the nearest",
    "words",
    "ridge of the second view",
    "vote of the second view",
    "share",
    "name",
    "name by use",
    "name by what is usual",
    "best part of the name",
    "length",
    "bias",
)
SHIFT = 0.2
"""Share of an answer by which a code is thought to have been used before it was."""


class View(Protocol):
    """What makes a second, dense view of rows: ``LatentView``."""

    def transform(self, X: csr_matrix) -> Floats:
        """Return rows of unit length, shape (m, q)."""


class FirstLevel:
    """All first-level models on the same coded answers.

    Args:
        penalty: Of the ridge on n-grams; the denser second view takes twice as much.
        neighbours: How many of the nearest answers vote.
        view: A second view of the answers, if there is one.
        n_grams: So many columns of rows are n-grams, and the others tell what texts mean; all are if None.
    """

    def __init__(
        self, penalty: float, neighbours: int, view: View | None, n_grams: int | None = None
    ) -> None:
        self._penalty = penalty
        self._neighbours = neighbours
        self._view = view
        self._n_grams = n_grams

    def fit(self, X: csr_matrix, given: Floats, codes: CodeRows, held_out: Places) -> FirstLevel:
        """Learn from coded answers.

        Args:
            X: Their rows, shape (n, d).
            given: 1.0 where an answer has a code, shape (n, L).
            codes: The codes' texts.
            held_out: Places of answers whose features ``left_out`` tells.
        """
        self._X, self._given, self._held_out = X, given, held_out
        alike = similarities(X, X)
        self.ridge = RidgeLevel(self._penalty, SHIFT).fit(alike, given)
        self._others = without_oneself(alike, held_out)
        del alike
        self._dense = self._view.transform(self._written(X)) if self._view else None
        if self._dense is not None:
            alike = self._dense @ self._dense.T
            self._dense_ridge = RidgeLevel(2 * self._penalty, SHIFT).fit(alike, given)
            self._dense_others = without_oneself(alike, held_out)
        self._words = WordLevel().fit(self._written(X), given)
        self._names = NameLevel(codes).fit(X)
        self._grams = float(np.diff(self._written(X).indptr).sum())
        return self

    def left_out(self) -> Floats:
        """Return the features of those held out, each as if it were not coded, shape (held out, L, f)."""
        rows = self._held_out
        second = None
        if self._dense is not None:
            second = self._dense_ridge.left_out[rows], self._dense_others
        return self._features(
            self._X[rows],
            self._given.sum(axis=0) - self._given[rows],
            len(self._given) - 1,
            (self.ridge.left_out[rows], self._others),
            second,
            self._words.left_out(rows),
        )

    def of(self, X: csr_matrix) -> Floats:
        """Return the features of answers, shape (m, L, f)."""
        alike = similarities(X, self._X)
        counts = np.broadcast_to(self._given.sum(axis=0), (X.shape[0], self._given.shape[1]))
        second = None
        if self._view is not None and self._dense is not None:
            dense_alike = self._view.transform(self._written(X)) @ self._dense.T
            second = self._dense_ridge.scores(dense_alike), dense_alike
        first = self.ridge.scores(alike), alike
        return self._features(
            X, counts, len(self._given), first, second, self._words.scores(self._written(X))
        )

    def _features(
        self,
        X: csr_matrix,
        counts: Floats,
        coded: int,
        first: tuple[Floats, Floats],
        second: tuple[Floats, Floats] | None,
        words: Floats,
    ) -> Floats:
        """Lay features out; views are (ridge scores, similarities to the coded answers)."""
        shares = (counts + SHIFT) / (coded + 1)
        name, name_by_usual = self._names.whole(X)
        ridge, alike = first
        if second is None:
            # Told by the only view there is, so that the second level needs no other weights.
            second = first
        features = (
            ridge,
            nearest_with_code(alike, self._given),
            vote_of_nearest(alike, self._given, self._neighbours),
            words,
            second[0],
            vote_of_nearest(second[1], self._given, self._neighbours),
            np.log(shares / (1 - shares)),
            name,
            name / np.sqrt(1 + counts),
            name_by_usual,
            self._names.parts(X),
            np.broadcast_to(self._lengths(X)[:, None], counts.shape),
            np.ones_like(counts),
        )
        return np.stack(features, axis=2)

    def _written(self, X: csr_matrix) -> csr_matrix:
        """Return the n-grams alone."""
        return X if self._n_grams is None else X[:, : self._n_grams]

    def _lengths(self, X: csr_matrix) -> Floats:
        """Return how long answers are beside the coded ones, as logarithms."""
        grams = np.maximum(np.diff(self._written(X).indptr), 1)
        usual = (self._grams + grams) / (len(self._given) + 1)
        return np.asarray(np.log(grams / usual))
