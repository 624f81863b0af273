"""A figure of any kind as a file."""

from __future__ import annotations

from pathlib import Path

from coder.documents.bar_figure import BarFigure, write_bar_figure
from coder.documents.saturation_figure import SaturationFigure, write_saturation_figure
from coder.documents.trend_figure import TrendFigure, write_trend_figure
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.text.numbers import written_count

MOST_DRAWN = 1_500
"""Bars, or points of lines: more would be metres of paper, and minutes to draw."""

AnyFigure = BarFigure | TrendFigure | SaturationFigure


class TooMuchToDrawError(WrongUseError):
    """More bars or points than anybody can read in a figure."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "{n} bars or points are more than a figure can show. Draw fewer: themes alone "
                "(--level theme), some of the codes (--code), or a layer that folds rare ones."
            ).format(n=written_count(number))
        )


def write_figure(figure: AnyFigure, file: Path) -> tuple[str, ...]:
    """Draw a figure into an SVG or PNG file, whole or not at all.

    Returns:
        What is to be told: a sentence on characters that the file cannot hold; mostly none.

    Raises:
        NotAPictureError: If the name ends otherwise.
        TooMuchToDrawError: If there is more in it than anybody can read.
        NoPlottingError: If matplotlib is missing.
        CannotWriteFileError: If the file cannot be written.
    """
    number = _drawn(figure)
    if number > MOST_DRAWN:
        raise TooMuchToDrawError(number)
    match figure:
        case BarFigure():
            return write_bar_figure(figure, file)
        case TrendFigure():
            return write_trend_figure(figure, file)
        case SaturationFigure():
            return write_saturation_figure(figure, file)


def _drawn(figure: AnyFigure) -> int:
    match figure:
        case BarFigure():
            return sum(len(panel.bars) for panel in figure.panels)
        case TrendFigure():
            return len(figure.series) * len(figure.waves)
        case SaturationFigure():
            return 0
