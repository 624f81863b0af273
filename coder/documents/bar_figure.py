"""Shares as horizontal bars, in the order and with the note of their table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from coder.documents.figure import Figure


@dataclass(frozen=True)
class Bar:
    """One row: a share, with what was asked for beside it. Shares are in percent."""

    label: str
    percent: Decimal | None
    """None where it is hidden or was not in use; then ``sign`` stands in its place."""
    low: Decimal | None = None
    """The lower end of the interval of the share."""
    high: Decimal | None = None
    weighted: Decimal | None = None
    sign: str = ""
    """What stands where there is no bar: ":" or "."."""
    mark: str = ""
    """Stands behind the number; the note explains it."""
    indent: int = 0
    is_strong: bool = False
    """Themes and totals, which stand out."""


@dataclass(frozen=True)
class Panel:
    """The bars of everybody, or of one level; every panel of a figure has the same rows."""

    title: str
    """Empty where there is one panel only."""
    base: str
    """N as it is written: "N=131"; empty where it is hidden or in the caption."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarFigure(Figure):
    """Panels of bars under one caption."""

    panels: tuple[Panel, ...]

    @property
    def drawn_count(self) -> int:
        """How many bars readers are to tell apart."""
        return sum(len(panel.bars) for panel in self.panels)

    def mapped(self, change: Callable[[str], str]) -> Self:
        """Return the same figure with every text that people read changed."""
        panels = tuple(
            Panel(
                change(panel.title),
                change(panel.base),
                tuple(
                    replace(bar, label=change(bar.label), sign=change(bar.sign), mark=change(bar.mark))
                    for bar in panel.bars
                ),
            )
            for panel in self.panels
        )
        return replace(super().mapped(change), panels=panels)
