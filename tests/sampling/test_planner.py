"""How many answers to code twice."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from coder.sampling.plan_sentences import plan_sentences
from coder.sampling.planner import (
    Z,
    answers_needed,
    half_width_reached,
    kappa_variance,
    plan,
    size_for,
    uses_needed,
)

USES = {"pris": 100, "tid": 40, "annet": 5, "ubrukt": 0}


@pytest.mark.parametrize(
    "kappa, expected",
    [
        (0.6, [3281, 1347, 705, 392, 246]),
        (0.7, [2662, 1091, 569, 314, 196]),
        (0.8, [1873, 768, 401, 222, 139]),
        (0.9, [968, 398, 209, 116, 73]),
    ],
)
def test_answers_needed_for_a_tenth_are_those_of_the_table(kappa: float, expected: list[int]) -> None:
    prevalences = (0.02, 0.05, 0.1, 0.2, 0.5)
    assert [answers_needed(kappa, prevalence, 0.1) for prevalence in prevalences] == expected


def test_about_forty_uses_give_a_tenth_at_kappa_eight_tenths() -> None:
    assert uses_needed(0.8, 0.1) == 40
    assert uses_needed(0.6, 0.1) == 70
    assert uses_needed(0.8, 0.05) == 160


def test_the_width_reached_by_the_answers_needed_is_the_width_wanted() -> None:
    needed = answers_needed(0.7, 0.08, 0.12)
    assert needed is not None
    reached, one_less = (half_width_reached(0.7, 0.08, answers) for answers in (needed, needed - 1))
    assert reached is not None
    assert one_less is not None
    assert reached <= 0.12 < one_less


def test_the_variance_is_what_simulated_coders_show() -> None:
    """500 answers, a code in 20 % of them, kappa 0.8: 0.133 wide, simulated and by the formula."""
    prevalence, kappa, answers = 0.2, 0.8, 500
    spread = prevalence * (1 - prevalence)
    both = prevalence**2 + kappa * spread
    one = spread * (1 - kappa)
    drawn = np.random.default_rng(1).multinomial(answers, [both, 2 * one, 1 - both - 2 * one], 20_000)
    mean = (drawn[:, 0] + drawn[:, 1] / 2) / answers
    kappas = 1 - drawn[:, 1] / answers / (2 * mean * (1 - mean))
    low, high = np.quantile(kappas, [0.025, 0.975])
    assert high - low == pytest.approx(0.133, abs=0.003)
    assert 2 * Z * sqrt(kappa_variance(kappa, prevalence) / answers) == pytest.approx(0.133, abs=0.001)


def test_a_code_nobody_used_or_everybody_used_cannot_be_planned_for() -> None:
    assert answers_needed(0.8, 0.0, 0.1) is None
    assert half_width_reached(0.8, 1.0, 100) is None
    assert half_width_reached(0.8, 0.5, 0) is None


def test_a_plan_says_per_code_what_the_sample_reaches_and_what_no_sample_can() -> None:
    made = plan(USES, population=400, size=200)
    assert [code.key for code in made.reached] == ["pris"]
    assert [code.key for code in made.unreachable] == ["tid", "annet", "ubrukt"]
    assert [code.expected_uses for code in made.codes] == [50, 20, 2.5, 0]
    assert made.codes[3].half_width is None
    assert made.codes[3].answers_needed is None


def test_a_plan_never_draws_more_than_there_is() -> None:
    assert plan(USES, population=400, size=900).size == 400


def test_a_wanted_width_gives_the_size_for_the_codes_that_matter() -> None:
    assert size_for(0.1, USES, population=400, among=["pris"]) == answers_needed(0.8, 0.25, 0.1) == 188
    assert size_for(0.1, USES, population=1000, among=["pris", "tid"]) == answers_needed(0.8, 0.04, 0.1)
    assert size_for(0.1, USES, population=400, among=["annet"]) is None


def test_themes_and_pooled_kappa_need_fewer_answers_and_are_offered() -> None:
    rare = {f"kode {number}": 20 for number in range(12)}
    made = plan(rare, population=400, size=150, theme_uses={"tema a": 120, "tema b": 110})
    assert not made.reached
    assert "code" not in made.sizes
    assert made.sizes["theme"] < 400
    assert made.sizes["pooled"] < made.sizes["theme"]
    assert made.pooled_half_width is not None
    assert made.pooled_half_width < 0.1


def test_pooled_kappa_of_simulated_coders_is_at_least_as_sure_as_planned() -> None:
    """One code an answer; a differing coder takes another: every difference is a swap, the worst case."""
    chance = np.random.default_rng(2)
    shares = 1 / np.arange(1, 11)
    shares /= shares.sum()
    answers, kappa, rounds = 300, 0.8, 2_000
    first = chance.choice(10, (rounds, answers), p=shares)
    second = np.where(chance.random(first.shape) < kappa, first, chance.choice(10, first.shape, p=shares))
    margins = [np.stack([(side == code).mean(axis=1) for code in range(10)]) for side in (first, second)]
    chance_difference = (margins[0] * (1 - margins[1]) + margins[1] * (1 - margins[0])).sum(axis=0)
    pooled = 1 - 2 * (first != second).mean(axis=1) / chance_difference
    half_width = Z * pooled.std()
    uses = {str(code): round(1000 * share) for code, share in enumerate(shares)}
    planned = plan(uses, population=1000, size=answers).pooled_half_width
    assert planned is not None
    assert 0.7 * planned < half_width <= 1.02 * planned


def test_a_plan_in_words() -> None:
    told = plan_sentences(plan(USES, population=400, size=200, theme_uses={"tema": 140}))
    assert told == [
        "About 40 uses of a code give ±0.10 at kappa 0.80; 1 of 4 codes will have them in 200 answers.",
        "3 codes cannot have them, not even if all 400 answers were coded twice.",
        "Taken by theme, 1 of 1 theme will have so many uses.",
        "Pooled kappa over all codes: about ±0.11, whichever codes are rare.",
    ]


def test_that_not_even_a_theme_can_have_so_many_uses_is_said() -> None:
    told = plan_sentences(plan(USES, population=130, size=30, theme_uses={"tema a": 50, "tema b": 9}))
    assert "Taken by theme, none of 2 themes can have so many uses either." in told
