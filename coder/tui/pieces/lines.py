"""Lines of a screen as values: pieces of text with a role, to the left and to the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

from coder.text.safe import safe_line, shortened

GAP = 2
"""Blank cells kept between left and right."""


class Role(StrEnum):
    """What a piece of text is on the screen; a theme gives each its colour."""

    TEXT = "text"
    STRONG = "strong"
    DIM = "dim"
    HEADING = "heading"
    ACCENT = "accent"
    MARK = "mark"
    GOOD = "good"
    TRACK = "track"
    """The part of a bar that is not filled."""
    DIFFERENT = "different"
    """Words that stand in one of two texts only; underlined in every theme."""
    PLACED = "placed"
    """Words a code is placed on; underlined in every theme."""
    CHOSEN = "chosen"
    """Words the coder stands on; bold in every theme."""
    CHOSEN_PLACED = "chosen placed"
    """Words that are both."""
    SPEAKING = "speaking"
    """Words that speak for a suggestion, or were looked for; underlined in every theme."""
    CHOSEN_SPEAKING = "chosen speaking"
    """Words that do so where the coder stands."""
    CURSOR = "cursor"
    """A cell of a table one stands on; looks like the highlighted line of a list."""


@dataclass(frozen=True)
class Piece:
    """Some text in one role."""

    text: str
    role: Role = Role.TEXT


@dataclass(frozen=True)
class Line:
    """One line: what stands left is shortened with "…" where it does not fit, what stands right stays."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    selectable: bool = True
    """Whether a cursor may stand on it."""
    joint: str | None = None
    """What stood before it in the text it was wrapped from: a blank or nothing; None where a line began."""


def line(*pieces: Piece, right: Iterable[Piece] = (), selectable: bool = True) -> Line:
    """Make a line from its pieces."""
    return Line(pieces, tuple(right), selectable)


def cells(pieces: Iterable[Piece]) -> int:
    """Return how many terminal cells pieces take."""
    return sum(cell_len(safe_line(piece.text)) for piece in pieces)


def fitted(shown: Line, width: int) -> list[Piece]:
    """Lay a line out in exactly ``width`` cells; all text comes out harmless."""
    right = _cut(shown.right, width)
    taken = cells(right)
    room = max(width - taken - (GAP if right else 0), 0)
    left = _cut(shown.left, room)
    blank = width - cells(left) - taken
    return [*left, Piece(" " * blank), *right] if blank > 0 else [*left, *right]


def bar(share: float, width: int, role: Role = Role.ACCENT) -> tuple[Piece, Piece]:
    """Draw a thin bar; any share above nothing shows, and only a whole one fills it."""
    filled = min(round(share * width), width - 1) if share < 1 else width
    filled = max(filled, 1 if share > 0 else 0)
    # The rest is thin, so that the bar can be read without colours.
    return Piece("━" * filled, role), Piece("─" * (width - filled), Role.TRACK)


def _cut(pieces: Iterable[Piece], room: int) -> list[Piece]:
    harmless = [Piece(safe_line(piece.text), piece.role) for piece in pieces]
    left = sum(cell_len(piece.text) for piece in harmless)
    kept: list[Piece] = []
    for piece in harmless:
        taken = cell_len(piece.text)
        if left <= room or taken < room:
            kept.append(piece)
            room -= taken
            left -= taken
            continue
        # One cell was kept free: where this piece just fits, the sign that more follows takes its end.
        if room > 0:
            kept.append(Piece(shortened(piece.text + "  ", room), piece.role))
        break
    return kept
