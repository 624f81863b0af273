"""Lines of the CSV files we write: commas, line feeds, UTF-8, quotation marks only where there is need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coder.text.formula_guard import guarded

Cell = str | int | None


def write_csv(
    path: Path, header: Iterable[str], rows: Iterable[Iterable[Cell]], *, formula_guard: bool = False
) -> None:
    """Write rows under a header; half a surrogate pair, which has no place in UTF-8, is replaced."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.write(csv_line(header))
        file.writelines(csv_line(row, formula_guard) for row in rows)


def csv_line(cells: Iterable[Cell], formula_guard: bool = False) -> str:
    """Return a line, its end with it."""
    return ",".join(csv_cell(cell, formula_guard) for cell in cells) + "\n"


def csv_cell(cell: Cell, formula_guard: bool = False) -> str:
    """Return a cell as it stands in the file.

    Args:
        cell: Text, a whole number, or nothing.
        formula_guard: Put ' before text that a spreadsheet would take for a formula. This changes the text.
    """
    if cell is None or isinstance(cell, int):
        return "" if cell is None else str(cell)
    if formula_guard:
        cell = guarded(cell)
    # The csv module leaves a lone carriage return unquoted, which ends the row for every reader.
    if any(sign in cell for sign in ',"\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
