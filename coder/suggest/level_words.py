"""Level of words: naive Bayes over character n-grams, code by code, without the share of the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Floats = np.ndarray[Any, np.dtype[np.float64]]

SMOOTHING = 0.1
USUAL_GRAMS = 100
_ENTRIES_AT_ONCE = 5_000
"""N-grams of answers laid out code by code at once: few enough for the processor's own memory."""


class WordLevel:
    """Log-odds of an answer's n-grams in answers with a code to those in answers without.

    Divided by the root of the answer's length, so that long answers are not too sure.

    References:
        Rennie et al. (2003), Tackling the poor assumptions of naive Bayes text classifiers, ICML: TF-IDF
        weights in place of counts.
    """

    def fit(self, X: csr_matrix, given: Floats) -> WordLevel:
        """Learn.

        Args:
            X: Rows of the coded answers, shape (n, d).
            given: 1.0 where an answer has a code, shape (n, L).
        """
        self._columns = np.unique(X.indices)
        rows = self._narrowed(X)
        self._with_code = np.asarray(rows.T @ given, dtype=np.float32)
        self._shared = np.flatnonzero(np.bincount(rows.indices, minlength=len(self._columns)) > 1)
        self._with_any = np.asarray(rows.sum(axis=0), dtype=np.float32).ravel()
        self._lengths_with = np.asarray(rows.sum(axis=1)).ravel() @ given
        self._length = float(rows.sum())
        return self

    def scores(self, X: csr_matrix) -> Floats:
        """Score answers, shape (m, L)."""
        return self._scored(X, np.zeros((X.shape[0], self._with_code.shape[1])), left_out=False)

    def left_out(self, X: csr_matrix, given: Floats) -> Floats:
        """Score the answers it was fitted on, each as if it had not been seen, shape (n, L)."""
        return self._scored(X, given, left_out=True)

    def _narrowed(self, X: csr_matrix) -> csr_matrix:
        """Return the known columns, in float32, since many logarithms are taken."""
        return csr_matrix(X[:, self._columns], dtype=np.float32)

    def _scored(self, X: csr_matrix, given: Floats, *, left_out: bool) -> Floats:
        rows = self._narrowed(X)
        own = np.asarray(rows.sum(axis=1), dtype=np.float64) * left_out
        if left_out:
            # An n-gram that no other answer has says nothing then.
            rows = rows[:, self._shared]
        with_code = self._lengths_with - own * given
        without = np.maximum(self._length - own - with_code, 0)
        smooth = SMOOTHING * max(len(self._columns), 1)
        sums = np.asarray(rows.sum(axis=1), dtype=np.float64)
        scores = -sums * np.log((with_code + smooth) / (without + smooth))
        for part in _parts(rows):
            scores[part] += self._odds_of_grams(rows[part], given[part], left_out=left_out)
        grams = np.maximum(np.diff(X.indptr), 1)[:, None]
        return np.asarray(scores / np.sqrt(grams / USUAL_GRAMS))

    def _odds_of_grams(self, rows: csr_matrix, given: Floats, *, left_out: bool) -> Floats:
        """Return the sums over each row's n-grams of their weighted log-odds, laid out n-gram by code."""
        places = self._shared[rows.indices] if left_out else rows.indices
        odds = self._with_code[places]
        with_any = self._with_any[places]
        if left_out:
            owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
            odds -= rows.data[:, None] * given[owner].astype(np.float32)
            with_any = with_any - rows.data
        np.maximum(odds, 0, out=odds)
        without = with_any[:, None] - odds
        np.maximum(without, 0, out=without)
        without += SMOOTHING
        odds += SMOOTHING
        odds /= without
        np.log(odds, out=odds)
        entries = np.arange(len(rows.data))
        return np.asarray(csr_matrix((rows.data, entries, rows.indptr), (rows.shape[0], len(entries))) @ odds)


def _parts(rows: csr_matrix) -> Iterator[slice]:
    """Yield runs of rows that hold few enough entries to be laid out code by code."""
    begin = 0
    while begin < rows.shape[0]:
        end = int(np.searchsorted(rows.indptr, rows.indptr[begin] + _ENTRIES_AT_ONCE))
        end = min(max(end, begin + 1), rows.shape[0])
        yield slice(begin, end)
        begin = end
