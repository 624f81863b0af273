"""How horizontal bars are drawn: one panel, or small ones side by side on the same axis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Any

from coder.documents.bar_figure import Bar, BarFigure, Panel
from coder.documents.picture_frame import (
    BLUE,
    GREY,
    INK,
    LABEL,
    MARGIN,
    SKY,
    SMALL,
    WIDTH,
    Frame,
    broken,
    draw_bar,
    draw_line,
    framed,
    inches_wide,
    line_height,
    step_of,
)
from coder.messages import _
from coder.text.numbers import written_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PANEL, _MOST_ABREAST = 1.55, 5
"""Inches of a small panel, and how many of them stand beside each other."""
_WIDEST_LABEL, _WIDEST_SMALL_LABEL = 3.1, 2.5
_INDENT = 0.16
_BAR, _SECOND = 0.15, 0.12
"""Inches of a bar, and of the weighted one under it."""
_BETWEEN = 0.11
_AXIS = 0.42
_GAP = 0.18


@dataclass(frozen=True)
class _Rows:
    """The rows all panels share."""

    labels: list[list[str]]
    label_width: float
    heights: list[float]
    is_tree: bool
    """Some rows stand below others; names are then set from the left."""

    @property
    def height(self) -> float:
        """Inches of all rows."""
        return sum(self.heights)

    @property
    def middles(self) -> list[float]:
        """The middle of each row, from above."""
        ends = accumulate(self.heights)
        return [end - height / 2 for end, height in zip(ends, self.heights, strict=True)]


def draw_bars(figure: BarFigure) -> Figure:
    """Draw a figure; to be called within ``drawing()``."""
    panels = [panel for panel in figure.panels if panel.bars]
    abreast = min(len(panels), _MOST_ABREAST) or 1
    rows = _rows(panels, is_small=abreast > 1)
    width = WIDTH if abreast == 1 else 2 * MARGIN + rows.label_width + abreast * (_PANEL + _GAP)
    has_weights = any(bar.weighted is not None for panel in panels for bar in panel.bars)
    legend = 0.26 if has_weights else 0.0
    titles = _title_height(panels)
    lines = ceil(len(panels) / abreast)
    one = titles + rows.height + _AXIS
    frame = framed(width, legend + lines * one, figure.title, figure.note)
    if has_weights:
        _draw_legend(frame, frame.top - legend / 2)
    limit, step = _axis(panels)
    panel_width = (width - 2 * MARGIN - rows.label_width) / abreast - _GAP
    for number, panel in enumerate(panels):
        down, across = divmod(number, abreast)
        top = frame.top - legend - down * one
        left = MARGIN + rows.label_width + _GAP + across * (panel_width + _GAP)
        if across == 0:
            _draw_labels(frame, panel, rows, top - titles)
        _draw_title(frame, panel, left, top, titles)
        axes = frame.axes(left, top - titles - rows.height, panel_width, rows.height, grid="x")
        _draw_panel(axes, panel, rows, limit, step, has_weights=has_weights)
    return frame.figure


def _rows(panels: list[Panel], *, is_small: bool) -> _Rows:
    bars = panels[0].bars if panels else ()
    widest = _WIDEST_SMALL_LABEL if is_small else _WIDEST_LABEL
    labels = [broken(bar.label, widest - bar.indent * _INDENT, LABEL) for bar in bars]
    wide = [
        inches_wide(line, LABEL * (1.07 if bar.is_strong else 1)) + bar.indent * _INDENT
        for bar, lines in zip(bars, labels, strict=True)
        for line in lines
    ]
    second = [any(panel.bars[place].weighted is not None for panel in panels) for place in range(len(bars))]
    heights = [
        max(len(lines) * line_height(LABEL), _BAR + (_SECOND if has_second else 0)) + _BETWEEN
        for lines, has_second in zip(labels, second, strict=True)
    ]
    return _Rows(labels, min(max(wide, default=0.0), widest), heights, any(bar.indent for bar in bars))


def _title_height(panels: list[Panel]) -> float:
    if not any(panel.title or panel.base for panel in panels):
        return 0.05
    return max(len(_title_lines(panel)) for panel in panels) * line_height(SMALL) + 0.1


def _title_lines(panel: Panel) -> list[str]:
    return [*(broken(panel.title, _PANEL, SMALL * 1.07) if panel.title else []), panel.base]


def _draw_title(frame: Frame, panel: Panel, left: float, top: float, height: float) -> None:
    *title, base = _title_lines(panel)
    first = top - height + 0.06 + (len(title) + 0.5) * line_height(SMALL)
    frame.say(left, first, title, SMALL, weight="bold")
    frame.say(left, first - len(title) * line_height(SMALL), [base] if base else [], SMALL, color=GREY)


def _draw_labels(frame: Frame, panel: Panel, rows: _Rows, top: float) -> None:
    for bar, lines, middle in zip(panel.bars, rows.labels, rows.middles, strict=True):
        first = top - middle + (len(lines) - 1) / 2 * line_height(LABEL)
        weight = "bold" if bar.is_strong else "normal"
        if rows.is_tree:
            frame.say(MARGIN + bar.indent * _INDENT, first, lines, LABEL, weight=weight)
        else:
            right = MARGIN + rows.label_width + _GAP - 0.08
            frame.say(right, first, lines, LABEL, weight=weight, ha="right")


def _draw_panel(
    axes: Any, panel: Panel, rows: _Rows, limit: float, step: float, *, has_weights: bool
) -> None:
    axes.set_xlim(0, limit)
    axes.set_ylim(rows.height, 0)
    axes.set_yticks([])
    axes.set_xticks([step * place for place in range(int(limit / step) + 1)])
    axes.xaxis.set_major_formatter(lambda value, _place: written_number(value))
    axes.set_xlabel(_("Percent"), fontsize=SMALL, color=GREY, labelpad=2)
    for bar, middle in zip(panel.bars, rows.middles, strict=True):
        _draw_bar(axes, bar, middle, rows, has_weights=has_weights)


def _draw_bar(axes: Any, bar: Bar, middle: float, rows: _Rows, *, has_weights: bool) -> None:
    colour = SKY if rows.is_tree and not bar.is_strong else BLUE
    first = middle - _SECOND / 2 if has_weights else middle
    if bar.percent is None:
        _write(axes, Decimal(0), first, bar.sign)
        return
    _draw_share(axes, first, bar.percent, _BAR, facecolor=colour, edgecolor="none")
    if bar.low is not None and bar.high is not None:
        _draw_interval(axes, float(bar.low), float(bar.high), first)
    _write(axes, max(bar.percent, bar.high or Decimal(0)), first, written_number(bar.percent) + bar.mark, bar)
    if bar.weighted is not None:
        second = first + (_BAR + _SECOND) / 2
        look = {"facecolor": "white", "edgecolor": colour, "hatch": "/////", "lw": 0.8}
        _draw_share(axes, second, bar.weighted, _SECOND, **look)
        _write(axes, bar.weighted, second, written_number(bar.weighted))


def _draw_share(axes: Any, middle: float, share: Decimal, height: float, **look: Any) -> None:
    draw_bar(axes, 0, middle - height / 2, float(share), height, **look)


def _draw_interval(axes: Any, low: float, high: float, y: float) -> None:
    # White around the black, so that it is seen on a dark bar too.
    for colour, width in (("white", 2.8), ("black", 1.1)):
        draw_line(axes, [low, high], [y, y], color=colour, linewidth=width, zorder=3)
        for end in (low, high):
            draw_line(axes, [end, end], [y - 0.035, y + 0.035], color=colour, linewidth=width, zorder=3)


def _write(axes: Any, after: Decimal, y: float, text: str, bar: Bar | None = None) -> None:
    axes.annotate(
        text,
        (float(after), y),
        xytext=(3, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        color=INK,
        weight="bold" if bar is not None and bar.is_strong else "normal",
        annotation_clip=False,
    )


def _draw_legend(frame: Frame, y: float) -> None:
    from matplotlib.patches import Rectangle

    x = MARGIN
    looks: tuple[tuple[str, dict[str, Any]], ...] = (
        (_("Unweighted"), {"facecolor": BLUE, "edgecolor": BLUE}),
        (_("Weighted"), {"facecolor": "white", "edgecolor": BLUE, "hatch": "/////"}),
    )
    for text, look in looks:
        frame.figure.add_artist(
            Rectangle((x, y - 0.05), 0.25, 0.1, transform=frame.figure.dpi_scale_trans, linewidth=0.8, **look)
        )
        frame.say(x + 0.32, y, [text], SMALL)
        x += 0.32 + inches_wide(text, SMALL) + 0.3


def _axis(panels: list[Panel]) -> tuple[float, float]:
    """Return where the axis ends and its step: the same for all panels."""
    found = [
        float(value)
        for panel in panels
        for bar in panel.bars
        for value in (bar.percent, bar.high, bar.weighted)
        if value is not None
    ]
    longest = max([1.0, *found])
    step = step_of(longest, 3 if len(panels) > 1 else 6)
    # Beyond the longest bar there must be room for its number.
    room = longest * (1.22 if len(panels) > 1 else 1.07)
    return min(max(step * ceil(longest / step), room), 112.0 if len(panels) == 1 else 125.0), step
