"""Which codes a few typed letters mean: the order of the list under the input line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

from coder.text.folding import folded, folded_with_places, written_forms_key

Key = TypeVar("Key", bound=Hashable)
Span = tuple[int, int]

_SHORTEST_FUZZY = 3
_SHORTEST_TYPO = 4


class Reason(IntEnum):
    """Why a candidate matched; the lower, the higher in the list."""

    EVERYTHING = 0
    WHOLE_NAME = 1
    NAME_BEGINS = 2
    WORDS_OF_NAME = 3
    WORDS_OF_ALIAS = 4
    INSIDE_NAME = 5
    INSIDE_ALIAS = 6
    WORDS_OF_NAME_AND_THEME = 7
    WORDS_OF_THEME = 8
    INSIDE_THEME = 9
    WRITTEN_FORM = 10
    TYPING_ERROR = 11
    LETTERS_IN_ORDER = 12
    DEFINITION = 13


_OUTSIDE_NAME = (Reason.INSIDE_ALIAS, Reason.INSIDE_THEME, Reason.DEFINITION)


@dataclass(frozen=True)
class Candidate(Generic[Key]):
    """One thing to choose: a code with the words it may be found by."""

    key: Key
    name: str
    theme: str = ""
    definition: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match(Generic[Key]):
    """One candidate that fits the query, and why."""

    candidate: Candidate[Key]
    reason: Reason
    words: tuple[str, ...]

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Return the places in the candidate's name to highlight, in order; worked out when asked for."""
        return _spans(self.candidate.name, self.reason, self.words)


class MatchIndex(Generic[Key]):
    """The candidates made ready for searching; make it anew when a code changes."""

    def __init__(self, candidates: Iterable[Candidate[Key]]) -> None:
        self._candidates = list(candidates)
        names = [" " + _words(candidate.name) for candidate in self._candidates]
        aliases = [" " + _words(" ".join(candidate.aliases)) for candidate in self._candidates]
        themes = [" " + _words(candidate.theme) for candidate in self._candidates]
        own = [name + alias for name, alias in zip(names, aliases, strict=True)]
        all_words = [words + theme for words, theme in zip(own, themes, strict=True)]
        self._names = _Lines(names)
        self._aliases = _Lines(aliases)
        self._themes = _Lines(themes)
        self._own = _Lines(own)
        self._all = _Lines(all_words)
        self._definitions = _Lines([" " + _words(candidate.definition) for candidate in self._candidates])
        self._own_forms = _Lines([_forms(text) for text in own])
        self._all_forms = _Lines([_forms(text) for text in all_words])
        self._own_vocabulary = _vocabulary(own)
        self._all_vocabulary = _vocabulary(all_words)

    def search(self, query: str, limit: int | None = None) -> list[Match[Key]]:
        """Return what fits, best first, at most ``limit``; among equals, in the order of the candidates."""
        if not query.strip():
            return [Match(candidate, Reason.EVERYTHING, ()) for candidate in self._candidates[:limit]]
        words = tuple(_words(query).split())
        if not words:
            return self._with_signs(folded(query))[:limit]
        found: list[Match[Key]] = []
        seen: set[int] = set()
        for reason, numbers in self._tiers(words):
            for number in sorted(numbers - seen):
                found.append(Match(self._candidates[number], reason, words))
            seen |= numbers
            if limit is not None and len(found) >= limit:
                break
        return found[:limit]

    def _with_signs(self, signs: str) -> list[Match[Key]]:
        """Return those whose name has these signs as typed; without letters nothing else can fit."""
        fit = [one for one in self._candidates if signs and signs in folded(one.name)]
        return [Match(candidate, Reason.INSIDE_NAME, ()) for candidate in fit]

    def _tiers(self, words: tuple[str, ...]) -> Iterator[tuple[Reason, set[int]]]:
        whole = " ".join(words)
        begun = [" " + word for word in words]
        yield Reason.WHOLE_NAME, self._names.with_text(f"\n {whole}\n")
        yield Reason.NAME_BEGINS, self._names.with_text(f"\n {whole}")
        yield Reason.WORDS_OF_NAME, self._names.with_all(begun)
        yield Reason.WORDS_OF_ALIAS, self._own.with_all(begun)
        yield Reason.INSIDE_NAME, self._names.with_text(whole)
        yield Reason.INSIDE_ALIAS, self._aliases.with_text(whole)
        by_theme = self._themes.with_all(begun)
        yield Reason.WORDS_OF_NAME_AND_THEME, self._all.with_all(begun) - by_theme
        yield Reason.WORDS_OF_THEME, by_theme
        yield Reason.INSIDE_THEME, self._themes.with_text(whole)
        forms = [" " + written_forms_key(word) for word in words]
        yield Reason.WRITTEN_FORM, self._own_forms.with_all(forms)
        yield Reason.WRITTEN_FORM, self._all_forms.with_all(forms)
        if len("".join(words)) >= _SHORTEST_FUZZY:
            yield Reason.TYPING_ERROR, _nearly_begun(words, self._own_vocabulary)
            yield Reason.TYPING_ERROR, _nearly_begun(words, self._all_vocabulary)
            yield Reason.LETTERS_IN_ORDER, self._names.with_letters("".join(words))
        yield Reason.DEFINITION, self._definitions.with_all(begun)


