"""A table as aligned text for a terminal or a plain file."""

from __future__ import annotations

from coder.documents.table_files import grid_text
from coder.tables.grid_of import grid_of
from coder.tables.table import FrequencyTable


def as_text(table: FrequencyTable, *, width: int | None = None, bars: bool = False) -> str:
    """Return the table as lines of text, safe to show.

    Args:
        table: What to print.
        width: Cells of the terminal, to which names, caption and note are wrapped; None wraps nothing.
        bars: Draw each percentage as a bar, if there is room.
    """
    return grid_text(grid_of(table), "text", width=width, bars=bars)
