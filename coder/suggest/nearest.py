"""Which coded answers are most like a text, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]

MOST = 5
LEAST_LIKENESS = 0.05
"""Texts less alike than this have hardly a word in common."""
_ROWS_AT_ONCE = 250


@dataclass(frozen=True)
class Near:
    """A coded answer, and how like it a text is."""

    row: int
    """Its row among the coded answers."""
    likeness: float
    """Cosine, from 0 to 1, which is the same words."""


def nearest(text_row: csr_matrix, X: csr_matrix, most: int = MOST) -> list[Near]:
    """Return the answers most like a text, the nearest first.

    Args:
        text_row: Of the text, shape (1, d).
        X: Rows of the coded answers, the text's own not among them, shape (n, d).
        most: At most so many.

    Returns:
        None that is less like it than ``LEAST_LIKENESS``; of equally like ones the first coded comes first.
    """
    found = (X @ text_row.T).toarray().ravel()
    return [
        Near(row, min(1.0, float(found[row])))
        for row in np.argsort(-found, kind="stable")[:most].tolist()
        if found[row] >= LEAST_LIKENESS
    ]


def likenesses(X: csr_matrix, others: csr_matrix) -> Iterator[tuple[int, Floats]]:
    """Give the cosines of rows with others, (some, n_others), some rows at a time with the first's place."""
    columns: Any = others.T.tocsr()
    for start in range(0, X.shape[0], _ROWS_AT_ONCE):
        yield start, (X[start : start + _ROWS_AT_ONCE] @ columns).toarray().astype(np.float64)
