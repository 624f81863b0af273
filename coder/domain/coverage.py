"""Which sentences of an answer no code is placed on yet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from coder.domain.coding import Span


class Coverage(StrEnum):
    """How a sentence is covered."""

    PLACED = "placed"
    UNPLACED = "unplaced"
    NONE = "none"


def coverage(sentences: Sequence[Span], codings: Sequence[Sequence[Span]]) -> list[Coverage]:
    """Tell for each sentence how one coder's codings cover it.

    Args:
        sentences: The answer's sentences.
        codings: The excerpts of each coding; none means the whole answer.

    Returns:
        One value per sentence. A whole-answer code on a one-sentence answer counts as placed.
    """
    excerpts = [span for coding in codings for span in coding]
    whole = any(not coding for coding in codings)
    if whole and len(sentences) == 1:
        return [Coverage.PLACED]
    rest = Coverage.UNPLACED if whole else Coverage.NONE
    return [
        Coverage.PLACED if any(start < e and s < end for s, e in excerpts) else rest
        for start, end in sentences
    ]
