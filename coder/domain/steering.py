"""Whether suggestions steer: answers coded with suggestions shown against answers coded with them hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from statistics import fmean

from coder.domain.intervals import CONFIDENCE, Estimate, means_difference, shares_difference

FEWEST = 30
"""So many answers it takes on each side; with fewer the interval of a mean cannot be trusted."""

CodeIds = Set[int]


@dataclass(frozen=True)
class CodeShare:
    """How often a code was given with suggestions, and without."""

    code_id: int
    shown: int
    """Answers that got it, of those with suggestions."""
    hidden: int
    difference: Estimate
    """Of the shares, shown less hidden; so wide that all codes' intervals hold together."""

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval has nought outside."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True)
class Steering:
    """What answers with suggestions and without them were given."""

    shown: int
    """Answers coded with suggestions."""
    hidden: int
    codes_shown: float | None
    """Codes an answer, with suggestions; None where there is no such answer."""
    codes_hidden: float | None
    difference: Estimate | None
    """Of codes an answer, shown less hidden; None where there are too few to say."""
    codes: tuple[CodeShare, ...]
    """Of each code given, the one that differs most first; none where there are too few to say."""

    @property
    def is_enough(self) -> bool:
        """Whether there are answers enough on both sides."""
        return min(self.shown, self.hidden) >= FEWEST


def steering(shown: Sequence[CodeIds], hidden: Sequence[CodeIds]) -> Steering:
    """Compare the codes of answers with suggestions to those of answers without.

    Args:
        shown: The codes each answer was given with suggestions in sight.
        hidden: The codes of those that chance chose to be coded without.
    """
    enough = min(len(shown), len(hidden)) >= FEWEST
    with_them, without = [len(codes) for codes in shown], [len(codes) for codes in hidden]
    return Steering(
        shown=len(shown),
        hidden=len(hidden),
        codes_shown=fmean(with_them) if shown else None,
        codes_hidden=fmean(without) if hidden else None,
        difference=means_difference(with_them, without) if enough else None,
        codes=_code_shares(shown, hidden) if enough else (),
    )


def _code_shares(shown: Sequence[CodeIds], hidden: Sequence[CodeIds]) -> tuple[CodeShare, ...]:
    with_them = Counter(code_id for codes in shown for code_id in codes)
    without = Counter(code_id for codes in hidden for code_id in codes)
    given = with_them.keys() | without.keys()
    # Bonferroni: among twenty codes one would stand out by chance alone.
    confidence = 1 - (1 - CONFIDENCE) / max(len(given), 1)
    found = [
        CodeShare(
            code_id,
            with_them[code_id],
            without[code_id],
            shares_difference((with_them[code_id], len(shown)), (without[code_id], len(hidden)), confidence),
        )
        for code_id in sorted(given)
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.difference.value)))
