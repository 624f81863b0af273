"""What a replay says of the suggestions: how high the codes stood that were taken, and if scores hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.suggest.replay import Booleans, Scores

LENGTHS = (1, 3, 5, 9)
"""How many suggestions the recall is measured among."""
DIGITS = 9
BINS = 10


@dataclass(frozen=True)
class Bin:
    """Suggestions with scores between two bounds, and how many of them were right."""

    begin: float
    end: float
    n: int
    mean_score: float
    share: float
    """Of them, those whose code the answer was given."""


@dataclass(frozen=True)
class ReplayScores:
    """Means over answers that had some code already in use; None where there was no such answer."""

    answers: int
    """How many the means are over."""
    recall: Mapping[int, float | None]
    """Share of an answer's codes, of those in use, among the first so many suggestions."""
    macro_recall_5: float | None
    """Recall among the first five, per code and then the mean over codes."""
    lrap: float | None
    """Label ranking average precision."""
    known_share: float | None
    """Share of the codings whose code was in use already; no ranking helps the others."""
    keys_per_coding: float | None
    calibration: tuple[Bin, ...]
    """In ten bins; those with nothing in them are left out."""


def replay_scores(scores: Scores, Y: Booleans, typed_keys: Sequence[int]) -> ReplayScores:
    """Measure a replay.

    Args:
        scores: As ``replayed`` gives them, shape (n_answers, n_codes); rows that were not replayed left out.
        Y: The codes given, same shape.
        typed_keys: Per code, the keys it takes to set it by its name.

    References:
        Schapire and Singer (2000), Machine Learning 39, 135-168, for label ranking average precision.
    """
    known = ~np.isnan(scores)
    taken = Y & known
    ranks = _ranks(scores)
    counted = taken.any(axis=1)
    n_known = int(taken.sum())
    return ReplayScores(
        answers=int(counted.sum()),
        recall=_recalls(ranks, taken),
        macro_recall_5=_macro_recall(ranks, taken, 5),
        lrap=_lrap(ranks, taken),
        known_share=n_known / int(Y.sum()) if Y.any() else None,
        keys_per_coding=_keys(ranks, taken, typed_keys),
        calibration=tuple(_calibration(scores[known], Y[known])),
    )


def recalls(scores: Scores, Y: Booleans) -> dict[int, float | None]:
    """Measure the recall among the first suggestions only; arguments as for ``replay_scores``."""
    return _recalls(_ranks(scores), Y & ~np.isnan(scores))


def _ranks(scores: Scores) -> NDArray[np.intp]:
    """Return each code's place among its answer's suggestions, the best 0; equal scores in codebook order."""
    order = np.argsort(np.where(np.isnan(scores), np.inf, -scores), axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(scores.shape[1])[np.newaxis, :], axis=1)
    return ranks


def _recalls(ranks: NDArray[np.intp], taken: Booleans) -> dict[int, float | None]:
    counted = taken.any(axis=1)
    if not counted.any():
        return dict.fromkeys(LENGTHS)
    ranks, taken = ranks[counted], taken[counted]
    found = {length: (taken & (ranks < length)).sum(axis=1) for length in LENGTHS}
    return {length: float((number / taken.sum(axis=1)).mean()) for length, number in found.items()}


def _macro_recall(ranks: NDArray[np.intp], taken: Booleans, length: int) -> float | None:
    times = taken.sum(axis=0)
    if not times.any():
        return None
    found = (taken & (ranks < length)).sum(axis=0)
    return float((found[times > 0] / times[times > 0]).mean())


def _lrap(ranks: NDArray[np.intp], taken: Booleans) -> float | None:
    counted = taken.any(axis=1)
    if not counted.any():
        return None
    precisions = [_average_precision(np.sort(ranks[row, taken[row]])) for row in np.flatnonzero(counted)]
    return float(np.mean(precisions))


def _average_precision(right: NDArray[np.intp]) -> float:
    """Return the mean over right suggestions, at these places, of the share right down to each."""
    return float((np.arange(1, right.size + 1) / (right + 1)).mean())


def _keys(ranks: NDArray[np.intp], taken: Booleans, typed_keys: Sequence[int]) -> float | None:
    """Return keys per coding: a digit is one key, a name what it takes, and Enter ends an answer."""
    if not taken.any():
        return None
    keys = np.where(ranks < DIGITS, 1, np.asarray(typed_keys, dtype=np.int64))
    return float((keys[taken].sum() + taken.any(axis=1).sum()) / taken.sum())


def _calibration(scores: Scores, right: Booleans) -> list[Bin]:
    places = np.clip((scores * BINS).astype(np.int64), 0, BINS - 1)
    bins = []
    for place in range(BINS):
        within = places == place
        if within.any():
            mean, share = float(scores[within].mean(dtype=np.float64)), float(right[within].mean())
            bins.append(Bin(place / BINS, (place + 1) / BINS, int(within.sum()), mean, share))
    return bins
