"""Sentences of an answer, as places in its text: spaCy's Norwegian tokens, our own boundaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from coder.text.boundaries import CLOSERS, STOPS, ends_sentence, is_marker, item_starts, may_hold_boundary

if TYPE_CHECKING:
    from spacy.tokens import Doc

SPLITTER_VERSION = 1
"""Stored with the sentences; raise it when a change of rules moves a boundary."""

Span = tuple[int, int]
"""Start and end in code points, end exclusive."""

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_WORD = 300


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of one answer in order, without blanks around; none for a blank text."""
    return split_many([text])[0]


def split_many(texts: Sequence[str]) -> list[list[Span]]:
    """Return the sentences of many answers; much quicker than one by one."""
    lines = [list(_lines(text)) for text in texts]
    pieces = [
        text[start:end]
        for text, spans in zip(texts, lines, strict=True)
        for start, end in spans
        if may_hold_boundary(text[start:end])
    ]
    parts = _parts(pieces)
    found: list[list[Span]] = []
    for text, spans in zip(texts, lines, strict=True):
        sentences: list[Span] = []
        for start, end in spans:
            inner = next(parts) if may_hold_boundary(text[start:end]) else [(0, end - start)]
            sentences.extend((start + first, start + last) for first, last in inner)
        found.append(sentences)
    return found


def _lines(text: str) -> Iterator[Span]:
    """Yield the lines that are not blank, blanks around out; a lone mark of an item joins the next."""
    mark: Span | None = None
    for found in _LINE.finditer(text):
        if found[0].isspace():
            continue
        line = _without_blanks(text, *found.span())
        if is_marker(text[slice(*line)]):
            if mark is not None:
                yield mark
            mark = line
        else:
            yield (mark or line)[0], line[1]
            mark = None
    if mark is not None:
        yield mark


def _parts(lines: Iterable[str]) -> Iterator[list[Span]]:
    """Yield the sentences of each line."""
    # spaCy cannot hold half a surrogate pair; what stands in its place has no say in boundaries.
    lines = [_SURROGATE.sub("\ufffd", line) for line in lines]
    if not lines:
        return
    for line, words in zip(lines, map(_tokenizer(), lines), strict=True):
        # One array instead of a Python object for each token: half the time of a large import.
        places = [(start, start + length) for start, length in words.to_array(["IDX", "LENGTH"]).tolist()]
        starts = sorted(_sentence_starts(line, places))
        yield [_without_blanks(line, *span) for span in zip(starts, [*starts[1:], len(line)], strict=True)]


def _without_blanks(line: str, start: int, end: int) -> Span:
    part = line[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


@lru_cache(maxsize=1)
def _tokenizer() -> Callable[[str], Doc]:
    import spacy

    tokenizer = spacy.blank("nb").tokenizer
    # Splitting affixes off a "word" takes time by the square of its length: overlong ones stay whole.
    # spaCy's annotations allow for any callable here.
    tokenizer.token_match = _is_overlong  # type: ignore[union-attr]
    return tokenizer


def _is_overlong(word: str) -> bool:
    return len(word) > _LONGEST_WORD


def _sentence_starts(line: str, tokens: Sequence[Span]) -> set[int]:
    """Return where sentences begin: with the line's first token, and with others."""
    items = item_starts(line)
    starts = {0}
    begins = 0
    ended: int | None = None
    for place, end in tokens:
        if place in items or (ended is not None and place >= ended and not line[place].isspace()):
            starts.add(place)
            begins, ended = place, None
        if line[end - 1] in STOPS:
            after = end
            while after < len(line) and line[after] in CLOSERS:
                after += 1
            if ends_sentence(line, end - 1, after, begins):
                ended = after
    return starts
