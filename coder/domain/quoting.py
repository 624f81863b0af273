"""Known again by its words: where a text quotes what somebody wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from coder.domain.coding import Span

LEAST_WORDS = 5
"""So many words in a row, the same as theirs and nobody else's, are a quotation."""
LEAST_OF_WHOLE = 3
"""A sentence, or a whole answer, is known by as few."""
STAND_IN = "[…]"
"""Stands where a quotation was."""

_WORD = re.compile(r"[\w\u0300-\u036f]+")
_END = re.compile(r"[.!?…:;]+(?=\s|$)|\n")

Run = tuple[str, ...]


class Sayings:
    """What somebody wrote, as runs of words by which it is known wherever it is quoted.

    Capitals, punctuation and blanks between the words count for nothing.
    """

    def __init__(self, texts: Iterable[str], words: Iterable[str] = ()) -> None:
        """Take in texts, and words that are to be known however few they are."""
        self._runs: set[Run] = set()
        for text in texts:
            self._runs.update(_runs_of(text))
        self._named = {run for run in (_words(each) for each in words) if run}

    def __bool__(self) -> bool:
        """Tell whether there is anything to be known by."""
        return bool(self._runs or self._named)

    def leave_out(self, text: str) -> None:
        """Let go of runs that another text has too: they are not theirs alone."""
        said = _words(text)
        for size in {len(run) for run in self._runs}:
            self._runs.difference_update(_windows(said, size))

    def quoted_in(self, text: str) -> list[Span]:
        """Return where a text says the same, from the first word of each place to its last."""
        found = list(_WORD.finditer(text))
        said = tuple(_plain(each[0]) for each in found)
        runs = self._runs | self._named
        same = [False] * len(said)
        for size in {len(run) for run in runs}:
            for start, window in enumerate(_windows(said, size)):
                if window in runs:
                    same[start : start + size] = [True] * size
        spans: list[Span] = []
        for place, word in enumerate(found):
            if not same[place]:
                continue
            if place and same[place - 1]:
                spans[-1] = (spans[-1][0], word.end())
            else:
                spans.append(word.span())
        return spans

    def taken_out(self, text: str) -> str:
        """Return a text with ``STAND_IN`` for each quotation."""
        while spans := self.quoted_in(text):
            # What stood before a quotation and what stood after it may be one together.
            for start, end in reversed(spans):
                text = text[:start] + STAND_IN + text[end:]
        return text


def stretches(text: str) -> list[str]:
    """Return the parts of a text by which its bytes are known in a file: as a whole, and its sentences.

    What has fewer than ``LEAST_OF_WHOLE`` words is left out: others say it too.
    """
    parts = [text.strip(), *(part.strip() for part in _END.split(text))]
    return [part for part in dict.fromkeys(parts) if len(_words(part)) >= LEAST_OF_WHOLE]


def same_words(first: str, second: str) -> bool:
    """Tell whether two texts say the same, word by word."""
    return _words(first) == _words(second)


def _runs_of(text: str) -> Iterator[Run]:
    for part in (text, *_END.split(text)):
        said = _words(part)
        yield from _windows(said, LEAST_WORDS)
        if LEAST_OF_WHOLE <= len(said) < LEAST_WORDS:
            yield said


def _windows(said: Run, size: int) -> Iterator[Run]:
    for start in range(len(said) - size + 1):
        yield said[start : start + size]


def _words(text: str) -> Run:
    return tuple(_plain(word) for word in _WORD.findall(text))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.casefold())
