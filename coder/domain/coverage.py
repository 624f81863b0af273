"""Which sentences of an answer no code is placed on yet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from operator import itemgetter

from coder.domain.coding import Span


class Coverage(StrEnum):
    """How a sentence is covered."""

    PLACED = "placed"
    UNPLACED = "unplaced"
    NONE = "none"


def coverage(sentences: Sequence[Span], codings: Sequence[Sequence[Span]]) -> list[Coverage]:
    """Tell for each sentence how one coder's codings cover it.

    Args:
        sentences: The answer's sentences, in order.
        codings: The excerpts of each coding; none means the whole answer.

    Returns:
        One value per sentence. A whole-answer code on a one-sentence answer counts as placed.
    """
    excerpts = [span for coding in codings for span in coding]
    whole = any(not coding for coding in codings)
    if whole and len(sentences) == 1:
        return [Coverage.PLACED]
    found = [Coverage.UNPLACED if whole else Coverage.NONE] * len(sentences)
    for start, end in excerpts:
        first = bisect_right(sentences, start, key=itemgetter(1))
        last = bisect_left(sentences, end, key=itemgetter(0))
        found[first:last] = [Coverage.PLACED] * (last - first)
    return found
