"""Codebooks as Excel workbooks: one sheet with the columns of the CSV file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coder.documents.workbook import Sheet, write_workbook
from coder.domain.codebook import CodeRow
from coder.exchange.codebook.rows import COLUMNS, cells_of

SHEET = "codebook"


def write_codebook_workbook(path: Path, rows: Iterable[CodeRow]) -> tuple[str, ...]:
    """Write codes in codebook order as XLSX, every cell as text; reading is that of any table.

    Returns:
        What is to be told: what a workbook could not hold; mostly nothing.
    """
    lines = [tuple(cells_of(row).values()) for row in rows]
    return write_workbook(path, [Sheet(SHEET, COLUMNS, lines)])
