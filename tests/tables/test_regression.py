from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables.regression import (
    Factor,
    NoBaseError,
    NotApartError,
    NothingToExplainError,
    OneLevelError,
    Regression,
    logit,
)
from coder.tables.regression_grid import RegressionWords, regression_grid


def of_counts(*levels: tuple[int, int], base: int = 0) -> Regression:
    """Regress an outcome on one variable: (with it, without it) for each level."""
    outcome = [one for having, lacking in levels for one in [True] * having + [False] * lacking]
    places = [level for level, counts in enumerate(levels) for _answer in range(sum(counts))]
    names = tuple(f"nivå {number}" for number in range(len(levels)))
    return logit(
        np.array(outcome, dtype=bool), np.array(places).reshape(-1, 1), [Factor("størrelse", names, base)]
    )


def of_cells(cells: dict[tuple[int, int], tuple[int, int]], factors: list[Factor]) -> Regression:
    """Regress an outcome on two variables: (with it, without it) for each combination of levels."""
    rows = [
        (place, has)
        for place, (having, lacking) in cells.items()
        for has in [True] * having + [False] * lacking
    ]
    return logit(np.array([has for _place, has in rows]), np.array([place for place, _has in rows]), factors)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=2, max_size=4))
def test_of_one_variable_the_odds_ratios_are_those_of_its_counts(levels: list[tuple[int, int]]) -> None:
    found = of_counts(*levels)
    (having, lacking), *others = levels
    assert found.way == "maximum likelihood"
    assert found.terms[0].effect is None
    for term, (more, less) in zip(found.terms[1:], others, strict=True):
        assert term.effect is not None
        assert term.effect.odds_ratio == pytest.approx(more * lacking / (less * having), rel=1e-6)
        # Woolf's standard error of a log odds ratio.
        error = (1 / having + 1 / lacking + 1 / more + 1 / less) ** 0.5
        assert term.effect.coefficient_error == pytest.approx(error, rel=1e-6)
        assert term.effect.error == pytest.approx(term.effect.odds_ratio * error, rel=1e-6)
        assert term.predicted == pytest.approx(term.raw, rel=1e-6)
    assert found.pseudo_r2 is not None
    assert -1e-9 <= found.pseudo_r2 <= 1


def test_another_base_turns_an_odds_ratio_round() -> None:
    first, second = of_counts((10, 30), (20, 20)), of_counts((10, 30), (20, 20), base=1)
    up, down = first.terms[1].effect, second.terms[0].effect
    assert up is not None
    assert down is not None
    assert second.terms[1].effect is None
    assert up.odds_ratio == pytest.approx(1 / down.odds_ratio)
    assert (up.z, up.p) == pytest.approx((-down.z, down.p))
    assert first.pseudo_r2 == pytest.approx(second.pseudo_r2)


@pytest.mark.slow
@pytest.mark.parametrize("levels", [[(5, 10), (0, 8)], [(0, 8), (7, 3)], [(9, 0), (4, 6)]])
def test_where_a_level_separates_a_half_is_added_to_each_cell(levels: list[tuple[int, int]]) -> None:
    # Of one variable with two levels Firth's penalty is just that (Firth 1993, section 3.3).
    found = of_counts(*levels)
    (having, lacking), (more, less) = levels
    assert found.way == "firth"
    assert found.pseudo_r2 is None
    effect = found.terms[1].effect
    assert effect is not None
    expected = (more + 0.5) * (lacking + 0.5) / ((less + 0.5) * (having + 0.5))
    assert effect.odds_ratio == pytest.approx(expected, rel=1e-6)
    assert effect.low < expected < effect.high
    assert [term.separates for term in found.terms] == [0 in counts for counts in levels]
    # The mean prediction is what was found, which Firth's own constant would not give.
    total = sum(sum(counts) for counts in levels)
    weights = [sum(counts) / total for counts in levels]
    mean = sum(weight * term.predicted for weight, term in zip(weights, found.terms, strict=True))
    assert mean == pytest.approx((having + more) / total)


