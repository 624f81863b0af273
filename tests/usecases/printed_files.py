"""Reads a table back from the files it was written to."""

from __future__ import annotations

from pathlib import Path

from coder.documents.cells_in import cells_in
from coder.documents.grid import Grid
from coder.documents.table_files import TABLE_FORMATS, write_grid


def rows_in_files(grid: Grid, folder: Path, *formats: str) -> list[list[tuple[str, ...]]]:
    """Write a table in each format, and return its lines in the files, without headings."""
    found = []
    for named in formats:
        path = folder / f"tabell{TABLE_FORMATS[named]}"
        write_grid(grid, path, named)
        labels = {row.label for row in grid.rows}
        lines = [line for line in cells_in(path) if line[0] in labels and len(line) == len(grid.columns) + 1]
        found.append(lines)
    return found


def rows_of(grid: Grid) -> list[tuple[str, ...]]:
    """Return the lines as readers see them."""
    return [(row.label, *(cell.text for cell in row.cells)) for row in grid.rows]
