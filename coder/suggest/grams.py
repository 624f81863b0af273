"""Words of a text, and the character n-grams of words: what texts are compared by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coder.text.folding import folded, folded_with_places, written_forms_key

LONGEST = 20_000
"""Characters of a text that are read; what comes after does not count."""
SIZES = (3, 4)
"""Letters in an n-gram, the blanks before and after a word among them."""

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+|[^\w\s]+")
_BLANK = 32
_AS_WRITTEN = 0xCBF29CE484222325
_IN_EITHER_FORM = 0x84222325CBF29CE4
_PRIME = np.uint64(0x100000001B3)


class Word(NamedTuple):
    """A word of a text in its search form, and where it stands in the text, in code points."""

    form: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """Return the words of a text in their search form; a run of signs or emoji is a word, too."""
    return _WORD.findall(folded(text[:LONGEST]))


def placed_words(text: str) -> list[Word]:
    """Return ``words_of(text)`` with their places; a place takes in the accents put on its last letter."""
    text = text[:LONGEST]
    form, places = folded_with_places(text)
    found = []
    for match in _WORD.finditer(form):
        start, last = places[match.start()], places[match.end() - 1]
        after = bisect_right(places, last)
        end = places[after] if after < len(places) else len(text)
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        found.append(Word(match[0], start, end))
    return found


def shared_forms(words: Sequence[str]) -> list[str]:
    """Return for each word the form that bokmål and nynorsk share."""
    return [written_forms_key(word) for word in words]


def gram_hashes(words: Sequence[str], forms: Sequence[str]) -> tuple[Hashes, NDArray[np.int32]]:
    """Return the n-grams of words, as written and in their shared forms.

    Args:
        words: In their search form, without blanks.
        forms: ``shared_forms(words)``, which take longest to find.

    Returns:
        One number an n-gram, shape (n,), the same on every machine, and the place in ``words`` of the word it
        comes from, shape (n,). An n-gram has another number in a word as written than in a shared form.
    """
    written = _hashes(words, _AS_WRITTEN)
    shared = _hashes(forms, _IN_EITHER_FORM)
    return np.concatenate([*written[0], *shared[0]]), np.concatenate([*written[1], *shared[1]])


def _hashes(words: Sequence[str], seed: int) -> tuple[list[Hashes], list[NDArray[np.int32]]]:
    """Hash each window that lies within one word and the blanks around it (FNV-1a over code points)."""
    joined = f" {' '.join(words)} ".encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(joined, dtype=np.uint32)
    blanks = np.flatnonzero(letters == _BLANK)
    blanks_so_far = np.cumsum(letters == _BLANK)
    starts = np.arange(len(letters) - 1)
    next_blank = blanks[np.minimum(blanks_so_far[:-1], len(blanks) - 1)]
    hashes, owners = [], []
    for size in SIZES:
        fitting = starts[starts + size - 1 <= next_blank]
        value = np.full(len(fitting), seed, dtype=np.uint64)
        for step in range(size):
            value = (value ^ letters[fitting + step]) * _PRIME
        hashes.append(value ^ (value >> np.uint64(32)))
        owners.append((blanks_so_far[fitting] - 1).astype(np.int32))
    return hashes, owners
