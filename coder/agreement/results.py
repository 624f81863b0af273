"""What a statistic of agreement says: a value, or in words why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

COUNTS = "counts"
OVERALL = "overall"
CODE = "code"
PAIR = "pair"
PAIR_CODE = "pair_code"
SINGLE_LABEL = "single_label"
SCOPES = (COUNTS, OVERALL, CODE, PAIR, PAIR_CODE, SINGLE_LABEL)
"""What a number is about: the data, sets of codes, one code, two coders, two coders and one code, or codings
of which each is one code."""

REPLICATES = 2000
"""Samples drawn again for intervals, where nothing else is asked: limits then hold to the second decimal."""

Pair = tuple[str, str]
"""Two coders, sorted by code point."""


@dataclass(frozen=True)
class Result:
    """One number of agreement; exactly one of ``value`` and ``undefined`` is None."""

    metric: str
    scope: str
    code: str | None = None
    pair: Pair | None = None
    value: float | None = None
    undefined: str | None = None
    """Why there is no value, as a sentence."""
    interval: tuple[float, float] | None = None
    warning: str | None = None
    """How to read the value, as a sentence."""

    @property
    def key(self) -> tuple[str, str, str | None, Pair | None]:
        """What tells it from all others of a report."""
        return self.metric, self.scope, self.code, self.pair

    def values(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "metric": self.metric,
            "scope": self.scope,
            "code": self.code,
            "pair": None if self.pair is None else list(self.pair),
            "value": self.value,
            "undefined": self.undefined,
            "interval": None if self.interval is None else list(self.interval),
            "warning": self.warning,
        }
