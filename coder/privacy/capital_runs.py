"""Runs of words with capitals: what may be a name of a person, a project or a body."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from coder.privacy.lists import first_names, is_ordinary, listed_words
from coder.privacy.words import Word

_BETWEEN = (" ", "\u00a0", "-")
_AFTER_AN_INITIAL = (". ", ".", *_BETWEEN)


class CapitalRun(NamedTuple):
    """Words with capitals that follow each other, from ``first`` to ``last`` in the answer's words.

    ``opens`` if its first word opens a sentence, so that its capital says nothing. Words joined by a
    hyphen and initials belong to it; a run begins with no ordinary word that opens a sentence.
    """

    first: int
    last: int
    parts: tuple[int, ...]
    opens: bool


def capital_runs(text: str, words: Sequence[Word], taken: Container[int]) -> Iterator[CapitalRun]:
    """Yield the runs of a text, in order; words at the places ``taken`` end a run."""
    parts: list[int] = []
    for at, word in enumerate(words):
        if not (word.is_capitalised or word.is_capitals or len(word.text) == 1):
            continue
        if parts and not _goes_on(text, words[parts[-1]], word):
            if _is_link(words[parts[-1]], word):
                continue
            yield from _run(text, words, parts)
            parts = []
        if _is_part(word, begun=bool(parts)) and at not in taken:
            parts.append(at)
    yield from _run(text, words, parts)


def _is_part(word: Word, begun: bool) -> bool:
    if word.shouted or not word.is_letters:
        return False
    return (
        word.is_capitalised or (len(word.text) == 1 and word.text.isupper()) or (begun and _is_unknown(word))
    )


def _is_unknown(word: Word) -> bool:
    known = listed_words("known_abbreviations.txt")
    return word.is_capitals and len(word.text) > 3 and word.text not in known


def _goes_on(text: str, last: Word, word: Word) -> bool:
    allowed = _AFTER_AN_INITIAL if len(last.text) == 1 else _BETWEEN
    return (
        word.text[0].isupper() and word.sentence == last.sentence and text[last.end : word.start] in allowed
    )


def _is_link(last: Word, word: Word) -> bool:
    """Tell whether this is the hyphen or the full stop between two parts."""
    return word.start == last.end and (word.text == "-" or (word.text == "." and len(last.text) == 1))


def _says_nothing(word: Word) -> bool:
    return is_ordinary(word.text) and word.folded not in first_names()


def _run(text: str, words: Sequence[Word], parts: list[int]) -> Iterator[CapitalRun]:
    if not parts:
        return
    opens = words[parts[0]].opens
    hyphened = len(parts) > 1 and text[words[parts[0]].end : words[parts[1]].start] == "-"
    is_initial = len(words[parts[0]].text) == 1 and text[words[parts[0]].end : words[parts[0]].end + 1] == "."
    if opens and len(parts) > 1 and not hyphened and not is_initial and _says_nothing(words[parts[0]]):
        parts, opens = parts[1:], False
    if not all(len(words[at].text) == 1 for at in parts):
        yield CapitalRun(parts[0], parts[-1], tuple(parts), opens)
