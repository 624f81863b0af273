"""A CSV file of ours, with what guards it from spreadsheets taken away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coder.exchange.table import Table
from coder.exchange.table_file import read_table
from coder.text.formula_guard import unguarded


def own_table(path: Path, *, is_guarded: bool) -> Table:
    """Read a CSV file as it was written: UTF-8, with commas between the cells.

    Args:
        path: The file.
        is_guarded: Whether ' stands before text that looks like a formula.

    Raises:
        UnusableInputError: If it cannot be read.
    """
    table = read_table(path, encoding="utf-8", delimiter=",")
    return without_guard(table) if is_guarded else table


def without_guard(table: Table) -> Table:
    """Return a table as it was before ' was put into it."""
    return replace(table, rows=[tuple(map(unguarded, row)) for row in table.rows])
