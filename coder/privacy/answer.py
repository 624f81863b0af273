"""An answer as the privacy check reads it: words, where sentences begin, the names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coder.privacy.capital_runs import CapitalRun, capital_runs
from coder.privacy.finding import Sighting
from coder.privacy.known_names import PLACE, KnownName, KnownNames, shared_names
from coder.privacy.words import Word, words_of
from coder.text.sentences import Span, split_many

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Answer:
    """A text taken apart. ``known`` are the names found in it, none overlapping another."""

    text: str
    sentences: Sequence[Span]
    words: Sequence[Word]
    known: Sequence[KnownName]
    runs: Sequence[CapitalRun]
    has_digits: bool
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

    def sighting(self, first: int, last: int, kind: str, grade: str, why: str) -> Sighting:
        """Return what stands from one word to another, both included, as a sighting."""
        return Sighting(self.words[first].start, self.words[last].end, kind, grade, why)

    def between(self, first: int, last: int) -> str:
        """Return the text from one word to another, both included."""
        return self.text[self.words[first].start : self.words[last].end]


def read_answers(texts: Sequence[str], own: KnownNames | None) -> Iterator[Answer]:
    """Take answers apart, in order."""
    names = shared_names()
    for text, sentences in zip(texts, split_many(texts), strict=True):
        words = words_of(text, sentences)
        forms = [word.folded for word in words]
        known = names.in_words(forms)
        taken = frozenset(
            place
            for name in known
            if name.entry.origin != PLACE and words[name.first].text[0].isupper()
            for place in range(name.first, name.last + 1)
        )
        runs = tuple(capital_runs(text, words, taken))
        yield Answer(
            text,
            sentences,
            words,
            known,
            runs,
            _DIGIT.search(text) is not None,
            own.in_words(forms) if own else (),
            taken,
        )
