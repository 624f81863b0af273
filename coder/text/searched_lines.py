"""Many short texts searched at once: for what they contain, letters in order, words begun with a slip."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

SHORTEST_TYPO = 4
"""Letters; shorter words must begin as typed."""


class SearchedLines:
    """Many short texts in one string, a line each, so that a search runs at the speed of ``str.find``."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._string = "\n" + "\n".join(texts) + "\n"
        # The line break before a text counts as its first character, the one after as its last.
        lengths = [len(text) + 1 for text in texts]
        self._starts = list(accumulate(lengths, initial=0))
        self._letters = [_letter_set(text) for text in texts]

    def with_text(self, wanted: str) -> set[int]:
        """Return the numbers of the texts that contain this."""
        found: set[int] = set()
        place = self._string.find(wanted)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            found.add(number)
            place = self._string.find(wanted, self._starts[number + 1])
        return found

    def with_all(self, wanted: Sequence[str]) -> set[int]:
        """Return the numbers of the texts that contain all of these."""
        if not all(each in self._string for each in wanted):
            return set()
        return set.intersection(*map(self.with_text, wanted))

    def with_letters(self, letters: str) -> set[int]:
        """Return the numbers of the texts in which these letters follow each other, not only at once."""
        needed = _letter_set(letters)
        able = [number for number, has in enumerate(self._letters) if needed & has == needed]
        return {number for number in able if _in_order(letters, self._texts[number])}


class Vocabulary:
    """The words of many texts, and the numbers of the texts that have each."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_letter: dict[str, dict[str, set[int]]] = {}
        for number, text in enumerate(texts):
            for word in text.split():
                self._by_letter.setdefault(word[0], {}).setdefault(word, set()).add(number)

    def nearly_begun(self, typed: str) -> set[int]:
        """Return those with a word that begins as typed but for one slip; the first letter must be right."""
        fits = begins_but_for_one if len(typed) >= SHORTEST_TYPO else str.startswith
        found: set[int] = set()
        for word, numbers in self._by_letter.get(typed[0], {}).items():
            if fits(word, typed):
                found |= numbers
        return found


def begins_but_for_one(word: str, typed: str) -> bool:
    """Tell whether a word begins as typed but for one letter wrong, missing, extra or swapped."""
    if len(word) < len(typed) - 1 or word[0] != typed[0]:
        return False
    place = 0
    shortest = min(len(word), len(typed))
    while place < shortest and word[place] == typed[place]:
        place += 1
    rest = typed[place:]
    if len(rest) <= 1:
        return True
    return (
        word.startswith(rest[1:], place + 1)
        or word.startswith(rest, place + 1)
        or word.startswith(rest[1:], place)
        or word.startswith(rest[1] + rest[0] + rest[2:], place)
    )


def _letter_set(text: str) -> int:
    bits = 0
    for letter in set(text):
        bits |= 1 << (ord(letter) & 63)
    return bits


def _in_order(letters: str, text: str) -> bool:
    """Tell whether the letters stand in this order in the text, the first of them at the start of a word."""
    place = text.find(" " + letters[0])
    if place < 0:
        return False
    place += 2
    for letter in letters[1:]:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True
