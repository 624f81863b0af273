"""Percentages from exact integers, rounded half up."""

from __future__ import annotations

from decimal import Decimal

SMALL_BASE = 20
"""Below this a base gives counts only, unless percentages are asked for."""


def percent(count: int, base: int, decimals: int = 0, *, small_bases: bool = False) -> Decimal | None:
    """Return 100 × count / base, rounded half up with so many decimals.

    None where there is no such number to show: nothing in the base, or a base under ``SMALL_BASE`` without
    ``small_bases``.

    >>> percent(1, 8, small_bases=True), percent(81, 371), percent(81, 371, 1)
    (Decimal('13'), Decimal('22'), Decimal('21.8'))
    """
    if base <= 0 or (base < SMALL_BASE and not small_bases):
        return None
    scaled = (200 * count * 10**decimals + base) // (2 * base)
    return Decimal(scaled).scaleb(-decimals) if decimals else Decimal(scaled)
