"""Intervals of the shares in a table, on request."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from coder.domain.errors import UnusableInputError
from coder.domain.intervals import Estimate, share_estimate
from coder.messages import _
from coder.text.numbers import written_count


class PopulationTooSmallError(UnusableInputError):
    """More have answered than there are."""

    def __init__(self, label: str, base: int, population: int) -> None:
        super().__init__(
            _("«{level}»: N is {base}, but its population is said to be {population}.").format(
                level=label, base=written_count(base), population=written_count(population)
            )
        )


def share_interval(count: int, base: int, population: int | None = None) -> Estimate | None:
    """Estimate the share that would be found among all, with Wilson's 95 % interval.

    With a population, the interval is that of a base as much larger as the population is nearer to being
    seen whole: N × (population − 1) / (population − N). Where everybody answered, nothing is left to chance.

    Args:
        count: Answers with the code.
        base: N.
        population: How many there are of whom the base is a sample; None for no correction.

    Returns:
        Shares in [0, 1]; None where the base is 0.

    References:
        Wilson (1927), JASA 22, 209-212; Korn and Graubard (1998), Survey Methodology 24, 193-201, for taking
        an effective base into it; Cochran (1977), Sampling Techniques, 2.6, for the correction.
    """
    if base <= 0:
        return None
    if population is None:
        return share_estimate(count, base)
    if population <= base:
        return Estimate(count / base, count / base, count / base)
    larger = (population - 1) / (population - base)
    return share_estimate(count * larger, base * larger)


def check_population(label: str, base: int, population: int) -> None:
    """Refuse a population that has fewer than have answered.

    Raises:
        PopulationTooSmallError: Then.
    """
    if population < base:
        raise PopulationTooSmallError(label, base, population)


def interval_percent(interval: Estimate, decimals: int = 0) -> tuple[Decimal, Decimal]:
    """Return the ends of an interval in percent, rounded outwards so that it never says too much."""
    step = Decimal(1).scaleb(-decimals)
    # By way of a dozen digits, so that 0.3 is not a little more than itself.
    low, high = (Decimal(f"{100 * end:.9f}") for end in (interval.low, interval.high))
    return low.quantize(step, ROUND_FLOOR), high.quantize(step, ROUND_CEILING)


def interval_sentences(*, has_population: bool) -> list[str]:
    """Say what the intervals are, and what they leave out."""
    sentences = [_("95 % intervals: Wilson.")]
    if has_population:
        sentences.append(
            _(
                "Corrected for finite populations of P: N counts as N × (P − 1) / (P − N). "
                "Non-response and errors of coding remain."
            )
        )
    return sentences
