"""What suggestions are held against: the usual models, on the same rows, behind the model's own interface."""

from __future__ import annotations

import warnings
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB

from coder.suggest.code_rows import CodeRows
from coder.suggest.replay import Booleans, Rows

Floats = NDArray[np.float64]
NEIGHBOURS = 10


class CodeShare:
    """The codes used most, whatever the answer says."""

    def fit(self, X: Rows, Y: Booleans, *, code_X: CodeRows) -> Self:
        self._share = (Y.sum(axis=0) + 0.2) / (len(Y) + 1)
        return self

    def predict_proba(self, X: Rows) -> Floats:
        return np.tile(self._share, (X.shape[0], 1))


class Neighbours:
    """What the ten nearest answers have, weighted by similarity; ties by use."""

    def fit(self, X: Rows, Y: Booleans, *, code_X: CodeRows) -> Self:
        self._X, self._Y = X, Y.astype(float)
        return self

    def predict_proba(self, X: Rows) -> Floats:
        alike = cosine_similarity(X, self._X)
        nearest = np.argsort(-alike, axis=1)[:, :NEIGHBOURS]
        weights = np.take_along_axis(alike, nearest, axis=1)
        votes = np.einsum("mk,mkl->ml", weights, self._Y[nearest]) / (weights.sum(axis=1)[:, None] + 1e-9)
        return np.asarray(votes + 1e-6 * self._Y.mean(axis=0))


class OneVsRest:
    """A classifier of scikit-learn for each code by itself."""

    def __init__(self, classifier: Any) -> None:
        self._model = OneVsRestClassifier(classifier)

    def fit(self, X: Rows, Y: Booleans, *, code_X: CodeRows) -> Self:
        with warnings.catch_warnings():
            # It warns of codes that every answer has.
            warnings.simplefilter("ignore")
            self._model.fit(X, Y.astype(int))
        self._single = Y.shape[1] == 1
        return self

    def predict_proba(self, X: Rows) -> Floats:
        found = np.asarray(self._model.predict_proba(X))
        return found[:, -1:] if self._single else found


def logistic_regression() -> OneVsRest:
    """The usual model."""
    return OneVsRest(LogisticRegression(solver="liblinear"))


def balanced_regression() -> OneVsRest:
    """The same with rare codes weighed up: ranks far better, and its probabilities mean nothing."""
    return OneVsRest(LogisticRegression(solver="liblinear", class_weight="balanced"))


def complement_bayes() -> OneVsRest:
    """The best of the simple models where codes are rare."""
    return OneVsRest(ComplementNB())
