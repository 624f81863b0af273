"""What stands on a screen that has too little room to be worked on."""

from __future__ import annotations

from textual.screen import Screen

from coder.messages import _
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import wrapped

LEAST_WIDTH = 60
LEAST_HEIGHT = 15


class TooSmall(LinesView):
    """Covers a screen and says what it needs; what had the focus below keeps it."""

    DEFAULT_CSS = """
    TooSmall { layer: above; dock: top; width: 100%; height: 100%; background: $background; }
    """


def cover_if_too_small(screen: Screen[int | None]) -> None:
    """Cover a screen in a small terminal; show it again when the terminal grows."""
    width, height = screen.size
    covers = screen.query(TooSmall)
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        covers.remove()
    elif covers:
        covers.first().show(too_small_lines(width, height))
    else:
        screen.mount(TooSmall(too_small_lines(width, height)))


def too_small_lines(width: int, height: int) -> list[Line]:
    """Say how large the terminal is, and how large it should be."""
    told = _("The window is {width} × {height} characters; {least} × {lowest} are needed. Make it larger.")
    sentence = told.format(width=width, height=height, least=LEAST_WIDTH, lowest=LEAST_HEIGHT)
    return [line(Piece(each, Role.STRONG)) for each in wrapped(sentence, width)]
