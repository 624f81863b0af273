"""Passages: which of an answer's excerpts those decisions belong to that were taken for the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coder.domain.coding import Span, united


class PassageKey(NamedTuple):
    """Which passage: an excerpt under a code, or the whole answer where ``span`` is None.

    ``code_id`` is 0 where the text stands under no code.
    """

    answer_id: int
    code_id: int
    span: Span | None


def paired(kept: Sequence[Span | None], excerpts: Sequence[Span | None]) -> list[int | None]:
    """Tell for each excerpt the place in ``kept`` of the passage that is about it, if one is.

    Its own place goes first. An excerpt that was made longer or shorter keeps its passage as long as they
    have at least half in common; a passage of the whole answer belongs to nothing less.

    >>> paired([(0, 10), (40, 50)], [(0, 12), (20, 30)])
    [0, None]
    """
    found: list[int | None] = [kept.index(each) if each in kept else None for each in excerpts]
    free = [place for place in range(len(kept)) if place not in found]
    for number, excerpt in enumerate(excerpts):
        if found[number] is not None or excerpt is None or not free:
            continue
        share, place = max((_common(kept[place], excerpt), -place) for place in free)
        if share >= _ENOUGH:
            found[number] = -place
            free.remove(-place)
    return found


_ENOUGH = 0.5


def _common(one: Span | None, other: Span) -> float:
    """Return the share of two spans' letters that both have."""
    if one is None:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / (max(one[1], other[1]) - min(one[0], other[0]))


def fitting_cuts(cuts: Sequence[Span], span: Span | None, length: int) -> tuple[Span, ...]:
    """Return cuts as far as they lie in a passage, in order, overlapping and touching ones joined.

    >>> fitting_cuts([(8, 20), (0, 4), (4, 5)], (2, 10), 30)
    ((2, 5), (8, 10))
    """
    first, last = span or (0, length)
    within = [(max(start, first), min(end, last)) for start, end in cuts]
    joined: list[Span] = []
    for start, end in united(each for each in within if each[0] < each[1]):
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
