"""Shares over the waves as lines, in the order and with the note of their table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from coder.documents.languages import figure_word
from coder.documents.picture_file import check_can_draw, drawing, save_picture
from coder.documents.picture_text import PictureText


@dataclass(frozen=True)
class Point:
    """A share in one wave, in percent."""

    percent: Decimal | None
    """None where it is hidden or the code was not in use: no point is drawn."""
    low: Decimal | None = None
    """The lower end of the interval of the share."""
    high: Decimal | None = None
    is_break: bool = False
    """The series is broken before this wave: no line leads here."""


@dataclass(frozen=True)
class Series:
    """One row over the waves."""

    label: str
    points: tuple[Point, ...]
    """As many as there are waves."""
    is_strong: bool = False


@dataclass(frozen=True)
class TrendFigure:
    """A figure ready to be drawn; nothing in it is markup."""

    caption: str
    """Without the number."""
    waves: tuple[str, ...]
    bases: tuple[str, ...]
    """N of each wave as it is written, "N=419"; empty where it is hidden."""
    series: tuple[Series, ...]
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

    def mapped(self, change: Callable[[str], str]) -> TrendFigure:
        """Return the same figure with every text that people read changed."""
        return replace(
            self,
            caption=change(self.caption),
            waves=tuple(map(change, self.waves)),
            bases=tuple(map(change, self.bases)),
            series=tuple(replace(each, label=change(each.label)) for each in self.series),
            note=change(self.note),
            number=change(self.number),
            description=change(self.description),
        )


def write_trend_figure(figure: TrendFigure, file: Path) -> tuple[str, ...]:
    """Draw a figure into an SVG or PNG file.

    Returns:
        What is to be told: a sentence on characters that the file cannot hold; mostly none.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
        CannotWriteFileError: If the file cannot be written.
    """
    check_can_draw(file)
    from coder.documents.trend_drawing import draw_trend

    with drawing():
        clean = PictureText(file)
        fit = figure.mapped(clean)
        save_picture(
            draw_trend(fit),
            file,
            title=fit.title,
            description=fit.description,
            language=fit.language,
            provenance=figure.provenance,
        )
    return clean.told
