"""Which N printed counts and percentages can be of; in exact integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

LARGEST_N = 100_000
"""No larger N is looked for; one that is printed is checked all the same."""

Rounding = Literal["half_up", "half_even"]
ROUNDINGS: tuple[Rounding, ...] = ("half_up", "half_even")


@dataclass(frozen=True)
class PrintedRow:
    """A line of a printed table."""

    label: str
    count: int
    percent: Decimal

    @property
    def decimals(self) -> int:
        """With how many decimals the percentage is printed."""
        return decimals_of(self.percent)


@dataclass(frozen=True)
class PrintedN:
    """The N a table says it has."""

    n: int
    rate: Decimal | None = None
    """The response rate printed beside it, in percent."""

    @property
    def frames(self) -> range:
        """Of how many the N can be that share."""
        if self.rate is None:
            return range(0)
        return fitting_n(self.n, self.rate, decimals_of(self.rate), "half_up")


@dataclass(frozen=True)
class CheckedRows:
    """What rows that are of one N tell about it."""

    name: str
    """What tells them from the other groups of the file; empty where there is one group."""
    rows: tuple[PrintedRow, ...]
    decimals: int
    fit: dict[Rounding, range]
    """Every N from 1 to ``LARGEST_N`` that gives all percentages, by the way they may have been rounded."""
    printed: PrintedN | None
    against: tuple[PrintedRow, ...]
    """The rows that rule the printed N out."""

    @property
    def printed_fits(self) -> bool | None:
        """Whether the printed N gives all percentages; None where none is printed."""
        return None if self.printed is None else not self.against

    @property
    def bounds(self) -> tuple[tuple[PrintedRow, range], tuple[PrintedRow, range]]:
        """The row that rules out most small N and the one that rules out most large, each with its own N."""
        each = [(row, fitting_n(row.count, row.percent, self.decimals, "half_up")) for row in self.rows]
        return max(each, key=lambda one: one[1].start), min(each, key=lambda one: one[1].stop)


def decimals_of(number: Decimal) -> int:
    """Return with how many decimals a number is written."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def fitting_n(
    count: int, percent: Decimal, decimals: int, rounding: Rounding, largest: int = LARGEST_N
) -> range:
    """Return every N, from 1 to ``largest``, of which a count is so many percent; without gaps.

    Args:
        count: How many have it.
        percent: As printed.
        decimals: To how many decimals it was rounded.
        rounding: What was done with a half: up, or to the even digit.
        largest: The largest N looked for.

    >>> fitting_n(81, Decimal(22), 0, "half_up")
    range(361, 377)
    """
    printed = int(percent.scaleb(decimals))
    # Twice the share in units of the last decimal is ``doubled`` / N; it lies between 2 × printed ∓ 1.
    doubled = 200 * count * 10**decimals
    takes_both_halves = rounding == "half_even" and printed % 2 == 0
    takes_lower_half = rounding == "half_up" or takes_both_halves
    least = -(-doubled // (2 * printed + 1)) if takes_both_halves else doubled // (2 * printed + 1) + 1
    if printed == 0:
        most = largest
    elif takes_lower_half:
        most = doubled // (2 * printed - 1)
    else:
        most = -(-doubled // (2 * printed - 1)) - 1
    return range(max(1, least), min(most, largest) + 1)


def check_rows(rows: Sequence[PrintedRow], printed: PrintedN | None = None, name: str = "") -> CheckedRows:
    """Find every N that gives all percentages of some rows, and the rows that rule the printed N out.

    A percentage may have lost its noughts ("22" for "22.0"), so the row with most decimals speaks for all.

    Args:
        rows: At least one.
        printed: What the table says.
        name: Of the group, where there are several.
    """
    decimals = max(row.decimals for row in rows)
    fit = {rounding: _common(rows, decimals, rounding) for rounding in ROUNDINGS}
    against: list[PrintedRow] = []
    if printed is not None:
        against = min((_against(rows, decimals, rounding, printed.n) for rounding in ROUNDINGS), key=len)
    return CheckedRows(name, tuple(rows), decimals, fit, printed, tuple(against))


def _common(rows: Sequence[PrintedRow], decimals: int, rounding: Rounding) -> range:
    each = [fitting_n(row.count, row.percent, decimals, rounding) for row in rows]
    least, beyond = max(one.start for one in each), min(one.stop for one in each)
    return range(least, beyond) if least < beyond else range(0)


def _against(rows: Sequence[PrintedRow], decimals: int, rounding: Rounding, n: int) -> list[PrintedRow]:
    return [
        row
        for row in rows
        if n not in fitting_n(row.count, row.percent, decimals, rounding, max(n, LARGEST_N))
    ]
