"""What is measured of a model on one coded set in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

import numpy as np

from benchmarks.suggest_sets import STEPS, CodedSet, SetSpace
from coder.suggest.replay import Booleans, Ranker, Scores, replayed
from coder.suggest.replay_scores import replay_scores

FIRST = 10
"""Answers that are only learned from."""
FITTED = 200
"""Coded answers when thresholds are looked at."""
TYPED = 3
"""Keys for a code that is typed: two letters of its name, and Enter."""
SURE = 0.9


@dataclass(frozen=True)
class Measures:
    """Means over the answers of a replay, each ranked by what was coded before it."""

    recall_1: float
    recall_3: float
    recall_5: float
    recall_9: float
    macro_5: float
    lrap: float
    keys_by_digit: float
    """Share of the keys it takes to type all codes that is saved if the first nine stand under digits."""
    keys_in_list: float
    """The same if one steps down a list to the code, or types it where that is shorter."""

    @classmethod
    def mean(cls, several: Iterable[Measures]) -> Measures:
        """Return the means."""
        held = list(several)
        return cls(*(float(np.mean([getattr(each, field.name) for each in held])) for field in fields(cls)))


@dataclass(frozen=True)
class Certainty:
    """What scores are worth on the answers after the first two hundred."""

    precision: float
    """Of the suggestions with at least 0.9, the share that was right."""
    share: float
    """Of the codings, the share among those suggestions."""
    brier: float


def measures(coded: CodedSet, space: SetSpace, ranker: Callable[[], Ranker], steps: int = STEPS) -> Measures:
    """Replay the first answers of a set, refitted after each."""
    steps = min(steps, len(coded.given))
    given = coded.given[:steps]
    scores = replayed(space.X[:steps], given, space.codes, ranker, first=FIRST)[FIRST:]
    found = replay_scores(scores, given[FIRST:], [TYPED] * len(coded.codes))
    recall = [found.recall[length] or 0.0 for length in (1, 3, 5, 9)]
    ends = (given[FIRST:] & ~np.isnan(scores)).any(axis=1).sum() / (given[FIRST:] & ~np.isnan(scores)).sum()
    saved = 1 - (found.keys_per_coding or 0.0) / (TYPED + ends)
    return Measures(
        recall_1=recall[0],
        recall_3=recall[1],
        recall_5=recall[2],
        recall_9=recall[3],
        macro_5=found.macro_recall_5 or 0.0,
        lrap=found.lrap or 0.0,
        keys_by_digit=float(saved),
        keys_in_list=_saved_in_list(scores, given[FIRST:] & ~np.isnan(scores)),
    )


def _saved_in_list(scores: Scores, taken: Booleans) -> float:
    ranks = (-np.nan_to_num(scores, nan=-np.inf)).argsort(axis=1, kind="stable").argsort(axis=1)
    return float((TYPED - np.minimum(ranks[taken] + 1, TYPED)).mean() / TYPED)


def certainty(coded: CodedSet, space: SetSpace, ranker: Ranker) -> Certainty:
    """Fit on two hundred answers and score all others."""
    known = np.flatnonzero(coded.given[:FITTED].any(axis=0))
    ranker.fit(space.X[:FITTED], coded.given[:FITTED, known], code_X=space.codes[known])
    chances = ranker.predict_proba(space.X[FITTED : len(coded.given)])
    right = coded.given[FITTED:, known]
    sure = chances >= SURE
    return Certainty(
        precision=float(right[sure].mean()) if sure.any() else float("nan"),
        share=float((right & sure).sum() / right.sum()),
        brier=float(((chances - right) ** 2).mean()),
    )
