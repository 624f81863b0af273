"""Level of whole texts: one kernel ridge for all codes, with leave-one-out scores in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.linalg

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]


class RidgeLevel:
    """Kernel ridge regression of every code on the same answers: one Cholesky factor for all.

    Args:
        penalty: Added to the diagonal of the similarities.
        shift: Share of an answer by which a code is thought to have been used before it was.
    """

    def __init__(self, penalty: float, shift: float) -> None:
        self._penalty = penalty
        self._shift = shift

    def fit(self, alike: Floats, given: Floats) -> RidgeLevel:
        """Fit, and score each answer as if it had not been seen.

        Args:
            alike: Similarities between the coded answers, shape (n, n).
            given: 1.0 where an answer has a code, shape (n, L).

        References:
            Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, eq. 5.12: leave-one-out.
        """
        count = len(given)
        self.means = (given.sum(axis=0) + self._shift) / (count + 1)
        if not count:
            self.weights, self.left_out = np.zeros_like(given), np.zeros_like(given)
            return self
        # Each in the place of the one before: of two thousand answers a matrix takes 16 MB. The penalty keeps
        # it far enough from singular for single precision.
        stiff = np.array(alike, order="F")
        stiff[np.diag_indices(count)] += self._penalty
        factor = scipy.linalg.cho_factor(stiff, lower=True, overwrite_a=True)
        inverse = scipy.linalg.cho_solve(
            factor, np.eye(count, dtype=stiff.dtype, order="F"), overwrite_b=True
        )
        self.weights = inverse @ (given - self.means).astype(stiff.dtype)
        self.left_out = given.astype(stiff.dtype) - self.weights / np.diag(inverse)[:, None]
        return self

    def scores(self, alike: Floats) -> Floats:
        """Score answers, shape (m, L), by their similarities to the coded ones, shape (m, n)."""
        return np.asarray(self.means + alike @ self.weights)
