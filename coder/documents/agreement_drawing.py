"""How agreement round by round is drawn: a point and its interval above each round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.documents.agreement_figure import AgreementFigure
from coder.documents.picture_frame import BLUE, GREY, INK, MARGIN, SMALL, WIDTH, framed, line_height
from coder.messages import _
from coder.text.numbers import written_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEIGHT, _SIDE, _FOOT = 3.0, 0.5, 0.6


def draw_agreement(figure: AgreementFigure) -> Figure:
    """Draw a figure; to be called within ``drawing()``."""
    frame = framed(WIDTH, _HEIGHT + _FOOT, figure.title, figure.note)
    width = WIDTH - 2 * MARGIN - _SIDE - 0.2
    left, bottom = MARGIN + _SIDE, frame.bottom + _FOOT
    axes = frame.axes(left, bottom, width, _HEIGHT - 0.1, grid="y")
    places = len(figure.points)
    lows = [point.low if point.low is not None else point.value for point in figure.points]
    lowest = min([0.0, *(low for low in lows if low is not None)])
    axes.set_ylim(-1 if lowest < -0.2 else min(lowest, 0), 1.02)
    axes.set_xlim(-0.5, places - 0.5)
    axes.set_xticks(range(places), [""] * places)
    axes.yaxis.set_major_formatter(lambda value, _place: written_number(value, 1))
    axes.set_ylabel(figure.axis, fontsize=SMALL, color=GREY)
    for place, point in enumerate(figure.points):
        if point.value is not None:
            if point.low is not None and point.high is not None:
                axes.plot([place, place], [point.low, point.high], color=BLUE, linewidth=1.6, alpha=0.7)
            axes.plot([place], [point.value], color=BLUE, marker="o", markersize=6, clip_on=False, zorder=3)
            axes.annotate(
                written_number(point.value, 2),
                (place, point.value),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                color=INK,
            )
        x = left + (place + 0.5) * width / places
        frame.say(x, bottom - 0.14, [point.label], SMALL, ha="center")
        frame.say(x, bottom - 0.14 - line_height(SMALL), [point.base], SMALL - 1, ha="center", color=GREY)
    frame.say(left + width / 2, bottom - 0.46, [_("Round")], SMALL, ha="center", color=GREY)
    return frame.figure
