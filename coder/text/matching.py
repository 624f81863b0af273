"""Which codes a few typed letters mean: the order of the list under the input line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from coder.text.folding import folded, folded_with_places, written_forms_key
from coder.text.searched_lines import SearchedLines, Vocabulary, begins_but_for_one

if TYPE_CHECKING:
    from coder.domain.codebook import Code

Key = TypeVar("Key", bound=Hashable)
Span = tuple[int, int]

_SHORTEST_FUZZY = 3


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


def candidate_of(code: Code) -> Candidate[int]:
    """Return what a code may be found by."""
    return Candidate(code.id, code.name, " ".join(code.path[:-1]), code.text.definition, code.text.aliases)


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
        # Many codes have the same theme.
        by_theme = {one.theme: " " + _words(one.theme) for one in self._candidates}
        themes = [by_theme[one.theme] for one in self._candidates]
        theme_forms = {theme: _forms(words) for theme, words in by_theme.items()}
        own = [name + alias for name, alias in zip(names, aliases, strict=True)]
        all_words = [words + theme for words, theme in zip(own, themes, strict=True)]
        self._names = SearchedLines(names)
        self._aliases = SearchedLines(aliases)
        self._themes = SearchedLines(themes)
        self._own = SearchedLines(own)
        self._all = SearchedLines(all_words)
        self._definitions = SearchedLines(
            [" " + _words(candidate.definition) for candidate in self._candidates]
        )
        own_forms = [_forms(text) for text in own]
        self._own_forms = SearchedLines(own_forms)
        self._all_forms = SearchedLines(
            [forms + theme_forms[one.theme] for forms, one in zip(own_forms, self._candidates, strict=True)]
        )
        self._own_words = Vocabulary(own)
        self._theme_words = Vocabulary(themes)

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
            own = [self._own_words.nearly_begun(typed) for typed in words]
            yield Reason.TYPING_ERROR, set.intersection(*own)
            of_themes = [self._theme_words.nearly_begun(typed) for typed in words]
            yield Reason.TYPING_ERROR, set.intersection(*map(set.union, own, of_themes))
            yield Reason.LETTERS_IN_ORDER, self._names.with_letters("".join(words))
        yield Reason.DEFINITION, self._definitions.with_all(begun)


def ranked_matches(query: str, candidates: Sequence[Candidate[Key]]) -> list[Match[Key]]:
    """Return what fits the query, best first; for one search only (``MatchIndex`` keeps the preparation)."""
    return MatchIndex(candidates).search(query)


def found_by_theme(query: str, candidate: Candidate[Key]) -> bool:
    """Tell whether a candidate is where it is among the matches because of its theme, not of its own name."""
    found = ranked_matches(query, [candidate])
    without = ranked_matches(query, [replace(candidate, theme="")])
    return bool(found) and (not without or without[0].reason > found[0].reason)


def found_by_alias(query: str, candidate: Candidate[Key]) -> str:
    """Return the other name a candidate is found by, where its own fits less; empty where there is none."""
    own = ranked_matches(query, [replace(candidate, aliases=())])
    for alias in candidate.aliases:
        found = ranked_matches(query, [replace(candidate, aliases=(alias,))])
        if found and (not own or own[0].reason > found[0].reason):
            return alias
    return ""


def found_by_definition(query: str, candidate: Candidate[Key]) -> bool:
    """Tell whether only what stands about a candidate fits."""
    found = ranked_matches(query, [candidate])
    return bool(found) and found[0].reason is Reason.DEFINITION


def _words(text: str) -> str:
    """Return the folded words of a text with one blank between, so that "(rus/psyk)" begins two words."""
    return " ".join(_plain(folded(text)).split())


def _forms(text: str) -> str:
    return "".join(" " + written_forms_key(word) for word in text.split())


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text)


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
    # Several letters may come from one place: "¼" is folded to "1⁄4".
    starts = sorted(set(places))
    ends = dict(zip(starts, [*starts[1:], len(name)], strict=True))
    spans: list[Span] = []
    for start in sorted({places[place - 1] for place in found}):
        end = ends[start]
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
        slip = reason is Reason.TYPING_ERROR and other and begins_but_for_one(other, word)
        if other and (same_form or slip):
            return range(place, place + len(other))
        place += len(other) + 1
    return range(0)
