"""How many of the answers that lack a new code stand on top when they come back.

    python -m benchmarks.suggest_revisit ../shared/data/benchmark

The first answers are taken for coded before the code was there. The next are read with it until so many have
been given it; then the first are ranked. Logistic regression takes them all for negatives, as is usual.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks.suggest_sets import CodedSet, SetSpace, coded_set, space_of
from coder.suggest.revisit_ranker import revisit_scores

SETS = ("anes_election", "anes_primary", "anes_party")
EARLIER = 200
TOP = 20
ORDERS = (1, 2, 3)

Scorer = Callable[[csr_matrix, csr_matrix, csr_matrix, csr_matrix], NDArray[np.floating[Any]]]


@dataclass(frozen=True)
class Birth:
    """One new code: answers before it, those read since, and the truth."""

    code: int
    earlier: int
    positive: NDArray[np.intp]
    asked_negative: NDArray[np.intp]
    missed: NDArray[np.bool_]
    """Which of the earlier answers should have the code."""


def births(coded: CodedSet, positives: int) -> Iterator[Birth]:
    """Yield each code that some earlier answer lacks and enough later ones have."""
    earlier = min(EARLIER, len(coded.given) // 2)
    for code in range(len(coded.codes)):
        missed = coded.given[:earlier, code]
        later = earlier + np.flatnonzero(coded.given[earlier:, code])
        if missed.any() and len(later) >= positives:
            end = later[positives - 1] + 1 if positives else earlier
            read = np.arange(earlier, end)
            has = coded.given[read, code]
            yield Birth(code, earlier, read[has], read[~has], missed)


def share_on_top(coded: CodedSet, space: SetSpace, scorer: Scorer, positives: int) -> float:
    """Return the mean over codes of the share of missed answers among the first twenty."""
    shares = []
    for birth in births(coded, positives):
        scores = scorer(
            space.X[: birth.earlier],
            space.X[birth.positive],
            space.X[birth.asked_negative],
            space.codes.whole[[birth.code]],
        )
        top = np.argsort(-scores, kind="stable")[:TOP]
        shares.append(birth.missed[top].sum() / birth.missed.sum())
    return float(np.mean(shares))


def usual_scores(
    X_open: csr_matrix, X_positive: csr_matrix, X_asked_negative: csr_matrix, code_row: csr_matrix
) -> NDArray[np.floating[Any]]:
    """Score by logistic regression that takes earlier answers for negatives."""
    if not X_positive.shape[0]:
        return np.zeros(X_open.shape[0])
    negative = vstack([X_asked_negative, X_open])
    truth = np.r_[np.ones(X_positive.shape[0]), np.zeros(negative.shape[0])]
    model = LogisticRegression(solver="liblinear").fit(vstack([X_positive, negative]), truth)
    return np.asarray(model.decision_function(X_open))


def revisit_ratios(folder: Path, positives: int, *, tell: bool = False) -> list[float]:
    """Return, set by set, our share on top as a ratio to that of logistic regression."""
    ratios = []
    for name in SETS:
        ours, usual = [], []
        for seed in ORDERS:
            coded = coded_set(folder, name, seed)
            space = space_of(coded)
            ours.append(share_on_top(coded, space, revisit_scores, positives))
            usual.append(share_on_top(coded, space, usual_scores, positives))
        ratios.append(float(np.mean(ours) / np.mean(usual)) if np.any(usual) else float("nan"))
        if tell:
            print(f"{name:15} after {positives}: {np.mean(ours):.3f} beside {np.mean(usual):.3f}")
    return ratios


def main(arguments: list[str]) -> None:
    with threadpool_limits(limits=1):
        for positives in (0, 1, 2, 4, 8):
            ratios = revisit_ratios(Path(arguments[0]), positives, tell=True)
            print(f"after {positives}: {np.mean(ratios):.2f} times logistic regression")


if __name__ == "__main__":
    main(sys.argv[1:])
