"""Numbers with decimals, as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from coder.messages import current_language


def written_number(value: float, decimals: int) -> str:
    """Write a number with so many decimals: half up, decimal comma in Norwegian."""
    # By way of its shortest text, so that 0.285 is 0.285 and not a little less.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    written = format(rounded, "f")
    return written if current_language() == "en" else written.replace(".", ",")
