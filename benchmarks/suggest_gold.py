"""How often a true code stands among the first nine suggestions, beside the nine that are used most.

    python -m benchmarks.suggest_gold ../shared/data

The codebook is supplied; answers come in random orders, and each is learned from before the next.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.gold import QUESTIONS, GoldQuestion, gold_codings
from benchmarks.suggest_sets import CodedSet, space_of
from coder.suggest.code_ranker import CodeRanker

ORDERS = 10
DIGITS = 9


def gold_set(data: Path, question: GoldQuestion, seed: int) -> CodedSet:
    """Read what coder A gave the answers to a question, in a random order, with the whole codebook."""
    with (data / question.survey).open(encoding="utf-8", newline="") as file:
        texts = {row["respondent_id"]: row[question.key] for row in csv.DictReader(file)}
    with (data / question.codebook).open(encoding="utf-8", newline="") as file:
        book = list(csv.DictReader(file))
    columns = {tuple(filter(None, (row["theme"], row["code"]))): place for place, row in enumerate(book)}
    codings = gold_codings(data, question)
    ids = np.random.default_rng(seed).permutation(sorted(codings))
    given = np.zeros((len(ids), len(book)), dtype=bool)
    for row, respondent in enumerate(ids):
        given[row, [columns[path] for path in codings[respondent]]] = True
    coded = [texts[respondent] for respondent in ids]
    others = [text for respondent, text in texts.items() if text and respondent not in codings]
    names, definitions = [row["code"] for row in book], [row["definition"] for row in book]
    return CodedSet(question.title, [*coded, *others], given, names, definitions)


def found_by_digit(coded: CodedSet) -> tuple[int, int, int]:
    """Return codings, those among the nine best suggestions, and those among the nine most used."""
    space = space_of(coded)
    best = used = 0
    for place, given in enumerate(coded.given):
        ranker = CodeRanker(view=space.view).fit(space.X[:place], coded.given[:place], code_X=space.codes)
        best += _among_nine(ranker.predict_proba(space.X[place : place + 1])[0], given)
        used += _among_nine(coded.given[:place].sum(axis=0), given)
    return int(coded.given.sum()), best, used


def _among_nine(scores: NDArray[np.floating | np.integer], given: NDArray[np.bool_]) -> int:
    return int(given[np.argsort(-scores, kind="stable")[:DIGITS]].sum())


def main(arguments: list[str]) -> None:
    with threadpool_limits(limits=1):
        total = np.zeros(3)
        for question in QUESTIONS:
            found = np.sum(
                [found_by_digit(gold_set(Path(arguments[0]), question, seed)) for seed in range(ORDERS)],
                axis=0,
            )
            total += found
            _tell(question.title, found)
    _tell("all", total)


def _tell(title: str, found: NDArray[np.floating | np.integer]) -> None:
    codings, best, used = found
    print(
        f"{title:18} {codings / ORDERS:4.0f} codings  "
        f"{best / codings:.3f} by suggestion  {used / codings:.3f} by use"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
