"""How the curve of codes met is drawn, over the bars of what was new."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coder.documents.picture_frame import BLUE, GREY, MARGIN, SKY, SMALL, WIDTH, draw_bar, framed
from coder.documents.saturation_figure import SaturationFigure
from coder.messages import _
from coder.text.numbers import written_count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CURVE, _BARS = 2.9, 0.9
_SIDE, _FOOT, _TITLE = 0.5, 0.45, 0.2


def draw_saturation(figure: SaturationFigure) -> Figure:
    """Draw a figure; to be called within ``drawing()``."""
    frame = framed(WIDTH, _TITLE + _CURVE + _BARS + 2 * _FOOT, figure.title, figure.note)
    width = WIDTH - 2 * MARGIN - _SIDE - 0.1
    left = MARGIN + _SIDE
    curve = frame.axes(left, frame.top - _TITLE - _CURVE, width, _CURVE - 0.05, grid="y")
    bars = frame.axes(left, frame.bottom + _FOOT, width, _BARS, grid="y")
    read = [0, *(each.read for each in figure.stretches)]
    known = [0, *(each.known for each in figure.stretches)]
    curve.plot(read, known, color=BLUE, linewidth=1.8, marker="o", markersize=3, clip_on=False)
    curve.set_title(_("Codes met so far"), fontsize=SMALL, color=GREY, loc="left")
    new = [each.new for each in figure.stretches]
    for (start, end), met in zip(pairwise(read), new, strict=True):
        draw_bar(bars, start, 0, end - start, met, facecolor=SKY, edgecolor="white", linewidth=0.5)
    bars.set_title(_("New codes in each stretch of answers"), fontsize=SMALL, color=GREY, loc="left")
    bars.set_xlabel(_("Answers read"), fontsize=SMALL, color=GREY)
    for axes, highest in ((curve, known[-1]), (bars, max(new, default=0))):
        _set_axes(axes, max(read[-1], 1), max(highest, 1))
    return frame.figure


def _set_axes(axes: Any, last: int, highest: int) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(0, last)
    axes.set_ylim(0, highest * 1.05)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _place: written_count(round(value)))
