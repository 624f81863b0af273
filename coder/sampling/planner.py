"""How many answers to code twice: what a sample can say of each code's kappa, before anybody codes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import Literal

Level = Literal["code", "theme", "pooled"]

KAPPA = 0.8
"""What kappa is planned for, where nobody says anything else."""
Z = 1.959963984540054
"""Of a 95 % interval."""
_TYPICAL_PREVALENCE = 0.1
"""Where uses are told instead of answers: what is needed hardly depends on prevalence while it is low."""
_SWAPS = 2.0
"""A code taken for another is two differences at once, which doubles the variance of a sum over codes."""


def kappa_variance(kappa: float, prevalence: float) -> float:
    """Return the variance of a code's kappa times the number of answers, for two coders.

    Args:
        kappa: The true value, below 1.
        prevalence: The share of answers that get the code, in [0, 1].

    Returns:
        Infinity where the code is applied to no answer, or to every one.

    References:
        Bloch and Kraemer (1989), Biometrics 45(1), 269-287, for the intraclass kappa.
    """
    spread = prevalence * (1 - prevalence)
    if spread <= 0:
        return inf
    return (1 - kappa) * ((1 - kappa) * (1 - 2 * kappa) + kappa * (2 - kappa) / (2 * spread))


def answers_needed(kappa: float, prevalence: float, half_width: float) -> int | None:
    """Return how many answers give a code's kappa this half-width (95 %); None where no number does."""
    needed = _needed(kappa_variance(kappa, prevalence), half_width)
    return None if needed == inf else ceil(needed)


def half_width_reached(kappa: float, prevalence: float, answers: int) -> float | None:
    """Return the half-width (95 %) that so many answers give a code's kappa; None where they give none."""
    variance = kappa_variance(kappa, prevalence)
    return None if answers <= 0 or variance == inf else Z * sqrt(variance / answers)


def uses_needed(kappa: float, half_width: float) -> int:
    """Return about how many uses of a code give its kappa this half-width, as long as the code is not common.

    About 40 for ±0.10 at kappa 0.8, about 70 at 0.6, and four times as many for half the width.
    """
    return round(_TYPICAL_PREVALENCE * _needed(kappa_variance(kappa, _TYPICAL_PREVALENCE), half_width))


@dataclass(frozen=True)
class PlannedCode:
    """What a sample will say of one code, or of one theme.

    Attributes:
        key: Its name or identifier, as it was given.
        uses: Answers among all to which the first coder gave it.
        expected_uses: How many of them a sample of the planned size will hold, on average.
        half_width: Of its kappa; None where the first coder never used it, or always.
        answers_needed: For the wanted half-width; None where no number of answers is enough.
        is_reached: Whether the planned size is enough.
        is_reachable: Whether coding all answers twice would be enough.
    """

    key: str
    uses: int
    expected_uses: float
    half_width: float | None
    answers_needed: int | None
    is_reached: bool
    is_reachable: bool


@dataclass(frozen=True)
class Plan:
    """What a sample of one size can say: per code, per theme, and of pooled kappa.

    Attributes:
        size: Answers to draw.
        population: Answers that can be drawn: those the first coder is done with.
        kappa: The true kappa planned for.
        half_width: What is wanted of each code's kappa.
        uses_needed: About how many uses of a code give that.
        codes: One per code, in the order given.
        themes: One per theme; empty where the codes have none.
        pooled_half_width: Of the pooled kappa over codes; None where no code varies.
        sizes: How many answers give the wanted half-width to all codes that can have it, to all such themes,
            to pooled kappa. Left out where nothing can.
    """

    size: int
    population: int
    kappa: float
    half_width: float
    uses_needed: int
    codes: tuple[PlannedCode, ...]
    themes: tuple[PlannedCode, ...]
    pooled_half_width: float | None
    sizes: Mapping[Level, int]

    @property
    def reached(self) -> tuple[PlannedCode, ...]:
        """The codes for which this size is enough."""
        return tuple(code for code in self.codes if code.is_reached)

    @property
    def reached_themes(self) -> tuple[PlannedCode, ...]:
        """The themes for which this size is enough."""
        return tuple(theme for theme in self.themes if theme.is_reached)

    @property
    def unreachable(self) -> tuple[PlannedCode, ...]:
        """The codes for which not even coding all answers twice is enough."""
        return tuple(code for code in self.codes if not code.is_reachable)


