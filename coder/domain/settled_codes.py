"""Which codes an answer ends with when a rule settles what coders gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from enum import StrEnum
from math import isclose

Given = Mapping[int, frozenset[int]]
"""Code ids by coder id."""


class Rule(StrEnum):
    """How the codes of the consensus are found."""

    EQUAL = "equal"
    TAKE = "take"
    UNION = "union"
    INTERSECTION = "intersection"
    CHOSEN = "chosen"
    NOTHING = "nothing"
    VOTE = "vote"
    PARKED = "parked"
    """Not yet: it waits for somebody."""


MAJORITY = 0.5
"""More than this share of the coders must have given a code."""


def settled_codes(
    given: Given,
    rule: Rule,
    *,
    taken_from: int | None = None,
    chosen: Collection[int] = (),
    threshold: float = MAJORITY,
) -> frozenset[int] | None:
    """Return the codes an answer ends with; None where the rule says nothing of it.

    Args:
        given: What each coder gave; no codes are a coding too.
        rule: How.
        taken_from: Whose codes are taken, by the rule ``take``.
        chosen: The codes, by the rule ``chosen``.
        threshold: More than this share must have given a code, by the rule ``vote``; where just this share
            gave one, the vote is even and a person must say. So it is where no code has the votes, and
            giving none has not either.
    """
    sets = list(given.values())
    match rule:
        case Rule.EQUAL:
            return sets[0] if len(set(sets)) == 1 else None
        case Rule.TAKE:
            return given.get(taken_from) if taken_from is not None else None
        case Rule.UNION:
            return frozenset().union(*sets)
        case Rule.INTERSECTION:
            return frozenset.intersection(*sets)
        case Rule.CHOSEN:
            return frozenset(chosen)
        case Rule.NOTHING:
            return frozenset()
        case Rule.VOTE:
            return _voted(given, threshold)
        case Rule.PARKED:
            return None


def _voted(given: Given, threshold: float) -> frozenset[int] | None:
    won = majority(given, threshold)
    none = sum(not codes for codes in given.values())
    if tied(given, threshold) or not (won or none > threshold * len(given)):
        return None
    return won


def majority(given: Given, threshold: float = MAJORITY) -> frozenset[int]:
    """Return the codes that more than this share of the coders gave."""
    even = threshold * len(given)
    return frozenset(code for code, n in _votes(given).items() if n > even and not isclose(n, even))


def tied(given: Given, threshold: float = MAJORITY) -> frozenset[int]:
    """Return the codes that just this share of the coders gave."""
    return frozenset(code for code, n in _votes(given).items() if isclose(n, threshold * len(given)))


def _votes(given: Given) -> Counter[int]:
    return Counter(code for codes in given.values() for code in codes)
