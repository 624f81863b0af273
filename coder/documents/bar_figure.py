"""Shares as horizontal bars, in the order and with the note of their table."""

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
class Bar:
    """One row: a share, with what was asked for beside it. Shares are in percent."""

    label: str
    percent: Decimal | None
    """None where it is hidden or was not in use; then ``sign`` stands in its place."""
    low: Decimal | None = None
    """The lower end of the interval of the share."""
    high: Decimal | None = None
    weighted: Decimal | None = None
    sign: str = ""
    """What stands where there is no bar: ":" or "."."""
    mark: str = ""
    """Stands behind the number; the note explains it."""
    indent: int = 0
    is_strong: bool = False
    """Themes and totals, which stand out."""


@dataclass(frozen=True)
class Panel:
    """The bars of everybody, or of one level; every panel of a figure has the same rows."""

    title: str
    """Empty where there is one panel only."""
    base: str
    """N as it is written: "N=131"; empty where it is hidden or in the caption."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarFigure:
    """A figure ready to be drawn; nothing in it is markup."""

    caption: str
    """Without the number."""
    panels: tuple[Panel, ...]
    note: str = ""
    number: str = ""
    """Its number in the report, as "7.2"; empty for none."""
    description: str = ""
    """What it shows, for those who cannot see it."""
    language: str = "nb"
    """nb, nn or en."""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The caption with the figure's number before it."""
        return f"{figure_word(self.language)} {self.number}  {self.caption}" if self.number else self.caption

    def mapped(self, change: Callable[[str], str]) -> BarFigure:
        """Return the same figure with every text that people read changed."""
        panels = tuple(
            Panel(
                change(panel.title),
                change(panel.base),
                tuple(
                    replace(bar, label=change(bar.label), sign=change(bar.sign), mark=change(bar.mark))
                    for bar in panel.bars
                ),
            )
            for panel in self.panels
        )
        return replace(
            self,
            caption=change(self.caption),
            panels=panels,
            note=change(self.note),
            number=change(self.number),
            description=change(self.description),
        )


def write_bar_figure(figure: BarFigure, file: Path) -> tuple[str, ...]:
    """Draw a figure into an SVG or PNG file.

    Returns:
        What is to be told: a sentence on characters that the file cannot hold; mostly none.

    Raises:
        NotAPictureError: If the name ends otherwise.
        NoPlottingError: If matplotlib is missing.
        CannotWriteFileError: If the file cannot be written.
    """
    check_can_draw(file)
    from coder.documents.bar_drawing import draw_bars

    with drawing():
        clean = PictureText(file)
        fit = figure.mapped(clean)
        save_picture(
            draw_bars(fit),
            file,
            title=fit.title,
            description=fit.description,
            language=fit.language,
            provenance=figure.provenance,
        )
    return clean.told
