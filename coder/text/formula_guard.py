"""What a spreadsheet would take for a formula, kept from being one by a ' before it; and taken away again."""

from __future__ import annotations

import re

_FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
"""With any ' already before it: what is guarded once more can be told from what never was."""


def guarded(text: str) -> str:
    """Put ' before a text that a spreadsheet would take for a formula. This changes the text.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'n")
    ("'=1+1", "''=1+1", "'n")
    """
    return "'" + text if _FORMULA_START.match(text) else text


def unguarded(cell: str) -> str:
    """Take away what ``guarded`` put there.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'n")
    ('=1+1', "'=1+1", "'n")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA_START.match(cell) else cell
