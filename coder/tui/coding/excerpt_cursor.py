"""Where a coder stands in the text of an answer: on a sentence, on several, or on some words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from coder.domain.coding import Span
from coder.domain.coverage import Coverage

_WORD = re.compile(r"\S+")
_NEAR = 1000
"""Characters looked through first for the word before; an answer may be a megabyte."""
_SIGNS_BEFORE = "«\"'“”‘’([{*-–—"
_SIGNS_AFTER = "»\"'“”‘’)]}*.,;:!?…-–—"


@dataclass(frozen=True)
class ExcerptCursor:
    """What a code would be placed on. Knows no screen; a move gives another cursor.

    It stands on the sentences from ``anchor`` to ``place``, or on what has been adjusted from there by word.
    """

    text: str
    sentences: tuple[Span, ...]
    """At least one, unless the text is empty."""
    anchor: int = 0
    """The sentence an extended range began with."""
    place: int = 0
    """The sentence it has come to."""
    adjusted: Span | None = None

    @classmethod
    def on(cls, text: str, sentences: Sequence[Span]) -> ExcerptCursor:
        """Stand on an answer's first sentence; a text without stored sentences is one."""
        return cls(text, sentences_in(text, sentences))

    @property
    def first(self) -> int:
        """The first sentence it stands on."""
        return min(self.anchor, self.place)

    @property
    def last(self) -> int:
        """The last sentence it stands on."""
        return max(self.anchor, self.place)

    @property
    def span(self) -> Span:
        """From where to where it stands in the text; nowhere in an empty one."""
        if self.adjusted is not None:
            return self.adjusted
        if not self.sentences:
            return 0, 0
        return self.sentences[self.first][0], self.sentences[self.last][1]

    @property
    def excerpts(self) -> tuple[Span, ...]:
        """What a code set now is placed on."""
        return (self.span,) if self.sentences else ()

    def move(self, by: int) -> ExcerptCursor:
        """Go to the sentence before or after what it stands on, never out of the answer."""
        return self.to(self.last + by if by > 0 else self.first + by)

    def to(self, sentence: int) -> ExcerptCursor:
        """Stand on one sentence."""
        place = self._inside(sentence)
        return replace(self, anchor=place, place=place, adjusted=None)

    def to_span(self, span: Span) -> ExcerptCursor:
        """Stand on an excerpt that is there; one that fits no sentences is kept as it is."""
        touched = [n for n, (start, end) in enumerate(self.sentences) if start < span[1] and span[0] < end]
        if not touched:
            return self
        there = replace(self, anchor=touched[0], place=touched[-1], adjusted=None)
        return there if there.span == span else replace(there, adjusted=span)

    def extend(self, by: int) -> ExcerptCursor:
        """Take a sentence more, or one less, at the end that moves."""
        return replace(self, place=self._inside(self.place + by), adjusted=None)

    def all(self) -> ExcerptCursor:
        """Stand on the whole text, sentence by sentence."""
        return replace(self, anchor=0, place=self._inside(len(self.sentences)), adjusted=None)

    def adjust_end(self, words: int) -> ExcerptCursor:
        """Let what it stands on end a word later or earlier; a word at least stays."""
        start, end = self.span
        found = self._end_after(end) if words > 0 else self._end_before(start, end)
        return self if found is None else replace(self, adjusted=(start, found))

    def adjust_start(self, words: int) -> ExcerptCursor:
        """Let what it stands on begin a word later or earlier; a word at least stays."""
        start, end = self.span
        found = self._start_after(start, end) if words > 0 else self._start_before(start)
        return self if found is None else replace(self, adjusted=(found, end))

    def next_without_code(self, coverage: Sequence[Coverage]) -> ExcerptCursor | None:
        """Go to the next sentence no code is placed on; None where there is none after this."""
        return self._without_code(coverage, self.last + 1)

    def first_without_code(self, coverage: Sequence[Coverage]) -> ExcerptCursor:
        """Go to the first sentence no code is placed on, or to the first at all."""
        return self._without_code(coverage, 0) or self.to(0)

    def _without_code(self, coverage: Sequence[Coverage], begin: int) -> ExcerptCursor | None:
        for number in range(begin, len(coverage)):
            if coverage[number] is not Coverage.PLACED:
                return self.to(number)
        return None

    def _inside(self, sentence: int) -> int:
        return min(max(sentence, 0), max(len(self.sentences) - 1, 0))

    def _end_after(self, end: int) -> int | None:
        for word in _WORD.finditer(self.text, end):
            if (place := self._word_end(word)) > end:
                return place
        return None

    def _end_before(self, start: int, end: int) -> int | None:
        for begin in (max(start, end - _NEAR), start):
            ends = [self._word_end(word) for word in _WORD.finditer(self.text, begin, end)]
            if found := [each for each in ends if start < each < end]:
                return found[-1]
        return None

    def _start_after(self, start: int, end: int) -> int | None:
        for word in _WORD.finditer(self.text, start, end):
            if start < (place := _word_start(word)) < end:
                return place
        return None

    def _start_before(self, start: int) -> int | None:
        for begin in (max(start - _NEAR, 0), 0):
            words = list(_WORD.finditer(self.text, begin, start))
            # The first one may have been cut in two here.
            if found := [_word_start(word) for word in words if word.start() > begin or begin == 0]:
                return found[-1]
        return None

    def _word_end(self, word: re.Match[str]) -> int:
        """Return where a word ends; its signs belong to it at the end of a sentence only."""
        bare = word.start() + len(word.group().rstrip(_SIGNS_AFTER))
        sentence = bisect_left(self.sentences, bare, key=itemgetter(1))
        if sentence < len(self.sentences) and self.sentences[sentence][1] <= word.end():
            return self.sentences[sentence][1]
        return word.end() if bare == word.start() else bare


def sentences_in(text: str, stored: Sequence[Span]) -> tuple[Span, ...]:
    """Return the sentences of a text that may have left, or has none stored: then all of it is one."""
    inside = tuple((start, end) for start, end in stored if 0 <= start < end <= len(text))
    return inside or ((0, len(text)),) * bool(text)


def _word_start(word: re.Match[str]) -> int:
    bare = word.group().lstrip(_SIGNS_BEFORE)
    return word.end() - len(bare) if bare else word.start()
