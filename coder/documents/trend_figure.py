"""Shares over the waves as lines, in the order and with the note of their table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from coder.documents.figure import Figure


@dataclass(frozen=True)
class Point:
    """A share in one wave, in percent."""

    percent: Decimal | None
    """None where it is hidden or the code was not in use: no point is drawn."""
    low: Decimal | None = None
    """The lower end of the interval of the share."""
    high: Decimal | None = None
    is_break: bool = False
    """The series is broken before this wave: no line leads here."""


@dataclass(frozen=True)
class Series:
    """One row over the waves."""

    label: str
    points: tuple[Point, ...]
    """As many as there are waves."""
    is_strong: bool = False


@dataclass(frozen=True)
class TrendFigure(Figure):
    """Lines over the waves under one caption."""

    waves: tuple[str, ...]
    bases: tuple[str, ...]
    """N of each wave as it is written, "N=419"; empty where it is hidden."""
    series: tuple[Series, ...]

    @property
    def drawn_count(self) -> int:
        """How many points readers are to tell apart."""
        return len(self.series) * len(self.waves)

    def mapped(self, change: Callable[[str], str]) -> Self:
        """Return the same figure with every text that people read changed."""
        return replace(
            super().mapped(change),
            waves=tuple(map(change, self.waves)),
            bases=tuple(map(change, self.bases)),
            series=tuple(replace(each, label=change(each.label)) for each in self.series),
        )
