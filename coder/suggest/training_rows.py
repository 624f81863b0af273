"""Which coded answers to learn from, where there are more than a fit in time can take."""

from __future__ import annotations

from typing import Any

import numpy as np

Truths = np.ndarray[Any, np.dtype[np.bool_]]
Places = np.ndarray[Any, np.dtype[np.intp]]

MOST_ROWS = 2000
"""Coded answers in one fit: with 30 codes about a second's work on one thread."""
FEW = 20
"""So many answers of a code are kept however old they are."""


def training_rows(Y: Truths, most: int = MOST_ROWS) -> Places:
    """Choose the newest answers, and of codes that are rare among them the newest that have them.

    Args:
        Y: True where an answer has a code, oldest first, shape (n, L).
        most: How many to choose.

    Returns:
        Places of the chosen answers, in order, shape (min(n, most),).
    """
    answers = len(Y)
    if answers <= most:
        return np.arange(answers)
    # How many newer answers have the code, for those of its few newest. Code by code: all at once would take
    # more memory than the rest of a fit.
    counted = np.full(answers, FEW)
    for having in Y.T:
        newest = np.flatnonzero(having)[::-1][:FEW]
        counted[newest] = np.minimum(counted[newest], np.arange(len(newest)))
    age = np.arange(answers)[::-1]
    # The first of its code before the second, so that no code is left without when many are rare.
    return np.sort(np.lexsort((age, counted))[:most])
