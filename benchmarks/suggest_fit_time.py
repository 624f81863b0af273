"""How long the model takes to learn from one more answer and rank the next, on one thread."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.suggest_sets import CodedSet, SetSpace
from coder.suggest.replay import Ranker

CODES = 30
REPEATS = 15


def fit_and_score(
    coded: CodedSet, space: SetSpace, ranker: Callable[[], Ranker], answers: int
) -> tuple[float, float]:
    """Return the medians of wall and of processor milliseconds, for so many coded answers."""
    codes = np.arange(min(CODES, len(coded.codes)))
    walls, works = [], []
    for repeat in range(REPEATS):
        rows = slice(repeat, repeat + answers)
        wall, work = time.perf_counter(), time.process_time()
        fitted = ranker().fit(space.X[rows], coded.given[rows][:, codes], code_X=space.codes[codes])
        fitted.predict_proba(space.X[repeat + answers])
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    return statistics.median(walls), statistics.median(works)
