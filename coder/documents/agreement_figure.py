"""Agreement round by round: a value with its interval and n for each, never taken together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from coder.documents.figure import Figure


@dataclass(frozen=True)
class RoundPoint:
    """What one round found."""

    label: str
    """Which round, "2"."""
    base: str
    """How many answers, "N=60"."""
    value: float | None
    """In [-1, 1]; None where there is none."""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class AgreementFigure(Figure):
    """A point with an interval for each round, in the order they were drawn."""

    points: tuple[RoundPoint, ...]
    axis: str
    """What the values are: "Krippendorff's alpha (MASI)"."""

    @property
    def drawn_count(self) -> int:
        """How many points readers are to tell apart."""
        return len(self.points)

    def mapped(self, change: Callable[[str], str]) -> Self:
        """Return the same figure with every text that people read changed."""
        return replace(
            super().mapped(change),
            axis=change(self.axis),
            points=tuple(
                replace(point, label=change(point.label), base=change(point.base)) for point in self.points
            ),
        )
