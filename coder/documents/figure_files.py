"""A figure of any kind as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.agreement_drawing import draw_agreement
from coder.documents.agreement_figure import AgreementFigure
from coder.documents.bar_drawing import draw_bars
from coder.documents.bar_figure import BarFigure
from coder.documents.picture_file import check_can_draw, drawing, save_picture
from coder.documents.picture_text import PictureText
from coder.documents.saturation_drawing import draw_saturation
from coder.documents.saturation_figure import SaturationFigure
from coder.documents.trend_drawing import draw_trend
from coder.documents.trend_figure import TrendFigure
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.text.numbers import written_count

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

MOST_DRAWN = 1_500
"""Bars, or points of lines: more would be metres of paper, and minutes to draw."""

AnyFigure = BarFigure | TrendFigure | SaturationFigure | AgreementFigure


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
    if figure.drawn_count > MOST_DRAWN:
        raise TooMuchToDrawError(figure.drawn_count)
    check_can_draw(file)
    clean = PictureText(file)
    fit = figure.mapped(clean)
    with drawing():
        save_picture(
            _drawn(fit),
            file,
            title=fit.title,
            description=fit.description,
            language=fit.language,
            provenance=fit.provenance,
        )
    return clean.told


def _drawn(figure: AnyFigure) -> Drawing:
    match figure:
        case BarFigure():
            return draw_bars(figure)
        case TrendFigure():
            return draw_trend(figure)
        case SaturationFigure():
            return draw_saturation(figure)
        case AgreementFigure():
            return draw_agreement(figure)
