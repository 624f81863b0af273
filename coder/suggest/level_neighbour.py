"""Level of neighbours: the most alike answer that has a code, and what the nearest answers have."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Places = np.ndarray[Any, np.dtype[np.intp]]

UNSURE = 0.05
"""Weight of saying nothing in a vote, so that far neighbours do not speak as loudly as near ones."""


def without_oneself(alike: Floats, answers: Places) -> Floats:
    """Return similarities of some coded answers to all, none its own neighbour, shape (answers, n).

    Args:
        alike: Similarities between all coded answers, shape (n, n).
        answers: Places of those that are asked about.
    """
    others = alike[answers]
    others[np.arange(len(answers)), answers] = -1
    return others


def nearest_with_code(alike: Floats, given: Floats) -> Floats:
    """Return the highest similarity to an answer that has the code; 0 where none has.

    Args:
        alike: Similarities to the coded answers, shape (m, n).
        given: 1.0 where a coded answer has a code, shape (n, L).

    Returns:
        Shape (m, L).
    """
    highest = np.zeros((len(alike), given.shape[1]))
    for code in range(given.shape[1]):
        having = np.flatnonzero(given[:, code])
        if len(having):
            highest[:, code] = alike[:, having].max(axis=1)
    return np.maximum(highest, 0)


def vote_of_nearest(alike: Floats, given: Floats, neighbours: int) -> Floats:
    """Return the share of the nearest answers that have the code, weighted by squared similarity.

    Args:
        alike: Similarities to the coded answers, shape (m, n).
        given: 1.0 where a coded answer has a code, shape (n, L).
        neighbours: How many are asked.

    Returns:
        Shape (m, L), in [0, 1).
    """
    asked = min(neighbours, alike.shape[1])
    if not asked:
        return np.zeros((len(alike), given.shape[1]))
    nearest = np.argpartition(-alike, asked - 1, axis=1)[:, :asked]
    weights = np.maximum(np.take_along_axis(alike, nearest, axis=1), 0) ** 2
    votes = np.einsum("mk,mkl->ml", weights, given[nearest])
    return np.asarray(votes / (weights.sum(axis=1)[:, None] + UNSURE))
