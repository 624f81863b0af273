"""What coders wrote beside something, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.text.safe import safe_line
from coder.tui.pieces.lines import Piece, Role

if TYPE_CHECKING:
    from coder.store.notes import Note

NOTED, WAITS = "✎", "?"
"""Somebody wrote a note; one of them waits for somebody."""
MOST_LETTERS = 300
"""Of a note; no line is longer."""


def note_pieces(notes: Sequence[Note]) -> list[Piece]:
    """Return the notes after their sign, each with who wrote it; a line shortens what it has no room for.

    Those that wait for somebody come first, with a sign of their own.
    """
    pieces: list[Piece] = []
    for note in sorted(notes, key=lambda note: not note.waits):
        sign = f"{WAITS} " if note.waits else f"{NOTED} "
        pieces += [
            Piece("  " + sign if pieces else sign, Role.MARK),
            Piece(f"{safe_line(note.coder_name)}: ", Role.DIM),
            Piece(" ".join(safe_line(note.text[:MOST_LETTERS]).split())),
        ]
    return pieces
