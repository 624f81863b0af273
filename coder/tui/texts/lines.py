"""What every screen of texts under their headings says alike, as lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from coder.messages import _
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.wrapping import LONGEST_LINE, wrapped

MARGIN = 4
"""Cells left of a text, with the bar before the one that is stood on."""
LEAST_ABOVE = 12
"""Cells a heading's themes keep, however long its own name is."""


def reading_lines() -> list[Line]:
    """What stands there while everything is read."""
    return [line(Piece(_("Reading …"), Role.DIM))]


def bar(*, is_here: bool) -> Piece:
    """What stands before the row one stands on."""
    return Piece("▌" if is_here else " ", Role.ACCENT)


def rule(width: int) -> Line:
    """What stands above a heading."""
    return line(Piece("─" * width, Role.TRACK))


def heading_name(path: Sequence[str], room: int) -> list[Piece]:
    """Name a code under its themes; where there is little room, its own name is what stays to be read.

    Args:
        path: The names of its themes, then its own.
        room: Cells there are.
    """
    name, above = safe_line(path[-1]), " › ".join(safe_line(each) for each in path[:-1])
    left = max(room - cell_len(name) - cell_len("  › "), LEAST_ABOVE)
    return [
        Piece(f" {shortened(above, left)} › " if above else " ", Role.DIM),
        Piece(name, Role.HEADING),
    ]


def text_width(width: int) -> int:
    """Return the cells people's text takes of a width, beside the margin."""
    return max(min(width - MARGIN, LONGEST_LINE), 10)


def paragraph(text: str, width: int) -> Sequence[str]:
    """Return people's text made harmless and wrapped beside the margin; nothing of an empty one."""
    return wrapped(safe(text), text_width(width)) if text else ()


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
