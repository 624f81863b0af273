"""Ranks earlier answers for one new code: which of them would have been given it, had it been there."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack

from coder.suggest.level_name import similarities
from coder.suggest.level_ridge import RidgeLevel

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]

PENALTY = 0.2
SHIFT = 0.2
NAME_WEIGHT = 1.5


def revisit_scores(
    X_open: csr_matrix, X_positive: csr_matrix, X_asked_negative: csr_matrix, code_row: csr_matrix
) -> Floats:
    """Score answers that were coded before the code was there.

    They are no negatives: nobody was asked. So early on the name speaks, and with each answer that is given
    the code those that are like it.

    Args:
        X_open: Rows of the answers to rank, shape (m, d).
        X_positive: Rows of answers that have the code, shape (p, d); p may be 0.
        X_asked_negative: Rows of answers looked at with the code in mind and not given it, shape (q, d).
        code_row: The code's name and definition, shape (1, d), or what more is said of it, a row each.

    Returns:
        Scores, shape (m,); only their order means something.
    """
    name = _spread_out(similarities(X_open, code_row).max(axis=1, initial=0))
    positives = X_positive.shape[0]
    if not positives:
        return NAME_WEIGHT * name
    asked = csr_matrix(vstack([X_positive, X_asked_negative]))
    given = np.zeros((asked.shape[0], 1))
    given[:positives] = 1
    ridge = RidgeLevel(PENALTY, SHIFT).fit(similarities(asked, asked), given)
    alike = similarities(X_open, asked) @ ridge.weights
    return np.asarray(_spread_out(alike[:, 0]) * np.sqrt(positives) + NAME_WEIGHT * name)


def _spread_out(scores: Floats) -> Floats:
    """Return scores with mean 0 and spread 1, or zeros if they do not differ."""
    spread = scores.std() if len(scores) else 0
    return np.asarray((scores - scores.mean()) / spread) if spread else np.zeros_like(scores)
