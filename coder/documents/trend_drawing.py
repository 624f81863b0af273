"""How lines over the waves are drawn: together with their names beside them, or each in a small panel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any

from coder.documents.picture_frame import (
    GREY,
    INK,
    LABEL,
    MARGIN,
    SMALL,
    WIDTH,
    Frame,
    broken,
    draw_line,
    framed,
    inches_wide,
    line_height,
    step_of,
)
from coder.documents.trend_figure import Point, Series, TrendFigure
from coder.messages import _
from coder.text.numbers import written_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's colours; markers and dashes differ too, for eyes and printers without colours.
LINES: tuple[dict[str, Any], ...] = (
    {"color": "#0072b2", "marker": "o", "linestyle": "-"},
    {"color": "#d55e00", "marker": "s", "linestyle": "--"},
    {"color": "#009e73", "marker": "^", "linestyle": "-."},
    {"color": "#000000", "marker": "D", "linestyle": ":"},
    {"color": "#cc79a7", "marker": "v", "linestyle": (0, (6, 1, 1, 1, 1, 1))},
    {"color": "#56b4e9", "marker": "P", "linestyle": (0, (8, 2))},
)
_HEIGHT = 3.6
_WIDEST_NAME = 2.3
_SIDE, _FOOT = 0.45, 0.5
_ABREAST, _SMALL_HEIGHT = 3, 1.25


def draw_trend(figure: TrendFigure) -> Figure:
    """Draw a figure; to be called within ``drawing()``."""
    if len(figure.series) > len(LINES):
        return _draw_apart(figure)
    return _draw_together(figure)


def runs(points: Sequence[Point]) -> list[list[int]]:
    """Return the waves that a line joins: it ends where there is no point, and before a break."""
    found: list[list[int]] = []
    goes_on = False
    for place, point in enumerate(points):
        if point.percent is None:
            goes_on = False
            continue
        if goes_on and not point.is_break:
            found[-1].append(place)
        else:
            found.append([place])
        goes_on = True
    return found


def _draw_together(figure: TrendFigure) -> Figure:
    names = [broken(each.label, _WIDEST_NAME, LABEL) for each in figure.series]
    side = max((inches_wide(line, LABEL) for lines in names for line in lines), default=0.0) + 0.4
    frame = framed(WIDTH, _HEIGHT + _FOOT, figure.title, figure.note)
    bottom = frame.bottom + _FOOT
    width = WIDTH - 2 * MARGIN - _SIDE - side
    axes = frame.axes(MARGIN + _SIDE, bottom, width, _HEIGHT - 0.1, grid="y")
    limit, step = _axis(figure.series, wanted=6)
    _set_axes(axes, figure, limit, step)
    axes.set_ylabel(_("Percent"), fontsize=SMALL, color=GREY)
    wanted = []
    for each, look, lines in zip(figure.series, LINES, names, strict=False):
        _draw_series(axes, each, look)
        last = next((float(point.percent) for point in each.points[::-1] if point.percent is not None), None)
        if last is not None:
            wanted.append((bottom + (_HEIGHT - 0.1) * last / limit, lines, look, each.is_strong))
    x = MARGIN + _SIDE + width + 0.12
    for y, lines, look, is_strong in _apart(wanted):
        first = y + (len(lines) - 1) / 2 * line_height(LABEL)
        frame.mark(x, first, **look)
        frame.say(x + 0.12, first, lines, LABEL, weight="bold" if is_strong else "normal")
    _say_waves(frame, figure, axes)
    return frame.figure


_Name = tuple[float, list[str], dict[str, Any], bool]


def _apart(names: list[_Name]) -> Iterator[_Name]:
    """Move names that would lie on each other, as little as it takes; those above stay above."""
    placed: list[_Name] = []
    for y, lines, look, is_strong in sorted(names, key=lambda name: name[0]):
        height = len(lines) * line_height(LABEL)
        if placed:
            below, under, *_rest = placed[-1]
            y = max(y, below + (len(under) * line_height(LABEL) + height) / 2 + 0.02)
        placed.append((y, lines, look, is_strong))
    yield from placed


def _draw_apart(figure: TrendFigure) -> Figure:
    """Draw each series in a panel of its own, all on the same axis."""
    panel = (WIDTH - 2 * MARGIN) / _ABREAST
    names = [broken(each.label, panel - 0.3, SMALL * 1.07) for each in figure.series]
    heads = [
        max(map(len, names[first : first + _ABREAST])) * line_height(SMALL) + 0.12
        for first in range(0, len(names), _ABREAST)
    ]
    tops = list(accumulate((head + _SMALL_HEIGHT + _FOOT for head in heads), initial=0.0))
    frame = framed(WIDTH, tops[-1], figure.title, figure.note)
    limit, step = _axis(figure.series, wanted=3)
    for number, (each, lines) in enumerate(zip(figure.series, names, strict=True)):
        row, across = divmod(number, _ABREAST)
        top, head, left = frame.top - tops[row], heads[row], MARGIN + across * panel
        first = top - head + 0.04 + (len(lines) - 0.5) * line_height(SMALL)
        frame.say(left, first, lines, SMALL, weight="bold")
        axes = frame.axes(left + 0.3, top - head - _SMALL_HEIGHT, panel - 0.55, _SMALL_HEIGHT, grid="y")
        _set_axes(axes, figure, limit, step)
        _draw_series(axes, each, LINES[0], says_numbers=True)
        _say_waves(frame, figure, axes)
    return frame.figure


def _draw_series(axes: Any, series: Series, look: dict[str, Any], *, says_numbers: bool = False) -> None:
    for run in runs(series.points):
        shares = [float(series.points[place].percent or 0) for place in run]
        draw_line(axes, run, shares, markersize=5, linewidth=1.6, clip_on=False, zorder=3, **look)
    for place, point in enumerate(series.points):
        if point.low is not None and point.high is not None:
            ends = [float(point.low), float(point.high)]
            draw_line(axes, [place, place], ends, color=look["color"], linewidth=1.0, alpha=0.7)
        if says_numbers and point.percent is not None:
            axes.annotate(
                written_number(point.percent),
                (place, float(point.percent)),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                fontsize=SMALL - 1,
                color=INK,
            )


def _set_axes(axes: Any, figure: TrendFigure, limit: float, step: float) -> None:
    axes.set_ylim(0, limit)
    axes.set_xlim(-0.25, max(len(figure.waves) - 0.75, 0.25))
    axes.set_xticks(range(len(figure.waves)), [""] * len(figure.waves))
    axes.set_yticks([step * place for place in range(int(limit / step) + 1)])
    axes.yaxis.set_major_formatter(lambda value, _place: written_number(value))


def _say_waves(frame: Frame, figure: TrendFigure, axes: Any) -> None:
    """Write each wave under its place with its N, as many as fit beside each other."""
    whole = frame.figure.get_size_inches()
    place = axes.get_position()
    left, width = place.x0 * whole[0], place.width * whole[0]
    low, high = axes.get_xlim()
    room = width / (high - low)
    bases = list(figure.bases) if all(inches_wide(each, SMALL - 1) < room for each in figure.bases) else []
    every = max(ceil(max(inches_wide(wave, SMALL) + 0.05 for wave in figure.waves) / room), 1)
    for number, wave in enumerate(figure.waves):
        if number % every:
            continue
        x = left + (number - low) * room
        y = place.y0 * whole[1] - 0.14
        frame.say(x, y, [wave], SMALL, ha="center")
        if bases and bases[number]:
            frame.say(x, y - line_height(SMALL), [bases[number]], SMALL - 1, ha="center", color=GREY)


def _axis(series: Sequence[Series], wanted: int) -> tuple[float, float]:
    """Return where the axis ends and its step."""
    found = [
        value
        for each in series
        for point in each.points
        for value in (point.percent, point.high)
        if value is not None
    ]
    longest = float(max([Decimal(1), *found]))
    step = step_of(longest, wanted)
    return step * ceil(longest / step), step
