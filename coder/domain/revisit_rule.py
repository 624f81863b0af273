"""When reading again may stop, and how many codes are missed then at most."""

from __future__ import annotations

from bisect import bisect_left
from math import comb

CONFIDENCE = 0.95


def upper_bound(rest: int, drawn: int, found: int, confidence: float = CONFIDENCE) -> int:
    """Return how many of the rest that was not drawn are missed at most, one-sided.

    The largest number of hits in the rest under which a draw with so few still has a chance of more than
    1 - confidence, less those found; exact, from the hypergeometric distribution.

    Args:
        rest: Answers left when the draw was made.
        drawn: How many of them were drawn at random, without replacement, and read.
        found: How many of those were hits.
        confidence: The chance, at least, that the bound holds; in (0, 1).

    Raises:
        ValueError: If the numbers cannot be of one draw.

    References:
        Buonaccorsi (1987), The American Statistician 41(3), 215-218: bounds on a finite population's total
        by inverting the hypergeometric test.
    """
    if not 0 <= found <= drawn <= rest or not 0 < confidence < 1:
        raise ValueError((rest, drawn, found, confidence))
    chances = 1 - confidence
    possible = range(found, rest - drawn + found + 1)
    # The more hits there are, the less likely so few are drawn: the first that is too unlikely ends it.
    too_many = bisect_left(possible, True, key=lambda hits: _so_few(rest, hits, drawn, found) <= chances)
    return possible[max(too_many - 1, 0)] - found


def _so_few(rest: int, hits: int, drawn: int, found: int) -> float:
    """Return the chance of drawing at most ``found`` of the hits."""
    ways = sum(comb(hits, few) * comb(rest - hits, drawn - few) for few in range(found + 1))
    return ways / comb(rest, drawn)
