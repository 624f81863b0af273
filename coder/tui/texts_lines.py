"""What every screen of texts under their headings says alike, as lines."""

from __future__ import annotations

from collections.abc import Sequence

from coder.messages import _
from coder.text.safe import safe
from coder.tui.lines import Line, Piece, Role, line
from coder.tui.wrapping import wrapped

MARGIN = 4
"""Cells left of a text, with the bar before the one that is stood on."""


def reading_lines() -> list[Line]:
    """What stands there while everything is read."""
    return [line(Piece(_("Reading …"), Role.DIM))]


def bar(*, is_here: bool) -> Piece:
    """What stands before the row one stands on."""
    return Piece("▌" if is_here else " ", Role.ACCENT)


def rule(width: int) -> Line:
    """What stands above a heading."""
    return line(Piece("─" * width, Role.TRACK))


def paragraph(text: str, width: int) -> Sequence[str]:
    """Return people's text made harmless and wrapped beside the margin; nothing of an empty one."""
    return wrapped(safe(text), max(width - MARGIN, 10)) if text else ()


def dim_lines(text: str, width: int) -> list[Line]:
    """A sentence of ours that stands in the place of texts."""
    return [line(Piece(each, Role.DIM)) for each in wrapped(text, max(width, 10))]


def translation_lines(text: str, width: int, *, is_here: bool) -> list[Line]:
    """A translation below its text."""
    before = bar(is_here=is_here)
    return [
        line(before, Piece("   → " if number == 0 else "     ", Role.DIM), Piece(said, Role.DIM))
        for number, said in enumerate(paragraph(text, width - 2))
    ]
