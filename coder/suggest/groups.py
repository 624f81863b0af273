"""Groups of alike answers that nobody has coded, named by their own words: codes to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.decomposition import TruncatedSVD

from coder.suggest.grams import words_of
from coder.suggest.group_names import named
from coder.suggest.text_space import TextRows, TextSpace
from coder.text.stop_words import says_something

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST = 30
LEAST_MEMBERS = 3
MOST_READ = 3_000
"""Groups are made of so many answers, drawn once and for all; the others join the group they are like."""
TOPICS = 50
"""Directions in which answers differ most; in them, words that go together count as alike."""
ANSWERS_A_TOPIC = 4
"""With fewer directions for few answers: given one each, no two answers would be alike."""
MOST_APART = 0.6
"""Mean cosine distance at which two groups are no longer one."""
LEAST_LIKENESS = 0.5
"""Of an answer to the middle of a group, to join it."""
_SEED = 1


@dataclass(frozen=True)
class Group:
    """Answers that are alike."""

    name: str
    """Proposed: the words that set them apart, most telling first."""
    rows: tuple[int, ...]
    """The most typical first."""


def find_groups(texts: Sequence[str], most: int = MOST) -> list[Group]:
    """Return groups of alike answers, the largest first; an answer is in one at most, many are in none.

    Args:
        texts: The answers, shape (n,); the same ones give the same groups. 5 000 take seconds.
        most: At most so many.
    """
    read = _read(len(texts))
    # A space of their own, without stop words: what an answer is about, not how it is put.
    telling = [" ".join(filter(says_something, words_of(text))) for text in texts]
    space = TextSpace().fit([telling[row] for row in read])
    X = space.rows(telling)
    if min(len(read), X.shape[1]) < LEAST_MEMBERS:
        return []
    topics = TruncatedSVD(min(TOPICS, X.shape[1] - 1, 1 + len(read) // ANSWERS_A_TOPIC), random_state=_SEED)
    points = _on_sphere(topics.fit_transform(X[read]))
    # An answer of words that no other has lies nowhere.
    middles = _middles(*_together(points[points.any(axis=1)]))
    members = [each for each in _joined(X, topics, middles) if len(each) >= LEAST_MEMBERS]
    kept = sorted(members, key=lambda each: (-len(each), each[0]))[:most]
    names = named(texts, kept)
    return [Group(name, tuple(rows)) for name, rows in zip(names, kept, strict=True) if name]


def _read(count: int) -> Integers:
    if count <= MOST_READ:
        return np.arange(count)
    return np.sort(np.random.default_rng(_SEED).choice(count, MOST_READ, replace=False))


def _together(points: Floats) -> tuple[Floats, Integers]:
    """Return points with the group of each, shape (n,): average linkage, cut where they lie too far apart."""
    if len(points) < LEAST_MEMBERS:
        return points, np.zeros(len(points), dtype=np.int64)
    return points, fcluster(linkage(points, "average", metric="cosine"), MOST_APART, "distance")


def _middles(points: Floats, group: Integers) -> Floats:
    """Return the mean direction of each group that is large enough, shape (n_groups, n_topics)."""
    sums = np.zeros((int(group.max(initial=0)) + 1, points.shape[1]))
    np.add.at(sums, group, points)
    return _on_sphere(sums[np.bincount(group, minlength=len(sums)) >= LEAST_MEMBERS])


def _joined(X: TextRows, topics: Any, middles: Floats) -> list[list[int]]:
    """Let each answer join the group it is most like, if it is like it; the most typical come first."""
    likest, likeness = np.full(X.shape[0], -1), np.zeros(X.shape[0])
    if len(middles):
        for start in range(0, X.shape[0], MOST_READ):
            alike = _on_sphere(topics.transform(X[start : start + MOST_READ])) @ middles.T
            likest[start : start + MOST_READ] = alike.argmax(axis=1)
            likeness[start : start + MOST_READ] = alike.max(axis=1)
    order = np.argsort(-likeness, kind="stable")
    order = order[likeness[order] >= LEAST_LIKENESS]
    return [order[likest[order] == group].tolist() for group in range(len(middles))]


def _on_sphere(points: Any) -> Floats:
    """Return points at length 1; those at the origin stay there."""
    return np.asarray(points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9))
