"""A coding: that one coder gave one answer one code, on all of it or on excerpts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

Span = tuple[int, int]
"""Start and end in code points of the answer, end exclusive."""


class CodedState(StrEnum):
    """How far one coder has come with one answer; no row means untouched."""

    UNTOUCHED = "untouched"
    STARTED = "started"
    DONE = "done"


def united(excerpts: Iterable[Span]) -> list[Span]:
    """Sort excerpts and join those that overlap; neighbours that only touch stay two.

    >>> united([(9, 12), (0, 5), (3, 9)])
    [(0, 9), (9, 12)]
    """
    joined: list[Span] = []
    for start, end in sorted(set(excerpts)):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def distinct(excerpts: Iterable[Span]) -> list[Span]:
    """Sort excerpts and drop repeats; overlapping ones stay as placed."""
    return sorted(set(excerpts))
