"""What differs between two texts, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

MOST_WORDS = 2_000
"""Words of the middle, where two texts part, that are compared one by one; more is too slow to wait for."""
SMALL_WORD = 3
LEAST_SHARED = 0.2
"""Below this share of words in common, two texts are two texts, and marks would only be noise."""

_WORDS = re.compile(r"\w[\w\u0300-\u036f]*|[^\w\s]")


@dataclass(frozen=True)
class Stretch:
    """A run of a text, end exclusive; the runs of a text follow each other without holes."""

    start: int
    end: int
    is_shared: bool
    """Whether it stands in the other text too."""


@dataclass(frozen=True)
class Difference:
    """Two texts as runs that they share or do not."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]
    has_shared: bool
    """False where hardly a word is shared; then nothing is marked as shared."""

    @property
    def is_same(self) -> bool:
        """Whether the words are the same; blanks may differ."""
        return all(each.is_shared for each in (*self.before, *self.after))


def word_difference(before: str, after: str) -> Difference:
    """Compare two texts word by word; signs are words, blanks are nothing.

    >>> [after[each.start : each.end] for after in ["Flere folk lokalt."]
    ...     for each in word_difference("Flere folk.", after).after if not each.is_shared]
    ['lokalt']
    """
    old, new = list(_WORDS.finditer(before)), list(_WORDS.finditer(after))
    old_words, new_words = _compared(old), _compared(new)
    kept = list(_shared_places(old_words, new_words))
    if 2 * len(kept) < LEAST_SHARED * (len(old) + len(new)):
        return Difference(_stretches(before, old, ()), _stretches(after, new, ()), not (old or new))
    return Difference(
        _stretches(before, old, [place for place, _other in kept]),
        _stretches(after, new, [other for _place, other in kept]),
        True,
    )


def _compared(words: Iterable[re.Match[str]]) -> list[str]:
    return [unicodedata.normalize("NFC", word.group()) for word in words]


def _shared_places(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that stand in both, in order."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield from zip(range(head), range(head), strict=True)
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(middle_old), len(middle_new)) <= MOST_WORDS:
        for place, other, size in _blocks(middle_old, middle_new):
            for number in range(size):
                yield head + place + number, head + other + number
    for number in range(tail, 0, -1):
        yield len(old) - number, len(new) - number


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    pairs = zip_longest(first, second)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), len(first))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (place, other place, length) of what is shared; a lone small word between changes is not."""
    for place, other, size in SequenceMatcher(None, old, new).get_matching_blocks():
        if size > 2 or any(len(word) > SMALL_WORD for word in old[place : place + size]):
            yield place, other, size


def _stretches(text: str, words: Sequence[re.Match[str]], shared: Iterable[int]) -> tuple[Stretch, ...]:
    """Lay runs over a whole text; blanks around words that differ belong to what is shared."""
    common = set(shared)
    found: list[Stretch] = []
    end = 0
    for is_shared, run in groupby(range(len(words)), key=common.__contains__):
        places = list(run)
        start, stop = words[places[0]].start(), words[places[-1]].end()
        if is_shared:
            continue
        if start > end:
            found.append(Stretch(end, start, True))
        found.append(Stretch(start, stop, False))
        end = stop
    return (*found, Stretch(end, len(text), True)) if end < len(text) else tuple(found)
