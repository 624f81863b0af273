from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables.regression import (
    Factor,
    NotApartError,
    NothingToExplainError,
    OneLevelError,
    Regression,
    logit,
)


def of_counts(*levels: tuple[int, int], base: int = 0) -> Regression:
    """Regress an outcome on one variable: (with it, without it) for each level."""
    outcome = [one for having, lacking in levels for one in [True] * having + [False] * lacking]
    places = [level for level, counts in enumerate(levels) for _answer in range(sum(counts))]
    names = tuple(f"nivå {number}" for number in range(len(levels)))
    return logit(
        np.array(outcome, dtype=bool), np.array(places).reshape(-1, 1), [Factor("størrelse", names, base)]
    )


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


def test_a_combination_of_levels_may_separate_where_no_level_does() -> None:
    # In every level somebody has it, but never in both second levels or in neither.
    cells = {(0, 0): (4, 0), (0, 1): (3, 3), (1, 0): (3, 3), (1, 1): (0, 4)}
    rows = [
        (place, has)
        for place, (having, lacking) in cells.items()
        for has in [True] * having + [False] * lacking
    ]
    places = np.array([place for place, _has in rows])
    outcome = np.array([has for _place, has in rows])
    found = logit(outcome, places, [Factor("a", ("x", "y")), Factor("b", ("x", "y"))])
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
