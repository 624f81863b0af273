from __future__ import annotations

from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def outcome(made: object) -> Outcome:
    assert isinstance(made, Outcome), made
    return made


levels = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda one: (one[0], one[0] + one[1])),
    min_size=2,
    max_size=6,
)


@pytest.mark.slow
@given(levels)
def test_the_order_of_levels_does_not_matter_and_p_is_a_chance(made: list[tuple[int, int]]) -> None:
    first = level_test([hit for hit, _base in made], [base for _hit, base in made])
    second = level_test([hit for hit, _base in made[::-1]], [base for _hit, base in made[::-1]])
    if isinstance(first, str):
        assert first == second
        return
    other = outcome(second)
    assert first.method == other.method
    assert 0 <= first.p <= 1
    if first.method == "monte carlo":
        assert first.p == pytest.approx(other.p, abs=0.03)
    else:
        assert first.p == pytest.approx(other.p, rel=1e-9)


@pytest.mark.slow
@given(levels)
def test_an_empty_level_changes_nothing(made: list[tuple[int, int]]) -> None:
    hits, bases = [hit for hit, _base in made], [base for _hit, base in made]
    assert level_test([*hits, 0], [*bases, 0]) == level_test(hits, bases)


def test_chi_square_of_a_published_table() -> None:
    # Snedecor and Cochran's form: 2 x 2, 10 of 40 against 20 of 40; worked by hand: 16/3.
    found = outcome(level_test([10, 20], [40, 40]))
    assert found.method == "chi-square"
    assert found.statistic == pytest.approx(16 / 3)
    assert found.degrees == 1


def test_the_lady_tasting_tea_scaled_up_is_fishers() -> None:
    # Two levels of 8, 7 and 1 with it: both tails of the hypergeometric distribution.
    found = outcome(level_test([7, 1], [8, 8]))
    assert found.method == "fisher"
    assert found.p == pytest.approx(2 * (comb(8, 7) * comb(8, 1) + 1) / comb(16, 8))


def test_monte_carlo_comes_near_what_all_tables_say() -> None:
    hits, bases = [4, 1, 1], [6, 7, 9]
    found = outcome(level_test(hits, bases))
    assert found.method == "monte carlo"
    total, having = sum(bases), sum(hits)

    def distance(one: tuple[int, ...]) -> float:
        return sum(
            (count - base * having / total) ** 2 / (base * (having / total) * (1 - having / total))
            for count, base in zip(one, bases, strict=True)
        )

    ways = [one for one in product(*(range(base + 1) for base in bases)) if sum(one) == having]
    extreme = [one for one in ways if distance(one) >= distance(tuple(hits)) - 1e-9]
    exact = sum(
        comb(bases[0], one[0]) * comb(bases[1], one[1]) * comb(bases[2], one[2]) for one in extreme
    ) / comb(total, having)
    assert found.p == pytest.approx(exact, abs=0.015)


def test_a_seed_gives_the_same_p_again() -> None:
    hits, bases = [4, 1, 1], [6, 7, 9]
    assert level_test(hits, bases, seed=7) == level_test(hits, bases, seed=7)
    assert level_test(hits, bases, seed=7) != level_test(hits, bases, seed=8)


@pytest.mark.parametrize(
    "hits, bases, reason",
    [
        ([3], [50], "few levels"),
        ([3, 0], [50, 0], "few levels"),
        ([3, 1], [50, 50], "few with it"),
        ([50, 48], [50, 50], "few without it"),
        ([0, 0], [50, 50], "few with it"),
    ],
)
def test_what_is_too_thin_is_not_tested(hits: list[int], bases: list[int], reason: str) -> None:
    assert level_test(hits, bases) == reason
    assert trend_test(hits, bases) == reason


def test_a_trend_is_found_where_shares_rise_evenly() -> None:
    rising = outcome(trend_test([5, 10, 15, 20], [50, 50, 50, 50]))
    uneven = outcome(trend_test([20, 5, 10, 15], [50, 50, 50, 50]))
    assert rising.method == "trend"
    # The whole of the difference between levels lies along the line.
    assert rising.statistic == pytest.approx(
        outcome(level_test([5, 10, 15, 20], [50, 50, 50, 50])).statistic or 0
    )
    assert rising.p < 0.001 < uneven.p


def test_a_trend_is_the_same_backwards() -> None:
    assert outcome(trend_test([5, 9, 4, 20], [50, 30, 50, 60])).p == pytest.approx(
        outcome(trend_test([20, 4, 9, 5], [60, 50, 30, 50])).p
    )


def test_each_level_is_held_against_the_others() -> None:
    small, *others = each_level_test([2, 30, 10], [4, 60, 60])
    assert small == "small level"
    more, less = others
    assert isinstance(more, LevelOutcome)
    assert isinstance(less, LevelOutcome)
    assert more.difference == pytest.approx(30 / 60 - 12 / 64)
    assert more.outcome.p == pytest.approx(outcome(level_test([30, 12], [60, 64])).p)
    assert less.difference < 0


def test_a_scale_has_one_test() -> None:
    # Two levels, three points, no chance at all.
    same = outcome(scale_test([[10, 20, 10], [10, 20, 10]]))
    assert same.method == "kruskal-wallis"
    assert same.p == pytest.approx(1)
    apart = outcome(scale_test([[20, 10, 2], [2, 10, 20]]))
    assert apart.p < 0.001
    thin = outcome(scale_test([[2, 1, 0], [2, 10, 20]]))
    assert thin.method == "monte carlo"
    assert scale_test([[9, 0], [8, 1]]) == "few without it"


def test_the_order_of_the_points_matters_to_a_scale() -> None:
    middle = outcome(scale_test([[10, 5, 10], [5, 15, 5]]))
    assert middle.p > 0.9
    assert outcome(scale_test([[10, 10, 5], [5, 5, 15]])).p < 0.05


def test_two_codes_on_the_same_answers_are_tested_as_pairs() -> None:
    few = outcome(paired_test(1, 9))
    assert few.method == "mcnemar exact"
    assert few.p == pytest.approx(2 * (1 + 10) / 2**10)
    # McNemar's statistic, worked by hand: (30 - 12)^2 / 42.
    many = outcome(paired_test(30, 12))
    assert many.method == "mcnemar"
    assert many.statistic == pytest.approx(324 / 42)
    assert outcome(paired_test(10, 10)).p == 1
    assert paired_test(2, 3) == "few pairs"
    assert paired_test(0, 0) == "few pairs"
    assert outcome(paired_test(0, 6)).p == pytest.approx(2 / 2**6)


def test_p_are_adjusted_as_published() -> None:
    # Benjamini and Hochberg (1995), section 3.2: 15 p, of which the method keeps four at 0.05.
    published = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    found = adjusted(published)
    assert [p is not None and p < 0.05 for p in found] == [True] * 4 + [False] * 11
    assert found[0] == pytest.approx(0.0015)
    assert found[3] == pytest.approx(0.035625)


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=12))
def test_adjusting_never_makes_p_smaller_and_keeps_their_order(ps: list[float | None]) -> None:
    found = adjusted(ps)
    pairs = sorted((p, q) for p, q in zip(ps, found, strict=True) if p is not None and q is not None)
    assert len(pairs) == sum(p is not None for p in ps)
    assert all(p <= q + 1e-12 and q <= 1 for p, q in pairs)
    assert [q for _p, q in pairs] == sorted(q for _p, q in pairs)
