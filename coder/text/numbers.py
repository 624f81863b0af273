"""Numbers as people write them: decimal comma in Norwegian, and thousands apart where they are many."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from coder.messages import current_language

MINUS = "\u2212"
"""The sign before a negative number, in all that people read; a hyphen only in CSV and JSON."""
_GROUPED_FROM = 10_000
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def written_number(value: float | Decimal, decimals: int | None = None) -> str:
    """Write a number with so many decimals, rounded half up; with those it has where none are asked for."""
    # By way of its shortest text, so that 0.285 is 0.285 and not a little less.
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    elif exact == exact.to_integral_value() and not isinstance(value, Decimal):
        exact = exact.to_integral_value()
    # Plus nought, which takes the sign off one that was rounded to nought.
    written = format(exact + 0, "f").replace("-", MINUS)
    return written if current_language() == "en" else written.replace(".", ",")


def written_count(number: int) -> str:
    """Write a count; from 10 000 on its thousands stand apart (no-break space, in English a comma)."""
    if number < _GROUPED_FROM:
        return str(number)
    grouped = f"{number:,}"
    return grouped if current_language() == "en" else grouped.replace(",", "\u00a0")


def progress_percent(done: int, of: int) -> int:
    """Return how far something has come, in whole percent, rounded half up; 100 only when all is done.

    >>> progress_percent(357, 358), progress_percent(2, 3), progress_percent(0, 0)
    (99, 67, 0)
    """
    if of <= 0:
        return 0
    return 100 if done >= of else min((200 * done + of) // (2 * of), 99)


def unbroken_numbers(text: str) -> str:
    """Return text whose thousands are held together: "5 000" with a no-break space."""
    return _THOUSANDS.sub("\u00a0", text)