class _Lines:
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
        return set.intersection(*map(self.with_text, wanted))

    def with_letters(self, letters: str) -> set[int]:
        """Return the numbers of the texts in which these letters follow each other, not only at once."""
        needed = _letter_set(letters)
        able = [number for number, has in enumerate(self._letters) if needed & has == needed]
        return {number for number in able if _in_order(letters, self._texts[number])}


def ranked_matches(query: str, candidates: Sequence[Candidate[Key]]) -> list[Match[Key]]:
    """Return what fits the query, best first; for one search only (``MatchIndex`` keeps the preparation)."""
    return MatchIndex(candidates).search(query)


def found_by_theme(query: str, candidate: Candidate[Key]) -> bool:
    """Tell whether a candidate is where it is among the matches because of its theme, not of its own name."""
    found = ranked_matches(query, [candidate])
    without = ranked_matches(query, [replace(candidate, theme="")])
    return bool(found) and (not without or without[0].reason > found[0].reason)


def _words(text: str) -> str:
    """Return the folded words of a text with one blank between, so that "(rus/psyk)" begins two words."""
    return " ".join(_plain(folded(text)).split())


def _forms(text: str) -> str:
    return "".join(" " + written_forms_key(word) for word in text.split())


Vocabulary = dict[str, dict[str, set[int]]]
"""By first letter and word: the numbers of the texts that have the word."""


def _vocabulary(texts: Iterable[str]) -> Vocabulary:
    found: Vocabulary = {}
    for number, text in enumerate(texts):
        for word in text.split():
            found.setdefault(word[0], {}).setdefault(word, set()).add(number)
    return found


def _nearly_begun(words: Iterable[str], vocabulary: Vocabulary) -> set[int]:
    """Return those with, for each word typed, a word begun so but for one slip, the first letter right."""
    return set.intersection(*(_with_nearly(typed, vocabulary.get(typed[0], {})) for typed in words))


def _with_nearly(typed: str, numbers_by_word: dict[str, set[int]]) -> set[int]:
    fits = _begins_but_for_one if len(typed) >= _SHORTEST_TYPO else str.startswith
    return {number for word, numbers in numbers_by_word.items() if fits(word, typed) for number in numbers}


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text)


def _letter_set(text: str) -> int:
    bits = 0
    for letter in set(text):
        bits |= 1 << (ord(letter) & 63)
    return bits


def _begins_but_for_one(word: str, typed: str) -> bool:
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


def _spans(name: str, reason: Reason, words: tuple[str, ...]) -> tuple[Span, ...]:
    if not words or reason in _OUTSIDE_NAME:
        return ()
    folded_name, places = folded_with_places(name)
    text = " " + _plain(folded_name)
    found: set[int] = set()
    if reason is Reason.LETTERS_IN_ORDER:
        found.update(_places_in_order("".join(words), text))
    elif reason is Reason.INSIDE_NAME:
        # The name's own punctuation may stand where the query has a blank: then nothing is highlighted.
        start = text.find(" ".join(words))
        found.update(range(start, start + len(" ".join(words))) if start >= 0 else ())
    else:
        for word in words:
            found.update(_places_of_word(text, word, reason))
    ends = [*places, len(name)]
    spans: list[Span] = []
    for place in sorted(found):
        start, end = ends[place - 1], ends[place]
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _places_in_order(letters: str, text: str) -> list[int]:
    places = [text.find(" " + letters[0]) + 1]
    for letter in letters[1:]:
        places.append(text.find(letter, places[-1] + 1))
    return places


def _places_of_word(text: str, word: str, reason: Reason) -> range:
    start = text.find(" " + word) + 1
    if start:
        return range(start, start + len(word))
    form = written_forms_key(word)
    place = 0
    for other in text.split(" "):
        same_form = reason is Reason.WRITTEN_FORM and written_forms_key(other).startswith(form)
        slip = reason is Reason.TYPING_ERROR and other and _begins_but_for_one(other, word)
        if other and (same_form or slip):
            return range(place, place + len(other))
        place += len(other) + 1
    return range(0)
