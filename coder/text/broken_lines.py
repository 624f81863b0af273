"""Lines of a terminal, broken between words; measured in cells."""

from __future__ import annotations


def wrapped(text: str, width: int | None, following: str = "") -> list[str]:
    """Break a text between words, and a word longer than a line inside it; nothing of it is lost.

    Args:
        text: One line of harmless text.
        width: Cells of a line; None breaks nothing.
        following: What stands before all lines but the first.
    """
    if width is None or cells_wide(text) <= width:
        return [text]
    from rich.cells import chop_cells

    width = max(width, len(following) + 2)  # the widest sign is two cells
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        lead = following if lines else ""
        longer = f"{line} {word}" if line else lead + word
        if cells_wide(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        for piece in chop_cells(word, width - len(following)):
            lines.append((following if lines else "") + piece)
        line = lines.pop()
    return [*lines, line]


def cells_wide(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    from rich.cells import cell_len

    return len(text) if text.isascii() else cell_len(text)
