"""An answer as the privacy check reads it: words, where sentences begin, the names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from coder.privacy.known_names import PLACE, KnownName, KnownNames, shared_names
from coder.text.folding import folded
from coder.text.sentences import Span, split_many

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_OPENS_AFTER = re.compile(r"(?:^|[\n\r:;•▪◦*]|(?<![^\W_])[-–—]|\d[.)])\s*[\"'«“(\[]*\s*$")
_LONG_FOR_ABBREVIATION = 6


@dataclass(frozen=True)
class Word:
    """A word or a sign of an answer; ``opens`` if a sentence, an item or what follows a colon begins with it.

    ``sentence`` counts sentences from 0. ``shouted`` if it stands in a run of words in capitals, where
    capitals mean nothing.
    """

    text: str
    folded: str
    start: int
    end: int
    sentence: int
    opens: bool
    shouted: bool = False

    @property
    def is_letters(self) -> bool:
        """Whether it is a word, not a number or a sign."""
        return self.text[0].isalpha()

    @property
    def is_capitals(self) -> bool:
        """Whether it is written in capitals, two letters at least."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital and goes on in small letters."""
        return self.text[0].isupper() and len(self.text) > 1 and not self.text[1:].isupper()


@dataclass(frozen=True)
class Answer:
    """A text taken apart. ``known`` are the names found in it, none overlapping another."""

    text: str
    sentences: Sequence[Span]
    words: Sequence[Word]
    known: Sequence[KnownName]
    own: Sequence[KnownName] = ()
    taken: frozenset[int] = field(default_factory=frozenset)
    """Where in ``words`` a known name stands that is no place: nothing else is looked for there."""

    def joined(self, place: int) -> bool:
        """Tell whether a word and the next one are parted by blanks only, on one line."""
        if place + 1 >= len(self.words):
            return False
        between = self.text[self.words[place].end : self.words[place + 1].start]
        return between.isspace() and "\n" not in between and "\r" not in between

    def word_at(self, place: int) -> Word | None:
        """Return a word, None beyond the ends."""
        return self.words[place] if 0 <= place < len(self.words) else None

    def between(self, first: int, last: int) -> str:
        """Return the text from one word to another, both included."""
        return self.text[self.words[first].start : self.words[last].end]


def read_answers(texts: Sequence[str], own: KnownNames | None) -> Iterator[Answer]:
    """Take answers apart, in order."""
    names = shared_names()
    for text, sentences in zip(texts, split_many(texts), strict=True):
        words = _words(text, sentences)
        forms = [word.folded for word in words]
        known = names.in_words(forms)
        taken = frozenset(
            place
            for name in known
            if name.entry.origin != PLACE and words[name.first].text[0].isupper()
            for place in range(name.first, name.last + 1)
        )
        yield Answer(text, sentences, words, known, own.in_words(forms) if own else (), taken)


def _words(text: str, sentences: Sequence[Span]) -> list[Word]:
    words: list[Word] = []
    for number, (start, end) in enumerate(sentences):
        first = True
        for token in _TOKEN.finditer(text, start, end):
            is_letters = token[0][0].isalpha()
            opens = (
                first or _OPENS_AFTER.search(text[max(start, token.start() - 8) : token.start()]) is not None
            )
            words.append(Word(token[0], folded(token[0]), *token.span(), number, opens and is_letters))
            first = first and not is_letters
    return _with_shouting(words, text)


def _with_shouting(words: list[Word], text: str) -> list[Word]:
    """Mark runs of words in capitals that are written so for emphasis, not because each is an abbreviation."""
    for run in _capital_runs(words, text):
        if len(run) > 1 and any(len(words[place].text) > _LONG_FOR_ABBREVIATION for place in run):
            for place in run:
                words[place] = replace(words[place], shouted=True)
    return words


def _capital_runs(words: Sequence[Word], text: str) -> Iterable[list[int]]:
    run: list[int] = []
    for place, word in enumerate(words):
        if not word.is_letters:
            continue
        if word.is_capitals or (run and len(word.text) == 1 and word.text.isupper()):
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run
