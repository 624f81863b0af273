"""Our tests and estimates beside R's, on the same counts; R is started once."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest

from coder.domain.intervals import share_estimate
from coder.tables.regression import Factor, Regression, logit
from coder.tables.significance import (
    LevelOutcome,
    Outcome,
    adjusted,
    each_level_test,
    level_test,
    paired_test,
    scale_test,
    trend_test,
)
from tests.outside import program, run

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parent / "against.R"
TABLES = {
    "size": ([16, 25, 24, 23, 13], [120, 86, 57, 39, 15]),
    "even": ([40, 55, 61], [130, 140, 160]),
    "two": ([30, 12], [60, 64]),
    "thin": ([5, 1, 2, 4], [100, 12, 8, 5]),
    "thin two": ([7, 1], [9, 14]),
    "many": ([9, 4, 7, 3, 8, 2, 6, 5], [20, 22, 18, 21, 25, 19, 30, 17]),
}
PAIRS = [(40, 30, 12, 90), (5, 9, 1, 60), (10, 3, 9, 20), (100, 60, 61, 200)]
PS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.9, 0.9, 1.0, 0.04, 0.04]
SCALE = [[3, 20, 41, 12], [8, 33, 25, 6], [2, 11, 9, 14]]
_chance = np.random.default_rng(93)
A, B = _chance.integers(0, 3, 500), _chance.integers(0, 4, 500)
Y = _chance.random(500) < 1 / (1 + np.exp(1.2 - 0.6 * A + 0.4 * B))
SEPARATED = Y[:120] & (A[:120] != 2)
EXACT = 1e-8

Said = dict[str, list[float]]


def written(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(header)
        writer.writerows(rows)


@pytest.fixture(scope="module")
def r(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What R says, by name."""
    program("Rscript")
    folder = tmp_path_factory.mktemp("r")
    written(
        folder / "tables.csv",
        ["table", "hits", "bases"],
        [
            (name.replace(" ", "_"), hit, base)
            for name, (hits, bases) in TABLES.items()
            for hit, base in zip(hits, bases, strict=True)
        ],
    )
    written(folder / "pairs.csv", ["both", "first", "second", "neither"], PAIRS)
    written(folder / "ps.csv", ["p"], [[p] for p in PS])
    points = [
        (level, point)
        for level, counts in enumerate(SCALE)
        for point, n in enumerate(counts)
        for _answer in range(n)
    ]
    written(folder / "points.csv", ["level", "point"], points)
    written(folder / "answers.csv", ["a", "b", "y"], zip(A, B, Y.astype(int), strict=True))
    written(
        folder / "separated.csv", ["a", "b", "y"], zip(A[:120], B[:120], SEPARATED.astype(int), strict=True)
    )
    told = run("Rscript", "--vanilla", SCRIPT, folder=folder)
    lines = [line.split() for line in told.splitlines()]
    return {name: [float(number) for number in numbers] for name, *numbers in lines}


def outcome(made: object) -> Outcome:
    if isinstance(made, LevelOutcome):
        return made.outcome
    assert isinstance(made, Outcome), made
    return made


@pytest.mark.parametrize("name", TABLES)
def test_levels_are_tested_as_r_tests_them(r: Said, name: str) -> None:
    hits, bases = TABLES[name]
    key = name.replace(" ", "_")
    found = outcome(level_test(hits, bases))
    if found.method == "chi-square":
        assert [found.statistic, found.degrees, found.p] == pytest.approx(r[f"chisq.{key}"], rel=EXACT)
    elif found.method == "fisher":
        assert found.p == pytest.approx(r[f"fisher.{key}"][0], rel=EXACT)
    else:
        # Two drawings of tables: three times the standard error of the smaller.
        (p,) = r[f"drawn.{key}"]
        assert found.p == pytest.approx(p, abs=3 * (p * (1 - p) / 9999) ** 0.5 + 1e-4)
        assert found.statistic == pytest.approx(r[f"chisq.{key}"][0], rel=EXACT)