def plan(
    uses: Mapping[str, int],
    population: int,
    size: int,
    half_width: float = 0.1,
    kappa: float = KAPPA,
    theme_uses: Mapping[str, int] | None = None,
) -> Plan:
    """Say what a sample of this size can tell.

    Args:
        uses: For each code, to how many of the answers the first coder gave it.
        population: How many answers there are.
        size: How many are to be drawn; no more than there are.
        half_width: Wanted of each code's kappa.
        kappa: What kappa is expected; the lower, the more answers are needed.
        theme_uses: The same for themes: answers with any code of the theme.
    """
    themes = theme_uses or {}
    drawn = max(0, min(size, population))
    return Plan(
        size=drawn,
        population=population,
        kappa=kappa,
        half_width=half_width,
        uses_needed=uses_needed(kappa, half_width),
        codes=_planned(uses, population, drawn, half_width, kappa),
        themes=_planned(themes, population, drawn, half_width, kappa),
        pooled_half_width=_pooled_half_width(uses, population, drawn, kappa),
        sizes=_sizes(uses, themes, population, half_width, kappa),
    )


def size_for(
    half_width: float,
    uses: Mapping[str, int],
    population: int,
    kappa: float = KAPPA,
    among: Collection[str] | None = None,
) -> int | None:
    """Return how many answers give each of these codes (with none: pooled kappa) its half-width.

    Codes that not even all answers are enough for are passed over (``Plan.unreachable`` names them).

    Returns:
        At most the population; None where no code named can have it, or pooled kappa can't.
    """
    if among is None:
        needed = _needed(_pooled_variance(uses, population, kappa), half_width)
        return ceil(needed) if needed <= population else None
    chosen = {key: uses[key] for key in among}
    planned = _planned(chosen, population, population, half_width, kappa)
    return max((code.answers_needed or 0 for code in planned if code.is_reachable), default=None)


def _planned(
    uses: Mapping[str, int], population: int, size: int, half_width: float, kappa: float
) -> tuple[PlannedCode, ...]:
    return tuple(
        _planned_code(key, count, population, size, half_width, kappa) for key, count in uses.items()
    )


def _planned_code(
    key: str, uses: int, population: int, size: int, half_width: float, kappa: float
) -> PlannedCode:
    prevalence = uses / population if population else 0.0
    needed = answers_needed(kappa, prevalence, half_width)
    return PlannedCode(
        key=key,
        uses=uses,
        expected_uses=size * prevalence,
        half_width=half_width_reached(kappa, prevalence, size),
        answers_needed=needed,
        is_reached=needed is not None and needed <= size,
        is_reachable=needed is not None and needed <= population,
    )


def _sizes(
    uses: Mapping[str, int], themes: Mapping[str, int], population: int, half_width: float, kappa: float
) -> dict[Level, int]:
    found: dict[Level, int | None] = {
        "code": size_for(half_width, uses, population, kappa, among=uses),
        "theme": size_for(half_width, themes, population, kappa, among=themes),
        "pooled": size_for(half_width, uses, population, kappa),
    }
    return {level: size for level, size in found.items() if size is not None}


def _pooled_half_width(uses: Mapping[str, int], population: int, size: int, kappa: float) -> float | None:
    variance = _pooled_variance(uses, population, kappa)
    return None if size <= 0 or variance == inf else Z * sqrt(variance / size)


def _pooled_variance(uses: Mapping[str, int], population: int, kappa: float) -> float:
    """Return the variance of pooled kappa times the number of answers.

    Pooled kappa is the mean of the codes' kappas weighted by 1 - pe, which is 2p(1 - p) here. Every
    difference is taken to be a code taken for another: the variance is told rather too high than too low.
    """
    prevalences = [count / population for count in uses.values() if 0 < count < population]
    if not prevalences:
        return inf
    weights = [prevalence * (1 - prevalence) for prevalence in prevalences]
    parts = [
        weight**2 * kappa_variance(kappa, prevalence)
        for weight, prevalence in zip(weights, prevalences, strict=True)
    ]
    # With one code there is nothing to take it for.
    return (_SWAPS if len(parts) > 1 else 1.0) * sum(parts) / sum(weights) ** 2


def _needed(variance: float, half_width: float) -> float:
    return variance * (Z / half_width) ** 2
