"""Replay a coding: each answer ranked by a model that has seen only the answers coded before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from math import ceil
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from coder.suggest.code_rows import CodeRows

Booleans = NDArray[np.bool_]
Scores = NDArray[np.float32]
Rows = csr_matrix

EVERY_ANSWER_UNTIL = 250
"""So many coded answers long the model learns anew from each."""
GROWTH = 1.02
"""After that it does so when so many times as many are coded."""


class Ranker(Protocol):
    """What is replayed: ``coder.suggest.code_ranker.CodeRanker``, or a rival."""

    def fit(self, X: csr_matrix, Y: Booleans, *, code_X: CodeRows) -> Self:
        """Learn from coded answers."""

    def predict_proba(self, X: csr_matrix) -> NDArray[np.floating]:
        """Return how likely each code is for each answer, shape (n_answers, n_codes)."""


def replayed(
    X: csr_matrix,
    Y: Booleans,
    code_X: CodeRows,
    ranker: Callable[[], Ranker],
    *,
    rows: Callable[[Booleans], NDArray[np.intp]] | None = None,
    first: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Scores:
    """Score the codes of each answer as they stood when it was its turn.

    Between two fits the last model serves, but a code that comes into use is always learned at once: what may
    be suggested for an answer is just the codes of the answers before it.

    Args:
        X: The coded answers in the order they were coded, shape (n_answers, n_features).
        Y: Which codes they were given, shape (n_answers, n_codes).
        code_X: The codes' names and definitions, of n_codes.
        ranker: Makes a model that has learned nothing yet.
        rows: Chooses, given the ``Y`` of the coded answers, those to learn from; all of them if left out.
        first: Answers before this one are learned from and not scored.
        progress: Told of (answers replayed, answers).

    Returns:
        Scores of shape (n_answers, n_codes); NaN where a code was not in use yet, and throughout for answers
        that were not scored.
    """
    n_answers = len(Y)
    scores = np.full(Y.shape, np.nan, dtype=np.float32)
    with one_thread():
        for begin, end in _blocks(Y, first):
            known = np.flatnonzero(Y[:begin].any(axis=0))
            if known.size:
                learned = np.arange(begin) if rows is None else rows(Y[:begin])
                model = ranker().fit(X[learned], Y[np.ix_(learned, known)], code_X=code_X[known])
                scores[begin:end, known] = model.predict_proba(X[begin:end])
            if progress is not None:
                progress(end, n_answers)
    return scores


def one_thread() -> AbstractContextManager[object]:
    """Keep matrices to one thread; most fits are small, and on several threads those are slower."""
    limits: AbstractContextManager[object] = threadpool_limits(limits=1)
    return limits


def _blocks(Y: Booleans, first: int) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of the answers that one fit, on all before them, ranks."""
    newcomers = _first_uses(Y)
    begin = first
    while begin < len(Y):
        end = begin + 1 if begin < EVERY_ANSWER_UNTIL else ceil(begin * GROWTH)
        new = newcomers[(newcomers >= begin) & (newcomers < end)]
        end = min(end, len(Y), int(new.min()) + 1 if new.size else end)
        yield begin, end
        begin = end


def _first_uses(Y: Booleans) -> NDArray[np.intp]:
    """Return the answers at which some code came into use."""
    used = Y.any(axis=0)
    return np.unique(Y[:, used].argmax(axis=0)) if used.any() else np.empty(0, dtype=np.intp)
