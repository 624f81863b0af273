"""A figure of any kind as a file."""

from __future__ import annotations

from pathlib import Path

from coder.documents.bar_figure import BarFigure, write_bar_figure
from coder.documents.saturation_figure import SaturationFigure, write_saturation_figure
from coder.documents.trend_figure import TrendFigure, write_trend_figure

AnyFigure = BarFigure | TrendFigure | SaturationFigure


def write_figure(figure: AnyFigure, file: Path) -> tuple[str, ...]:
    """Draw a figure into an SVG or PNG file, whole or not at all.

    Returns:
        What is to be told: a sentence on characters that the file cannot hold; mostly none.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
        CannotWriteFileError: If the file cannot be written.
    """
    match figure:
        case BarFigure():
            return write_bar_figure(figure, file)
        case TrendFigure():
            return write_trend_figure(figure, file)
        case SaturationFigure():
            return write_saturation_figure(figure, file)
