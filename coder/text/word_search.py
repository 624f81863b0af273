"""Finding answers by their words: beginnings of words, and the other written form where that finds more."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from coder.text.folding import folded, written_forms_key

Span = tuple[int, int]

_WORD = re.compile(r"\w+")
_SHORTEST_FORM = 4
"""Letters from which a word is also looked for in its other forms; shorter ones would fit too much."""
_MOST_REMEMBERED = 50_000


@dataclass
class _Wanted:
    """One word of the query, and which words it was found to fit."""

    begins: str
    form: str
    hits: set[str] = field(default_factory=set)
    misses: set[str] = field(default_factory=set)

    def fits_any(self, words: set[str]) -> bool:
        if not self.hits.isdisjoint(words):
            return True
        return any(self.fits(word) for word in words - self.misses)

    def fits(self, word: str) -> bool:
        if word in self.hits:
            return True
        plain = folded(word)
        found = plain.startswith(self.begins) or bool(
            self.form and written_forms_key(plain).startswith(self.form)
        )
        if len(self.misses) < _MOST_REMEMBERED:
            (self.hits if found else self.misses).add(word)
        return found


class WordSearch:
    """What is typed, made ready to be looked for in many texts, about 10 µs a text of 300 characters.

    A text fits if each typed word begins one of its words, or is a form of one: «øyremerka» finds
    «øremerking», and «tenester» finds «tjenestene». Order and case do not matter.
    """

    def __init__(self, query: str) -> None:
        words = dict.fromkeys(_WORD.findall(folded(query)))
        self._wanted = [
            _Wanted(word, written_forms_key(word) if len(word) >= _SHORTEST_FORM else "") for word in words
        ]

    def __bool__(self) -> bool:
        return bool(self._wanted)

    def fits(self, text: str) -> bool:
        """Tell whether a text has all the words."""
        words = set(_WORD.findall(text.lower() if text.isascii() else _composed(text).lower()))
        return all(wanted.fits_any(words) for wanted in self._wanted)

    def spans(self, text: str) -> list[Span]:
        """Return where the words stand in a text, in code points; letters written in parts are not told."""
        return [
            found.span()
            for found in _WORD.finditer(text)
            if any(wanted.fits(found[0].lower()) for wanted in self._wanted)
        ]


def _composed(text: str) -> str:
    """Return the text with letters in one piece, and words that a soft hyphen parts as one."""
    return unicodedata.normalize("NFC", text).replace("\xad", "")
