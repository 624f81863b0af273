"""The words and signs of an answer, where each stands, and whether its capital says something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from coder.text.folding import folded
from coder.text.sentences import Span

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_OPENERS, _DASHES, _ITEM_ENDS = ":;•▪◦*", "-–—", ".)"
_LONG_FOR_ABBREVIATION = 6


class Word(NamedTuple):
    """A word or a sign of an answer; ``opens`` if a sentence, an item or what follows a colon begins with it.

    ``folded`` is its search form. ``sentence`` counts sentences from 0. ``shouted`` if it stands in a run of
    words in capitals, where capitals mean nothing.
    """

    text: str
    folded: str
    start: int
    end: int
    sentence: int
    opens: bool
    is_letters: bool
    """Whether it is a word, not a number or a sign."""
    is_capitals: bool
    """Whether it is written in capitals, two letters at least."""
    is_capitalised: bool
    """Whether it begins with a capital and goes on in small letters."""
    shouted: bool = False


def words_of(text: str, sentences: Sequence[Span]) -> list[Word]:
    """Return the words and signs of a text in order; ``sentences`` are the places of its sentences."""
    words: list[Word] = []
    for number, (start, end) in enumerate(sentences):
        opens, before = True, start
        for token in _TOKEN.finditer(text, start, end):
            form, at = token[0], token.start()
            opens = opens or "\n" in text[before:at]
            search_form, is_letters, is_capitals, is_capitalised = _form(form)
            words.append(
                Word(
                    form,
                    search_form,
                    at,
                    token.end(),
                    number,
                    opens and is_letters,
                    is_letters,
                    is_capitals,
                    is_capitalised,
                )
            )
            if is_letters:
                opens = False
            elif form in _OPENERS:
                opens = True
            elif form in _DASHES:
                opens = opens or (at > 0 and text[at - 1].isspace() and text[at + 1 : at + 2].isspace())
            elif form in _ITEM_ENDS:
                opens = opens or (len(words) > 1 and words[-2].text.isdigit() and words[-2].end == at)
            before = token.end()
    return _with_shouting(words)


@lru_cache(maxsize=65536)
def _form(word: str) -> tuple[str, bool, bool, bool]:
    """Return the search form of a word, and whether it is letters, capitals, capitalised."""
    small = word[1:].isupper() or not word[1:]
    return (
        folded(word),
        word[0].isalpha(),
        len(word) > 1 and word.isupper(),
        word[0].isupper() and not small,
    )


def _with_shouting(words: list[Word]) -> list[Word]:
    """Mark words in capitals that are written so for emphasis, not because each is an abbreviation."""
    for run in _capital_runs(words):
        if len(run) > 1 and any(len(words[place].text) > _LONG_FOR_ABBREVIATION for place in run):
            for place in run:
                words[place] = words[place]._replace(shouted=True)
    return words


def _capital_runs(words: Sequence[Word]) -> Iterator[list[int]]:
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
