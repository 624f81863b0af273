"""How numbers of agreement are to be read, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import comb, erfc, sqrt

from coder.agreement.results import CODE, PAIR, PAIR_CODE, Pair, Result
from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number

FEWEST_USES = 10
"""Uses of a code, as a mean over coders, below which its numbers say little."""
FEWEST_SHARED = 10
"""Answers two coders share, below which their numbers say little."""
PILOT_BELOW = 50
"""Answers coded twice, below which a report is a pilot."""
RARE = 0.05
APART = 0.2
"""How far kappa and AC1 may lie apart before prevalence is named as the reason."""
TENTATIVE, CUSTOMARY = 0.667, 0.8
"""Krippendorff (2004), Content Analysis, 2nd ed., p. 241: bounds for alpha of one variable."""
_SIGNIFICANT = 0.05
_EXACT_BELOW = 25

_BEYOND_CHANCE = frozenset(
    {"cohen_kappa", "scott_pi", "krippendorff_alpha", "fleiss_kappa", "mean_pairwise_kappa"}
)
_OF_FEW = _BEYOND_CHANCE | {"ac1", "positive_agreement", "kappa_max"}

Values = Mapping[str, Result]
"""The results of one code, or of one code and two coders, by metric."""


class Kind(StrEnum):
    """What a warning is about."""

    PILOT = "pilot"
    FEW_SHARED = "few_shared"
    FEW_USES = "few_uses"
    ONE_SIDED = "one_sided"
    PREVALENCE = "prevalence"
    ONE_CODER_CONSTANT = "one_coder_constant"
    LOW_LIMIT = "low_limit"


@dataclass(frozen=True)
class Warned:
    """One thing to know before reading the numbers of a code, of two coders, or all of them."""

    kind: Kind
    sentence: str
    code: str | None = None
    pair: Pair | None = None

    @property
    def in_general(self) -> str:
        """The same in words that hold for each code it is given of."""
        if self.kind is Kind.FEW_USES:
            return _("Fewer than {n} uses: too few to tell.").format(n=FEWEST_USES)
        return self.sentence

    @property
    def metrics(self) -> frozenset[str]:
        """The numbers it is about; empty where it is about all."""
        return _METRICS.get(self.kind, frozenset())

    def concerns(self, result: Result) -> bool:
        """Tell whether a result is to be read with it."""
        if self.kind is Kind.FEW_SHARED:
            return result.pair == self.pair and result.scope == PAIR
        scope = CODE if self.pair is None else PAIR_CODE
        here = result.scope == scope and result.code == self.code and result.pair == self.pair
        return here and result.metric in self.metrics


_METRICS = {
    Kind.FEW_USES: _OF_FEW,
    Kind.ONE_SIDED: frozenset({"bias_index", "cohen_kappa"}),
    Kind.PREVALENCE: _BEYOND_CHANCE,
    Kind.ONE_CODER_CONSTANT: frozenset({"cohen_kappa", "kappa_max"}),
    Kind.LOW_LIMIT: frozenset({"krippendorff_alpha"}),
}


def warned(results: Sequence[Result], answers: int) -> tuple[tuple[Result, ...], tuple[Warned, ...]]:
    """Look through results for what must be known to read them.

    Args:
        results: With their intervals.
        answers: How many were coded by two or more.

    Returns:
        The results, those concerned with their warning; and all warnings, those of the whole first.
    """
    found = [*_of_all(answers), *_of_pairs(results), *_of_codes(results), *_of_pairs_and_codes(results)]
    by_place: dict[tuple[str | None, Pair | None], list[Warned]] = defaultdict(list)
    for each in found:
        by_place[each.code, each.pair].append(each)
    marked = tuple(_marked(result, by_place.get((result.code, result.pair), ())) for result in results)
    return marked, tuple(found)


def mcnemar(first_only: float, second_only: float) -> float:
    """Return how likely so unequal numbers of one-sided uses are where coders apply a code equally often.

    Exact below 25 uses, above by the normal distribution with correction for continuity.

    References:
        McNemar (1947), Psychometrika 12, 153-157; Edwards (1948), Psychometrika 13, 185-187.
    """
    total = round(first_only + second_only)
    if not total:
        return 1.0
    fewer = round(min(first_only, second_only))
    if total < _EXACT_BELOW:
        return min(1.0, 2 * sum(comb(total, uses) for uses in range(fewer + 1)) * 0.5**total)
    return erfc(max(total - 2 * fewer - 1, 0) / sqrt(2 * total))


def _marked(result: Result, warnings: Iterable[Warned]) -> Result:
    sentences = [each.sentence for each in warnings if each.concerns(result)]
    if not sentences or result.value is None:
        return result
    return replace(result, warning=" ".join(sentences))


def _of_all(answers: int) -> Iterator[Warned]:
    if answers < PILOT_BELOW:
        said = ngettext(
            "Only {n} answer was coded by two coders: this is a pilot.",
            "Only {n} answers were coded by two coders: this is a pilot.",
            answers,
        )
        yield Warned(Kind.PILOT, said.format(n=written_count(answers)))


def _of_pairs(results: Iterable[Result]) -> Iterator[Warned]:
    for result in results:
        shared = result.value
        if result.metric == "n_shared" and shared is not None and shared < FEWEST_SHARED:
            said = ngettext(
                "{first} and {second} share {n} answer only: too few.",
                "{first} and {second} share {n} answers only: too few.",
                int(shared),
            )
            first, second = result.pair or ("", "")
            sentence = said.format(first=first, second=second, n=written_count(int(shared)))
            yield Warned(Kind.FEW_SHARED, sentence, pair=result.pair)


def _of_codes(results: Iterable[Result]) -> Iterator[Warned]:
    for (name, _pair), values in _grouped(results, CODE).items():
        uses = _uses(values)
        if uses is not None and uses < FEWEST_USES:
            yield Warned(Kind.FEW_USES, _few_uses(uses), name)
        yield from _prevalence(values, "krippendorff_alpha", name, None)
        alpha = values.get("krippendorff_alpha")
        if alpha is not None and alpha.interval is not None and alpha.interval[0] < TENTATIVE:
            said = _(
                "Alpha's interval begins below {low} (Krippendorff 2004, p. 241: {high}; for tentative "
                "conclusions {low})."
            ).format(low=written_number(TENTATIVE), high=written_number(CUSTOMARY, 2))
            yield Warned(Kind.LOW_LIMIT, said, name)


def _of_pairs_and_codes(results: Iterable[Result]) -> Iterator[Warned]:
    for (code, pair), values in _grouped(results, PAIR_CODE).items():
        a, b, c, d = (_value(values, cell) or 0 for cell in "abcd")
        if pair is None or not a + b + c + d:
            continue
        if a + b + c > 0 and (2 * a + b + c) / 2 < FEWEST_USES:
            yield Warned(Kind.FEW_USES, _few_uses((2 * a + b + c) / 2), code, pair)
        if (b > 0) != (c > 0) and not (a and d):
            yield Warned(Kind.ONE_CODER_CONSTANT, _one_constant(pair, b > 0, applied=a > 0), code, pair)
        if mcnemar(b, c) < _SIGNIFICANT:
            more, fewer = pair if b > c else pair[::-1]
            said = _("{more} applies this code more often than {fewer}.")
            yield Warned(Kind.ONE_SIDED, said.format(more=more, fewer=fewer), code, pair)
        yield from _prevalence(values, "cohen_kappa", code, pair)


def _prevalence(values: Values, beyond_chance: str, code: str | None, pair: Pair | None) -> Iterator[Warned]:
    """Warn where a coefficient is low for a code that is rare, or in nearly all answers."""
    coefficient, ac1 = _value(values, beyond_chance), _value(values, "ac1")
    if coefficient is None or ac1 is None or abs(coefficient - ac1) <= APART:
        return
    share = _share(values)
    if share < RARE:
        said = _("The code is rare, which lowers kappa and alpha: read positive agreement.")
        yield Warned(Kind.PREVALENCE, said, code, pair)
    elif share > 1 - RARE:
        said = _("Nearly every answer has the code, which lowers kappa and alpha: read negative agreement.")
        yield Warned(Kind.PREVALENCE, said, code, pair)


def _share(values: Values) -> float:
    prevalence = _value(values, "prevalence")
    if prevalence is not None:
        return prevalence
    a, b, c, d = (_value(values, cell) or 0 for cell in "abcd")
    return (2 * a + b + c) / (2 * (a + b + c + d))


def _uses(values: Values) -> float | None:
    """Return how often coders applied a code, as their mean; None where nobody did."""
    compared, prevalence = _value(values, "n_units_compared"), _value(values, "prevalence")
    return prevalence * compared if compared and prevalence else None


def _one_constant(pair: Pair, first_more: bool, *, applied: bool) -> str:
    """Say that one of two coders never applied a code, or always, while the other did now and then."""
    if applied:
        said = _("{coder} applied this code to every answer, so kappa is 0 whatever else agrees.")
        return said.format(coder=pair[0] if first_more else pair[1])
    said = _("{coder} never applied this code, so kappa is 0 whatever else agrees.")
    return said.format(coder=pair[1] if first_more else pair[0])


def _few_uses(uses: float) -> str:
    whole = uses == round(uses)
    return _("Too few uses to tell ({n} per coder, under {least}).").format(
        n=written_number(uses, 0 if whole else 1), least=FEWEST_USES
    )


def _grouped(results: Iterable[Result], scope: str) -> dict[tuple[str, Pair | None], dict[str, Result]]:
    """Return the results of a scope by code and pair, then by metric."""
    found: dict[tuple[str, Pair | None], dict[str, Result]] = defaultdict(dict)
    for result in results:
        if result.scope == scope and result.code is not None:
            found[result.code, result.pair][result.metric] = result
    return found


def _value(values: Values, metric: str) -> float | None:
    result = values.get(metric)
    return None if result is None else result.value
