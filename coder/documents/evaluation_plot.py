"""The picture of an evaluation: how the recall grew, and whether scores hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.picture_file import check_can_draw, drawing, save_picture
from coder.messages import _
from coder.text.numbers import written_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's colours, which people who are colour-blind can tell apart; markers and dashes differ too.
_LINES: tuple[dict[str, Any], ...] = (
    {"color": "#0072b2", "marker": "o", "linestyle": "-"},
    {"color": "#d55e00", "marker": "s", "linestyle": "--"},
    {"color": "#009e73", "marker": "^", "linestyle": "-."},
    {"color": "#000000", "marker": "D", "linestyle": ":"},
)
_INCHES = (10, 4.2)


def draw_evaluation(
    file: Path,
    title: str,
    course: Sequence[tuple[int, Mapping[int, float | None]]],
    calibration: Sequence[tuple[float, float, int]],
) -> None:
    """Draw an evaluation into an SVG or PNG file.

    Args:
        file: Where to; its suffix says which.
        title: Stands above.
        course: (answers coded so far, recall by number of suggestions) in order.
        calibration: (mean score, share right, suggestions) of each bin.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
    """
    check_can_draw(file)
    with drawing():
        save_picture(_figure(title, course, calibration), file, title=title)


def _figure(
    title: str,
    course: Sequence[tuple[int, Mapping[int, float | None]]],
    calibration: Sequence[tuple[float, float, int]],
) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_INCHES, layout="constrained")
    figure.suptitle(title)
    left, right = figure.subplots(1, 2)
    _draw_course(left, course)
    _draw_calibration(right, calibration)
    for axes in (left, right):
        axes.set_ylim(-0.03, 1.03)
        axes.yaxis.set_major_formatter(_decimal)
        axes.grid(color="#dddddd", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def _draw_course(axes: Axes, course: Sequence[tuple[int, Mapping[int, float | None]]]) -> None:
    lengths = list(course[0][1]) if course else []
    for length, line in zip(lengths, _LINES, strict=False):
        points = [(answers, found) for answers, recall in course if (found := recall[length]) is not None]
        label = _("first {n}").format(n=length)
        axes.plot([x for x, _y in points], [y for _x, y in points], label=label, markersize=5, **line)
    axes.set_title(_("Codes found among the first suggestions"))
    axes.set_xlabel(_("Answers coded"))
    axes.set_xlim(left=0)
    if lengths:
        # From the top down, as the lines lie.
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], loc="lower right", framealpha=0.9)


def _draw_calibration(axes: Axes, calibration: Sequence[tuple[float, float, int]]) -> None:
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label=_("if scores hold"))
    scores, shares = [each[0] for each in calibration], [each[1] for each in calibration]
    axes.plot(scores, shares, **_LINES[0])
    for score, share, number in calibration:
        axes.annotate(str(number), (score, share), xytext=(6, -10), textcoords="offset points", fontsize=8)
    axes.set_title(_("Suggestions that were right, by score"))
    axes.set_xlabel(_("Score (beside each point: how many suggestions)"))
    axes.set_xlim(-0.03, 1.08)
    axes.xaxis.set_major_formatter(_decimal)
    axes.legend(loc="upper left")


def _decimal(value: float, _place: float) -> str:
    return written_number(value, 1)
