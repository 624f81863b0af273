"""How codes were met as answers were read: the curve that flattens, and what was new in each stretch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.documents.languages import figure_word
from coder.documents.picture_file import check_can_draw, drawing, save_picture
from coder.documents.picture_text import PictureText
from coder.messages import _
from coder.text.numbers import written_count

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH, _CURVE, _BARS = 7.5, 2.9, 0.9
_SIDE, _FOOT, _TITLE = 0.5, 0.45, 0.2
_BLUE, _SKY = "#0072b2", "#56b4e9"


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
class SaturationFigure:
    """A figure ready to be drawn; nothing in it is markup."""

    caption: str
    """Without the number."""
    stretches: tuple[Reached, ...]
    note: str = ""
    number: str = ""
    description: str = ""
    """What it shows, for those who cannot see it."""
    language: str = "nb"
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The caption with the figure's number before it."""
        return f"{figure_word(self.language)} {self.number}  {self.caption}" if self.number else self.caption

    def mapped(self, change: Callable[[str], str]) -> SaturationFigure:
        """Return the same figure with every text that people read changed."""
        return replace(
            self,
            caption=change(self.caption),
            note=change(self.note),
            number=change(self.number),
            description=change(self.description),
        )


def write_saturation_figure(figure: SaturationFigure, file: Path) -> tuple[str, ...]:
    """Draw a figure into an SVG or PNG file.

    Returns:
        What is to be told: a sentence on characters that the file cannot hold; mostly none.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
        CannotWriteFileError: If the file cannot be written.
    """
    check_can_draw(file)
    with drawing():
        clean = PictureText(file)
        fit = figure.mapped(clean)
        save_picture(
            _drawn(fit),
            file,
            title=fit.title,
            description=fit.description,
            language=fit.language,
            provenance=figure.provenance,
        )
    return clean.told


def _drawn(figure: SaturationFigure) -> Figure:
    from coder.documents.picture_frame import GREY, MARGIN, SMALL, framed

    frame = framed(_WIDTH, _TITLE + _CURVE + _BARS + 2 * _FOOT, figure.title, figure.note)
    width = _WIDTH - 2 * MARGIN - _SIDE - 0.1
    left = MARGIN + _SIDE
    curve = frame.axes(left, frame.top - _TITLE - _CURVE, width, _CURVE - 0.05)
    bars = frame.axes(left, frame.bottom + _FOOT, width, _BARS)
    read = [0, *(each.read for each in figure.stretches)]
    known = [0, *(each.known for each in figure.stretches)]
    curve.plot(read, known, color=_BLUE, linewidth=1.8, marker="o", markersize=3, clip_on=False)
    curve.set_title(_("Codes met so far"), fontsize=SMALL, color=GREY, loc="left")
    widths = [end - start for start, end in pairwise(read)]
    new = [each.new for each in figure.stretches]
    bars.bar(read[:-1], new, width=widths, align="edge", color=_SKY, edgecolor="white", linewidth=0.5)
    bars.set_title(_("New codes in each stretch of answers"), fontsize=SMALL, color=GREY, loc="left")
    bars.set_xlabel(_("Answers read"), fontsize=SMALL, color=GREY)
    for axes, highest in ((curve, known[-1]), (bars, max(new, default=0))):
        _set_axes(axes, max(read[-1], 1), max(highest, 1))
    return frame.figure


def _set_axes(axes: Any, last: int, highest: int) -> None:
    from matplotlib.ticker import MaxNLocator

    from coder.documents.picture_frame import GREY, SMALL

    axes.set_xlim(0, last)
    axes.set_ylim(0, highest * 1.05)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _place: written_count(round(value)))
    axes.tick_params(labelsize=SMALL, color="#999999", labelcolor=GREY, length=3)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
