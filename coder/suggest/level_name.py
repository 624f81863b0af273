"""Level of names: how much an answer is like what is said of a code, before and beside anything coded."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.code_rows import CodeRows

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

GUESSED_ANSWERS = 5
"""What is thought to be usual counts as so many answers."""
GUESSED_SPREAD = 0.05
LEAST_SPREAD = 0.02
_ROWS_AT_ONCE = 250


class NameLevel:
    """Similarities of answers to codes' names and definitions, with what is usual for each code."""

    def __init__(self, codes: CodeRows) -> None:
        self._codes = codes

    def fit(self, X: csr_matrix) -> NameLevel:
        """Learn how alike the coded answers are to each code's text, whichever code they have."""
        alike = self._to_whole(X)
        answers, codes = alike.shape
        guess = alike.mean() if alike.size else 0.0
        sure = answers + GUESSED_ANSWERS
        self._usual = (alike.sum(axis=0) + GUESSED_ANSWERS * guess) / sure
        squares = ((alike - self._usual) ** 2).sum(axis=0) + GUESSED_ANSWERS * GUESSED_SPREAD**2
        self._spread = np.sqrt(squares / sure).reshape(codes)
        return self

    def whole(self, X: csr_matrix) -> tuple[Floats, Floats]:
        """Return similarity to the whole text less its mean over codes, and by what is usual; each (m, L)."""
        alike = self._to_whole(X)
        return _less_mean(alike), (alike - self._usual) / (self._spread + LEAST_SPREAD)

    def parts(self, X: csr_matrix) -> Floats:
        """Return similarity to the most alike part of the text, less its mean over codes, shape (m, L)."""
        alike = similarities(X, self._codes.parts)
        if not alike.shape[1]:
            return np.zeros((X.shape[0], self._codes.shape[0]))
        starts = np.searchsorted(self._codes.part_of, np.arange(self._codes.shape[0]))
        return _less_mean(np.maximum.reduceat(alike, starts, axis=1))

    def _to_whole(self, X: csr_matrix) -> Floats:
        return similarities(X, self._codes.whole)


def similarities(rows: csr_matrix, others: csr_matrix) -> Floats:
    """Return inner products of sparse rows, dense, shape (m, n), as exact as the rows are."""
    alike = np.zeros((rows.shape[0], others.shape[0]), dtype=np.result_type(rows.dtype, others.dtype))
    columns = others.T
    # In parts: a sparse product of nearly full rows takes twice the room of the dense one.
    for start in range(0, len(alike), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        (rows[part] @ columns).toarray(out=alike[part])
    return alike


def _less_mean(alike: Floats) -> Floats:
    return np.asarray(alike - alike.mean(axis=1, keepdims=True)) if alike.size else alike