def test_each_way_of_testing_is_among_the_tables() -> None:
    methods = {outcome(level_test(hits, bases)).method for hits, bases in TABLES.values()}
    assert methods == {"chi-square", "fisher", "monte carlo"}


@pytest.mark.parametrize("name", TABLES)
def test_trends_and_single_levels_are_tested_as_r_tests_them(r: Said, name: str) -> None:
    hits, bases = TABLES[name]
    key = name.replace(" ", "_")
    trend = outcome(trend_test(hits, bases))
    assert [trend.statistic, trend.p] == pytest.approx(r[f"trend.{key}"], rel=EXACT)
    for level, made in enumerate(each_level_test(hits, bases), 1):
        plain, exact = r[f"rest.{key}.{level}"]
        found = outcome(made)
        assert found.p == pytest.approx(plain if found.method == "chi-square" else exact, rel=EXACT)
        estimate = share_estimate(hits[level - 1], bases[level - 1])
        assert [estimate.low, estimate.high] == pytest.approx(r[f"wilson.{key}.{level}"], rel=EXACT)


def test_pairs_are_tested_as_r_tests_them(r: Said) -> None:
    methods = set()
    for number, (_both, first, second, _neither) in enumerate(PAIRS, 1):
        found = outcome(paired_test(first, second))
        methods.add(found.method)
        if found.method == "mcnemar":
            assert [found.statistic, found.p] == pytest.approx(r[f"mcnemar.{number}"], rel=EXACT)
        else:
            assert found.p == pytest.approx(r[f"binomial.{number}"][0], rel=EXACT)
    assert methods == {"mcnemar", "mcnemar exact"}


def test_p_is_adjusted_and_a_scale_tested_as_r_does(r: Said) -> None:
    assert adjusted(PS) == pytest.approx(r["adjusted"], rel=EXACT)
    found = outcome(scale_test(SCALE))
    assert [found.statistic, found.degrees, found.p] == pytest.approx(r["kruskal"], rel=EXACT)


def regression(outcomes: np.ndarray, size: int, base: int) -> Regression:
    factors = [Factor("a", ("0", "1", "2"), base), Factor("b", ("0", "1", "2", "3"))]
    return logit(outcomes, np.column_stack([A[:size], B[:size]]), factors)


def test_a_regression_is_r_s(r: Said) -> None:
    found = regression(Y, 500, base=1)
    assert found.way == "maximum likelihood"
    effects = {f"{term.variable}{term.level}": term.effect for term in found.terms if term.effect}
    for name, effect in {"(Intercept)": found.constant, **effects}.items():
        printed = [effect.odds_ratio, effect.error, effect.z, effect.p, effect.low, effect.high]
        assert printed == pytest.approx(r[f"logit.{name}"], rel=1e-7), name
    assert [found.chi_square, found.pseudo_r2] == pytest.approx(r["deviance"], rel=EXACT)
    predicted = {term.level: term.predicted for term in found.terms if term.variable == "a"}
    assert [predicted[level] for level in "012"] == pytest.approx(
        [r[f"predicted.{level}"][0] for level in "012"], rel=EXACT
    )


def test_where_a_level_separates_the_estimate_is_firths(r: Said) -> None:
    found = regression(SEPARATED, 120, base=0)
    assert found.way == "firth"
    effects = [found.constant, *(term.effect for term in found.terms if term.effect)]
    assert len(effects) == 6
    for place, effect in enumerate(effects, 1):
        coefficient, error, p, low, high = r[f"firth.{place}"]
        assert effect.coefficient == pytest.approx(coefficient, abs=1e-7)
        assert effect.coefficient_error == pytest.approx(error, rel=1e-6)
        assert effect.p == pytest.approx(p, rel=1e-6)
        assert [np.log(effect.low), np.log(effect.high)] == pytest.approx([low, high], abs=1e-6)
    assert found.chi_square == pytest.approx(r["firth.null"][0], rel=1e-6)