def test_where_a_level_separates_all_numbers_are_those_of_logistf() -> None:
    # R's logistf 1.26.1 of y ~ a + b, with profile intervals and its convergence criteria at 1e-10.
    cells = {
        (0, 0): (2, 12),
        (0, 1): (1, 9),
        (0, 2): (1, 8),
        (0, 3): (1, 9),
        (1, 0): (2, 4),
        (1, 1): (1, 5),
        (1, 2): (1, 9),
        (1, 3): (1, 7),
        (2, 0): (0, 13),
        (2, 1): (0, 14),
        (2, 2): (0, 11),
        (2, 3): (0, 9),
    }
    logistf = [  # coefficient, standard error, p, lower, upper
        (-1.4531867303, 0.5705974496, 0.005594142496, -2.7345960104, -0.4012088278),
        (0.5105319522, 0.6369403327, 0.439565915168, -0.8030099435, 1.8429438875),
        (-2.5536293486, 1.3931429618, 0.020105162085, -7.4406344789, -0.3338273082),
        (-0.4926956351, 0.8327214908, 0.563013176341, -2.3557047878, 1.1612175107),
        (-0.7531110398, 0.8443680629, 0.379065592446, -2.6389655242, 0.9133173791),
        (-0.6517382117, 0.8396002932, 0.443626786190, -2.5222463995, 1.0025909204),
    ]
    found = of_cells(cells, [Factor("a", ("0", "1", "2")), Factor("b", ("0", "1", "2", "3"))])
    assert found.way == "firth"
    effects = [found.constant, *(term.effect for term in found.terms if term.effect)]
    for effect, expected in zip(effects, logistf, strict=True):
        ours = (effect.coefficient, effect.coefficient_error, effect.p, log(effect.low), log(effect.high))
        assert ours == pytest.approx(expected, abs=1e-7)
    assert found.chi_square == pytest.approx(9.43095476443, abs=1e-7)


@pytest.mark.slow
def test_a_combination_of_levels_may_separate_where_no_level_does() -> None:
    # In every level somebody has it, but never in both second levels or in neither.
    cells = {(0, 0): (4, 0), (0, 1): (3, 3), (1, 0): (3, 3), (1, 1): (0, 4)}
    found = of_cells(cells, [Factor("a", ("x", "y")), Factor("b", ("x", "y"))])
    assert found.way == "firth"
    assert not any(term.separates for term in found.terms)


def test_a_level_without_answers_has_no_term() -> None:
    found = of_counts((10, 20), (0, 0), (15, 5))
    assert [term.level for term in found.terms] == ["nivå 0", "nivå 2"]


def test_adjusted_shares_differ_from_raw_ones_where_variables_go_together() -> None:
    chance = np.random.default_rng(3)
    big = chance.random(2000) < 0.5
    north = chance.random(2000) < np.where(big, 0.8, 0.2)
    outcome = chance.random(2000) < np.where(big, 0.7, 0.3)
    found = logit(
        outcome,
        np.column_stack([big, north]).astype(np.int64),
        [Factor("storrelse", ("liten", "stor")), Factor("landsdel", ("sør", "nord"))],
    )
    south, north_term = found.terms[2:]
    assert north_term.raw - south.raw > 0.15
    assert abs(north_term.predicted - south.predicted) < 0.05


def test_what_cannot_be_estimated_is_said() -> None:
    with pytest.raises(NothingToExplainError):
        of_counts((0, 5), (0, 9))
    with pytest.raises(NothingToExplainError):
        of_counts((5, 0), (9, 0))
    with pytest.raises(OneLevelError, match="størrelse"):
        of_counts((5, 4), (0, 0))
    places = np.array([[0, 0], [1, 1], [0, 0], [1, 1]])
    with pytest.raises(NotApartError, match="landsdel"):
        logit(
            np.array([True, False, False, True]),
            places,
            [Factor("fylke", ("a", "b")), Factor("landsdel", ("a", "b"))],
        )
    with pytest.raises(NoBaseError, match="«størrelse» = «nivå 1»"):
        of_counts((10, 20), (0, 0), (15, 5), base=1)


@pytest.mark.slow
def test_where_a_large_level_separates_z_has_an_end_and_the_table_prints_it() -> None:
    found = of_counts((1500, 0), (10, 1490), (700, 800))
    effect = found.terms[1].effect
    assert found.way == "firth"
    assert effect is not None
    assert effect.p == 0
    assert effect.z == pytest.approx(-63.46, abs=0.01)
    grid = regression_grid(found, RegressionWords("Hva skal til?", "NAV", ("NAV",)))
    assert [cell.text for cell in grid.rows[2].cells][3:5] == ["−63.46", "<0.001"]
