"""The first line of every screen: what it is, what it is about, what is counted, who sits here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder.domain.codebook import PATH_SEPARATOR
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.domain.codebook import Code

BELOW = "  ›  "
"""Between what a screen belongs to and what it is."""
BETWEEN = "   "
"""Between two things told beside each other."""


def screen_title(
    name: str, *, above: str = "", about: str | Iterable[Piece] = (), right: Iterable[Piece] = ()
) -> Line:
    """Lay a title out.

    Args:
        name: What the screen is, as help and ``coder keys`` call it; on a thing's own screen, that thing.
        above: What it belongs to.
        about: What it is about.
        right: Counts and states, which stay where the rest has no room.
    """
    pieces = [Piece(above, Role.DIM), Piece(BELOW, Role.DIM)] if above else []
    pieces.append(Piece(name, Role.STRONG))
    told = [Piece(about)] if isinstance(about, str) and about else list(about)
    return line(*pieces, *([Piece("  "), *told] if told else []), right=right)


def code_title(code: Code, *, above: str, right: Iterable[Piece] = ()) -> Line:
    """Lay out the title of a screen about a code: its name, then where it stands, which gives way first."""
    themes = PATH_SEPARATOR.join(code.path[:-1])
    return screen_title(
        code.name, above=above, about=[Piece(themes, Role.DIM)] if themes else (), right=right
    )


def counted(told: str, coder_name: str = "") -> list[Piece]:
    """Return what is counted, and who sits here, for a title's right."""
    pieces = [Piece(told)] if told else []
    if coder_name:
        pieces.append(Piece((BETWEEN if told else "") + coder_name, Role.DIM))
    return pieces
