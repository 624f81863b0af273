"""Which suggestions are certain enough to be put forward by themselves."""

from __future__ import annotations

import numpy as np

from coder.suggest.replay import Booleans, Scores


def certain(scores: Scores, least: float, *, only_best: bool) -> Booleans:
    """Tell which codes score so much or more; NaN never does.

    Args:
        scores: Shape (n_answers, n_codes).
        least: The score it takes.
        only_best: At most one code an answer, the best; of equals the first.
    """
    found = np.nan_to_num(scores, nan=-1.0) >= least
    if only_best and scores.shape[1]:
        best = np.zeros_like(found)
        best[np.arange(len(scores)), np.nan_to_num(scores, nan=-1.0).argmax(axis=1)] = True
        found &= best
    return np.asarray(found, dtype=bool)
