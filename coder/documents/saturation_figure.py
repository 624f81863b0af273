"""How codes were met as answers were read: the curve that flattens, and what was new in each stretch."""

from __future__ import annotations

from dataclasses import dataclass

from coder.documents.figure import Figure


@dataclass(frozen=True)
class Reached:
    """What had been met after so many answers."""

    read: int
    """Answers read when the stretch ended."""
    known: int
    """Codes met until then."""
    new: int
    """Codes met for the first time in the stretch."""


@dataclass(frozen=True)
class SaturationFigure(Figure):
    """What had been met at the end of each stretch, in reading order."""

    stretches: tuple[Reached, ...]

    @property
    def drawn_count(self) -> int:
        """None that must be told apart: a curve may be of any length."""
        return 0
