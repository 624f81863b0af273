"""Level of words: naive Bayes over character n-grams, code by code, without the share of the code."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

Floats = np.ndarray[Any, np.dtype[Any]]
Counts = np.ndarray[Any, np.dtype[np.integer[Any]]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]

SMOOTHING = 0.1
USUAL_GRAMS = 100
UNKNOWN = -1
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
        answers = np.bincount(X.indices, minlength=X.shape[1])
        self._answers = answers[answers > 0]
        self._places = np.where(answers > 0, np.cumsum(answers > 0) - 1, UNKNOWN)
        indices = self._places[X.indices]
        rows = csr_matrix((X.data, indices, X.indptr), (X.shape[0], len(self._answers)), dtype=np.float32)
        lengths = np.asarray(rows.sum(axis=1), dtype=np.float64)
        self._given = given > 0
        self._rows = rows
        self._with_code = np.asarray(rows.T @ given, dtype=np.float32)
        self._with_any = np.asarray(rows.sum(axis=0), dtype=np.float32).ravel()
        self._lengths_with = lengths.ravel() @ given
        self._length = float(lengths.sum())
        return self

    def scores(self, X: csr_matrix) -> Floats:
        """Score answers, shape (m, L)."""
        indices = self._places[X.indices]
        rows = _kept((X.data, indices, X.indptr), indices != UNKNOWN, len(self._answers))
        nothing = np.zeros((X.shape[0], self._given.shape[1]), dtype=bool)
        return self._scored(rows, np.zeros((X.shape[0], 1)), nothing, np.diff(X.indptr))

    def left_out(self, answers: Counts) -> Floats:
        """Score some of the answers it was fitted on, each as if it had not been seen, shape (answers, L)."""
        rows = self._rows[answers]
        own = np.asarray(rows.sum(axis=1), dtype=np.float64)
        # An n-gram that no other answer has says nothing then.
        shared = self._answers[rows.indices] > 1
        kept = _kept((rows.data, rows.indices, rows.indptr), shared, len(self._answers))
        return self._scored(kept, own, self._given[answers], np.diff(rows.indptr))

    def _scored(self, rows: csr_matrix, own: Floats, given: Truths, grams: Counts) -> Floats:
        """Sum up; own is what each row had added to all lengths, and given the codes it added it to."""
        with_code = self._lengths_with - own * given
        without = np.maximum(self._length - own - with_code, 0)
        smooth = SMOOTHING * max(len(self._answers), 1)
        scores = -np.asarray(rows.sum(axis=1)) * np.log((with_code + smooth) / (without + smooth))
        owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        for begin in range(0, len(rows.data), _ENTRIES_AT_ONCE):
            part = slice(begin, begin + _ENTRIES_AT_ONCE)
            odds = self._odds(rows.indices[part], rows.data[part], own[owner[part]], given[owner[part]])
            starts = np.clip(rows.indptr - begin, 0, len(odds))
            scores += (
                csr_matrix((rows.data[part], np.arange(len(odds)), starts), (rows.shape[0], len(odds))) @ odds
            )
        return np.asarray(scores / np.sqrt(np.maximum(grams, 1)[:, None] / USUAL_GRAMS))

    def _odds(self, grams: Counts, weights: Floats, own: Floats, given: Truths) -> Floats:
        """Return log-odds of n-grams, each without what its answer itself had added, shape (entries, L)."""
        odds = self._with_code[grams]
        with_any = self._with_any[grams]
        entries, codes = np.nonzero(given)
        odds[entries, codes] -= weights[entries]
        with_any = with_any - np.where(own[:, 0] > 0, weights, 0)
        np.maximum(odds, 0, out=odds)
        without = with_any[:, None] - odds
        np.maximum(without, 0, out=without)
        without += np.float32(SMOOTHING)
        odds += np.float32(SMOOTHING)
        odds /= without
        return np.log(odds, out=odds)


def _kept(rows: tuple[Floats, Counts, Counts], keep: Truths, columns: int) -> csr_matrix:
    """Return rows, given as (values, columns, ends), with only the entries that are kept."""
    values, indices, ends = rows
    starts = np.concatenate([[0], np.cumsum(keep)])[ends]
    shape = (len(ends) - 1, columns)
    return csr_matrix((values[keep], indices[keep], starts), shape, dtype=np.float32)
