"""How few keys set a code by its name: the shortest text that brings it up in the list of matches."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coder.text.folding import folded
from coder.text.matching import Candidate, Key, MatchIndex

MOST_DOWN = 3
"""How far down the list it is looked."""


def typed_keys(candidates: Sequence[Candidate[Key]], wanted: Collection[Key]) -> dict[Key, int]:
    """Return for each wanted candidate the fewest keys: letters, moves down the list, and Enter.

    Letters are the beginning of one of its name's words; where those bring up others throughout, all of the
    name.

    >>> typed_keys([Candidate(1, "Nav"), Candidate(2, "Nok folk"), Candidate(3, "Folkehelse")], [1, 2])
    {1: 2, 2: 3}
    """
    index = MatchIndex(candidates)
    names = {candidate.key: candidate.name for candidate in candidates if candidate.key in wanted}
    fewest = {key: len(name) + 1 for key, name in names.items()}
    for text in _beginnings(names.values()):
        if len(text) + 1 >= max(fewest.values()):
            break
        for down, match in enumerate(index.search(text, limit=MOST_DOWN + 1)):
            key = match.candidate.key
            if key in fewest:
                fewest[key] = min(fewest[key], len(text) + down + 1)
    return fewest


def _beginnings(names: Collection[str]) -> list[str]:
    """Return all beginnings of words, shorter ones first."""
    words = {word for name in names for word in folded(name).split()}
    return sorted({word[:length] for word in words for length in range(1, len(word) + 1)}, key=len)
