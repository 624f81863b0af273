"""All numbers of agreement of one set of codings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from coder.agreement.coded_sets import CodedSets
from coder.agreement.results import REPLICATES, Pair, Result
from coder.agreement.warnings import Warned

Convention = Literal["pairable", "all"]
"""Which answers count for how often a code is expected by chance: those coded twice, or (Gwet) all coded."""


@dataclass(frozen=True)
class AgreementReport:
    """Agreement between coders, number by number."""

    coders: tuple[str, ...]
    """Sorted by code point."""
    codes: tuple[str, ...]
    """In codebook order."""
    answers: int
    """Coded by two coders or more; all but metrics ending in ``_all_units`` are of these."""
    answers_all: int
    """Coded by anybody."""
    results: tuple[Result, ...]
    warnings: tuple[Warned, ...]
    replicates: int
    seed: int
    confidence: float
    convention: Convention
    weighted: bool
    """Whether answers count by weights; the cells a, b, c, d are plain counts all the same."""

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str | None, Pair | None], Result]:
        return {result.key: result for result in self.results}

    def result(
        self, metric: str, scope: str, *, code: str | None = None, pair: Pair | None = None
    ) -> Result | None:
        """Return one number; None where the report has none of that name."""
        return self._by_key.get((metric, scope, code, pair))

    def values(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "coders": list(self.coders),
            "answers": self.answers,
            "answers_all": self.answers_all,
            "weighted": self.weighted,
            "convention": self.convention,
            "confidence": self.confidence,
            "replicates": self.replicates,
            "seed": self.seed,
            "warnings": [
                {
                    "kind": each.kind.value,
                    "code": each.code,
                    "pair": None if each.pair is None else list(each.pair),
                    "sentence": each.sentence,
                }
                for each in self.warnings
            ],
            "results": [result.values() for result in self.results],
        }

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of coders."""
        from itertools import combinations

        return tuple(combinations(self.coders, 2))


def agreement(
    coded: CodedSets,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    confidence: float = 0.95,
    convention: Convention = "pairable",
    intervals: bool = True,
) -> AgreementReport:
    """Measure agreement between all coders of some codings.

    Args:
        coded: Independent codings, never consensus.
        replicates: Samples drawn again for intervals; 0 gives those of the jackknife instead, at once.
        seed: Of the drawing.
        confidence: Of the intervals.
        convention: Whether answers coded once count for chance agreement on a code.
        intervals: Whether to look for them at all; without them it takes a tenth of the time.
    """
    from threadpoolctl import threadpool_limits

    from coder.agreement.intervals import Asked, with_intervals
    from coder.agreement.measured import measured
    from coder.agreement.patterns import Patterns
    from coder.agreement.set_statistics import SetFeatures
    from coder.agreement.warnings import warned

    # Many small products: on busy cores, threads that wait for each other take three times as long.
    with threadpool_limits(limits=1):
        pairable = Patterns.of(coded)
        everything = Patterns.of(coded, coded_by=1)
        features = SetFeatures.of(pairable)
        results = measured(coded, pairable, everything, features, convention)
        if intervals:
            counted = everything if convention == "all" else pairable
            asked = Asked(replicates, seed, confidence)
            results = with_intervals(coded, pairable, counted, features, results, asked)
    results, warnings = warned(results, len(pairable.pattern_of))
    return AgreementReport(
        coders=coded.coders,
        codes=coded.codes,
        answers=len(pairable.pattern_of),
        answers_all=len(coded.units),
        results=results,
        warnings=warnings,
        replicates=replicates,
        seed=seed,
        confidence=confidence,
        convention=convention,
        weighted=pairable.weighted,
    )
