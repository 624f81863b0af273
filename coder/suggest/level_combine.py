"""Second level: one logistic regression over what the first levels say, shared by all codes."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]

STEPS = 25
CLOSE_ENOUGH = 1e-4
FARTHEST = 30.0
"""Log-odds beyond which exp() adds nothing."""
RARE = -3.0
"""Log-odds of a code of which nothing is known: most codes fit few answers."""
FIRST_ANSWERS, TO_HALVE = 2, 2
"""Found on replays of coded sets (``benchmarks/suggest_early.py``): each set by what suits the others."""


def chance(log_odds: Floats) -> Floats:
    """Return probabilities for log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -FARTHEST, FARTHEST))))


def not_too_sure(log_odds: Floats, answers: int) -> Floats:
    """Draw log-odds to those of a rare code, the more so the fewer answers are coded; their order stays.

    Codes that a few answers brought up are thought more frequent, and likenesses worth more, than they are.
    """
    known = FIRST_ANSWERS + answers
    return np.asarray(RARE + known / (known + TO_HALVE) * (log_odds - RARE))


def pulled_logistic(features: Floats, truth: Truths, start: Floats, pull: float) -> Floats:
    """Fit logistic regression weights that are drawn to a start instead of to zero, by Newton's method.

    Args:
        features: Shape (rows, f); a constant column for the bias.
        truth: Shape (rows,).
        start: Weights where there is nothing to learn from, shape (f,).
        pull: Ridge weight of the distance to the start.

    Returns:
        Weights, shape (f,).
    """
    weights = start.copy()
    for _ in range(STEPS):
        expected = chance(features @ weights)
        slope = features.T @ (expected - truth) + pull * (weights - start)
        bend = (features * (expected * (1 - expected))[:, None]).T @ features + pull * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    return weights
