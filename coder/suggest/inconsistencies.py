"""Answers coded unlike the answers most like them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from coder.suggest.level_neighbour import nearest_with_code, vote_of_nearest
from coder.suggest.nearest import Floats, likenesses

Truths = NDArray[np.bool_]

NEIGHBOURS = 10
"""How many of the nearest other answers are asked."""
NEARLY_ALL = 0.6
"""Vote from which they nearly all have a code; it is 0.9 when all have it and are somewhat alike."""
STANDS_OUT = 0.1
"""How much more alike than to any reason for its code an answer must be to others that lack it."""
LEAST_OTHERS = 3
"""Answers that must have a code before one more with it can stand out: rare codes stand alone by nature."""
MOST_ASKED = 5_000
"""Above so many coded answers each is held against so many of them, drawn once and for all."""


class Why(StrEnum):
    """How an answer differs from those most like it."""

    LACKS = "lacks"
    """They nearly all have the code."""
    HAS = "has"
    """They hardly have the code; neither its name nor any answer with it is much like this one."""


@dataclass(frozen=True)
class Inconsistency:
    """A code that an answer has or lacks, unlike the answers most like it."""

    row: int
    code: int
    why: Why
    strength: float
    """Within a kind only: the vote for LACKS, the distance for HAS; higher is stranger."""


def find_inconsistencies(
    X: csr_matrix, Y: Truths, code_X: csr_matrix, most: int | None = None
) -> list[Inconsistency]:
    """Return what is coded unlike its surroundings, the strangest first, both kinds by turns.

    No answer is its own neighbour. It shows where to look, not what is wrong.

    Args:
        X: Rows of the coded answers, shape (n, d); 5 000 take seconds.
        Y: True where an answer has a code, shape (n, L).
        code_X: Rows of the codes' names and definitions, shape (L, d).
        most: At most so many; all if None.
    """
    asked = _asked(len(Y))
    given = Y[asked].astype(float)
    found: list[Inconsistency] = []
    for start, alike in likenesses(X, X[asked]):
        rows = slice(start, start + len(alike))
        own = np.flatnonzero((asked >= start) & (asked < start + len(alike)))
        alike[asked[own] - start, own] = -1
        votes = vote_of_nearest(alike, given, NEIGHBOURS)
        found += _those(Why.LACKS, start, np.where(Y[rows], 0, votes), NEARLY_ALL)
        names = (X[rows] @ code_X.T).toarray()
        distance = _surroundings(alike) - np.maximum(nearest_with_code(alike, given), 0) - names - votes
        others = Y.sum(axis=0) - 1 >= LEAST_OTHERS
        found += _those(Why.HAS, start, np.where(Y[rows] & others, distance, -1), STANDS_OUT)
    return _by_turns(found)[:most]


def _asked(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if count <= MOST_ASKED:
        return np.arange(count)
    return np.sort(np.random.default_rng(count).choice(count, MOST_ASKED, replace=False))


def _surroundings(alike: Floats) -> Floats:
    """Return how like each answer its neighbours are, on average, shape (m, 1)."""
    kept = min(NEIGHBOURS, alike.shape[1])
    nearest = -np.partition(-alike, kept - 1, axis=1)[:, :kept] if kept else np.zeros((len(alike), 1))
    return np.asarray(np.maximum(nearest, 0).mean(axis=1, keepdims=True))


def _those(why: Why, start: int, strengths: Floats, least: float) -> list[Inconsistency]:
    return [
        Inconsistency(start + int(row), int(code), why, float(strengths[row, code]))
        for row, code in np.argwhere(strengths >= least)
    ]


def _by_turns(found: list[Inconsistency]) -> list[Inconsistency]:
    """Rank each kind by itself, since their strengths are no common measure, and take from both in turn."""
    found.sort(key=lambda each: (-each.strength, each.row, each.code))
    ranked = [
        (place, each) for why in Why for place, each in enumerate(each for each in found if each.why is why)
    ]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]
