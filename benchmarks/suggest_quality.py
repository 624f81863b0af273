"""How good suggestions are, on coded sets, beside the usual models in the same run, and held to floors.

    python -m benchmarks.suggest_quality ../shared/data/benchmark [--quick]

Answer k is ranked by a model that has seen the answers before it, then added; a code comes into the codebook
when it is first used. Two orders, the file's and a random one. ``--quick`` reads the first 80 answers only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.suggest_fit_time import fit_and_score
from benchmarks.suggest_measures import Certainty, Measures, certainty, measures
from benchmarks.suggest_revisit import revisit_ratios
from benchmarks.suggest_rivals import (
    CodeShare,
    Neighbours,
    balanced_regression,
    complement_bayes,
    logistic_regression,
)
from benchmarks.suggest_sets import STEPS, CodedSet, SetSpace, coded_set, set_names, space_of
from coder.suggest.code_ranker import CodeRanker
from coder.suggest.replay import Ranker

ORDERS = (None, 1)
QUICK_STEPS = 80
OURS = "the model"
SHARE, REGRESSION, NEIGHBOURS, BAYES = "code share", "logistic regression", "kNN", "ComplementNB"
BALANCED = "balanced regression"
RIVALS: Mapping[str, Callable[[], Ranker]] = {
    SHARE: CodeShare,
    REGRESSION: logistic_regression,
    BALANCED: balanced_regression,
    NEIGHBOURS: Neighbours,
    BAYES: complement_bayes,
}
LARGE, SMALL = "anes_party", "norsid_dev"

Found = Mapping[str, Mapping[str, Measures]]
"""By set, by model."""
Row = tuple[str, float, float | None]
"""What is held to a floor, its value, the floor; None where there is none."""


def found_on(folder: Path, steps: int) -> Found:
    """Measure all models on all sets."""
    found: dict[str, dict[str, Measures]] = {}
    for name in set_names(folder):
        runs = [(coded, space_of(coded)) for coded in (coded_set(folder, name, seed) for seed in ORDERS)]
        found[name] = {
            title: Measures.mean(measures(coded, space, ranker, steps) for coded, space in runs)
            for title, ranker in RIVALS.items()
        }
        found[name][OURS] = Measures.mean(
            measures(coded, space, partial(CodeRanker, view=space.view), steps) for coded, space in runs
        )
        for title, each in found[name].items():
            print(
                f"{name:15}{title:20} recall@1 {each.recall_1:.3f}  @3 {each.recall_3:.3f}"
                f"  @5 {each.recall_5:.3f}  @9 {each.recall_9:.3f}  macro@5 {each.macro_5:.3f}"
                f"  LRAP {each.lrap:.3f}  keys saved by digit {each.keys_by_digit:.3f}"
                f"  in a list {each.keys_in_list:.3f}",
                flush=True,
            )
    return found


def ranking_rows(found: Found) -> list[Row]:
    """Return the floors of ranking: means over sets of ratios to rivals."""

    def ratios(measure: str, *rivals: str) -> list[float]:
        return [
            getattr(models[OURS], measure) / max(getattr(models[rival], measure) for rival in rivals)
            for models in found.values()
        ]

    def mean(measure: str, *rivals: str) -> float:
        return float(np.mean(ratios(measure, *rivals)))

    return [
        ("recall@5 to code share", mean("recall_5", SHARE), 1.52),
        ("recall@5 to logistic regression", mean("recall_5", REGRESSION), 1.08),
        ("recall@5 to the better of kNN and ComplementNB", mean("recall_5", NEIGHBOURS, BAYES), 1.03),
        ("recall@5 to kNN on the worst set", min(ratios("recall_5", NEIGHBOURS)), 0.97),
        ("macro recall@5 to logistic regression", mean("macro_5", REGRESSION), 1.35),
        ("LRAP to logistic regression", mean("lrap", REGRESSION), 1.11),
        ("keys saved in a list to logistic regression", mean("keys_in_list", REGRESSION), 1.13),
        ("keys saved by digit to the same", mean("keys_by_digit", REGRESSION), None),
    ]


def certainty_rows(
    large: list[tuple[CodedSet, SetSpace]], small: list[tuple[CodedSet, SetSpace]]
) -> list[Row]:
    """Return the floors of what scores are worth, with 200 answers coded."""

    def ours(runs: list[tuple[CodedSet, SetSpace]]) -> list[Certainty]:
        return [certainty(coded, space, CodeRanker(view=space.view)) for coded, space in runs]

    def to_share(runs: list[tuple[CodedSet, SetSpace]]) -> float:
        share = [certainty(coded, space, CodeShare()) for coded, space in runs]
        return float(np.mean([one.brier / other.brier for one, other in zip(ours(runs), share, strict=True)]))

    found = ours(large)
    return [
        (f"precision at .9, {LARGE}", float(np.mean([each.precision for each in found])), 0.88),
        (f"share of codings found so, {LARGE}", float(np.mean([each.share for each in found])), 0.10),
        (f"Brier to code share, {LARGE} (at most)", to_share(large), 0.82),
        (f"Brier to code share, {SMALL} (at most)", to_share(small), 0.45),
    ]


def speed_rows(coded: CodedSet, space: SetSpace) -> list[Row]:
    """Return the floors of time; processor time, so that a busy machine does not count."""
    rows: list[Row] = []
    for answers, floor in ((200, 25.0), (500, 100.0)):
        wall, work = fit_and_score(coded, space, partial(CodeRanker, view=space.view), answers)
        print(f"fit and score, {answers} coded: {wall:.0f} ms by the clock, {work:.0f} ms of one processor")
        rows.append((f"fit + score, {answers} coded, ms (at most)", work, floor))
    return rows


def main(arguments: list[str]) -> None:
    folder = Path(next(each for each in arguments if not each.startswith("-")))
    with threadpool_limits(limits=1):
        found = found_on(folder, QUICK_STEPS if "--quick" in arguments else STEPS)
        large, small = (
            [(coded, space_of(coded)) for coded in (coded_set(folder, name, seed) for seed in ORDERS)]
            for name in (LARGE, SMALL)
        )
        rows = ranking_rows(found)
        rows.append(
            (
                "revisit, top 20 after one, to logistic regression",
                float(np.mean(revisit_ratios(folder, 1))),
                1.35,
            )
        )
        rows += certainty_rows(large, small) + speed_rows(*large[1])
    print(
        f"\nrecall@5, mean over sets: {np.mean([models[OURS].recall_5 for models in found.values()]):.3f}\n"
    )
    for title, value, floor in rows:
        held = "no floor of its own"
        if floor is not None:
            held = f"floor {floor:6.2f}  {'met' if _is_met(title, value, floor) else 'NOT MET'}"
        print(f"{title:52} {value:7.2f}  {held}")
    sys.exit(not all(_is_met(*row) for row in rows))


def _is_met(title: str, value: float, floor: float | None) -> bool:
    if floor is None:
        return True
    return value <= floor if "at most" in title else value >= floor


if __name__ == "__main__":
    main(sys.argv[1:])
