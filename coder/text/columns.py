"""Plain aligned columns for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def aligned_columns(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """Lay rows out in columns, two blanks between; numbers to the right, no blanks at line ends."""
    from rich.cells import cell_len

    from coder.text.safe import safe_line

    cells = [[_shown(value, safe_line) for value in row] for row in rows]
    table = [list(header), *cells] if any(header) else cells
    widths = [max(cell_len(row[place]) for row in table) for place in range(len(table[0]))] if table else []
    right = [
        all(isinstance(row[place], int | float) or row[place] is None for row in rows)
        for place in range(len(widths))
    ]
    lines = []
    for row in table:
        padded = [
            " " * (width - cell_len(cell)) + cell if to_right else cell + " " * (width - cell_len(cell))
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return lines


def _shown(value: Any, safe_line: Any) -> str:
    return "" if value is None else safe_line(str(value))
