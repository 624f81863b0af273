"""What stands around the drawing in a picture: the caption above, the note below; words broken into lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coder.documents.letter_width import letters_wide

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, GREY = "#1f2a37", "#5f6772"
BLUE, SKY = "#0072b2", "#56b4e9"
"""Okabe and Ito's: apart for colour-blind eyes, and as dark and light in grey."""
WIDTH = 7.5
"""Of a whole picture, where what is in it does not ask for more."""
LABEL, SMALL, CAPTION = 9.0, 8.0, 10.0
"""Points."""
LEADING = 1.3
"""From line to line, in sizes of the letters."""
MARGIN = 0.15
"""Inches around everything, as all lengths here."""
_POINT = 1 / 72
_CENTIMETRE = 1 / 2.54
_WIDER = 1.13
"""The letters of pictures, against those of documents."""
_MOST_LINES = 400
_STEPS = (1, 2, 5, 10, 20, 25)


@dataclass(frozen=True)
class Frame:
    """A picture with its caption and note, and room for what is drawn between them."""

    figure: Figure
    width: float
    bottom: float
    """Where the room begins, from below."""
    top: float
    """Where it ends."""

    def say(self, x: float, y: float, lines: Sequence[str], size: float, **look: Any) -> None:
        """Write lines from ``y`` (the middle of the first one) downwards, each a text of its own."""
        for place, line in enumerate(lines):
            # One text a line: a reader with other fonts then still sets it from the side it belongs to.
            self.figure.text(
                x,
                y - place * line_height(size),
                line,
                fontsize=size,
                transform=self.figure.dpi_scale_trans,
                **{"va": "center", "color": INK, **look},
            )

    def mark(self, x: float, y: float, **look: Any) -> None:
        """Draw the marker of a line beside its name."""
        from matplotlib.lines import Line2D

        self.figure.add_artist(Line2D([x], [y], transform=self.figure.dpi_scale_trans, markersize=5, **look))

    def axes(
        self, left: float, bottom: float, width: float, height: float, *, grid: Literal["x", "y"]
    ) -> Any:
        """Add axes at a place given in inches, with thin lines across from the numbers of one of them."""
        whole = self.figure.get_size_inches()
        axes: Any = self.figure.add_axes(
            (left / whole[0], bottom / whole[1], width / whole[0], height / whole[1])
        )
        axes.tick_params(labelsize=SMALL, color="#999999", labelcolor=GREY, length=3)
        axes.grid(axis=grid, color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        ground = "left" if grid == "x" else "bottom"
        for side, spine in axes.spines.items():
            spine.set_visible(side == ground)
        axes.spines[ground].set_color("#555555")
        return axes


def framed(width: float, height: float, caption: str, note: str) -> Frame:
    """Begin a picture.

    Args:
        width: Of the whole picture.
        height: Of what is drawn.
        caption: Stands above.
        note: Stands below.
    """
    from matplotlib.figure import Figure

    room = width - 2 * MARGIN
    above, below = broken(caption, room, CAPTION * 1.08), broken(note, room, SMALL)
    head = len(above) * line_height(CAPTION) + 0.12
    foot = len(below) * line_height(SMALL) + 0.08 if note else 0.0
    whole = 2 * MARGIN + head + height + foot
    frame = Frame(Figure(figsize=(width, whole)), width, MARGIN + foot, MARGIN + foot + height)
    first = whole - MARGIN - line_height(CAPTION) / 2
    frame.say(MARGIN, first, above, CAPTION, weight="bold")
    if note:
        frame.say(MARGIN, MARGIN + foot - 0.08 - line_height(SMALL) / 2, below, SMALL, color=GREY)
    return frame


def draw_bar(axes: Any, left: float, bottom: float, width: float, height: float, **look: Any) -> None:
    """Draw a bar within axes whose limits are set by hand.

    A third of the time of ``bar`` and ``barh``, which work out anew how far all axes reach.
    """
    from matplotlib.patches import Rectangle

    axes.add_artist(Rectangle((left, bottom), width, height, **look))


def draw_line(axes: Any, xs: Sequence[float], ys: Sequence[float], **look: Any) -> None:
    """Draw a line within axes whose limits are set by hand, likewise quicker than ``plot``."""
    from matplotlib.lines import Line2D

    axes.add_artist(Line2D(xs, ys, **look))


def step_of(longest: float, wanted: int) -> float:
    """Return the step of an axis of percentages that has about so many steps."""
    return float(next((each for each in _STEPS if longest / each <= wanted), _STEPS[-1]))


def line_height(size: float) -> float:
    """Return how many inches a line of letters takes."""
    return size * _POINT * LEADING


def inches_wide(text: str, size: float) -> float:
    """Return about how many inches a line of text takes."""
    return letters_wide(text, size) * _CENTIMETRE * _WIDER


def broken(text: str, room: float, size: float) -> list[str]:
    """Break a text between words into lines no longer than the room; a word longer than a line inside it."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if inches_wide(longer, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *pieces, line = _pieces(word, room, size)
            lines.extend(pieces)
        lines.append(line)
    if len(lines) > _MOST_LINES:
        # A picture of many metres helps nobody; the table has the whole text.
        return [*lines[:_MOST_LINES], "…"]
    return lines


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces = [""]
    used = 0.0
    for sign in word:
        wide = inches_wide(sign, size)
        if pieces[-1] and used + wide > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += sign
        used += wide
    return pieces
