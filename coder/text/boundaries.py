"""Where a sentence ends and where an item of a list begins: the rules, without the tokenizer."""

from __future__ import annotations

import re

from coder.text.abbreviations import ALWAYS_GO_ON, FIELD, MAY_END, MONTHS, SHORT_WORDS

STOPS = ".!?…"
CLOSERS = ")]}»”\"'’"
_OPENERS = " \t\u00a0\"'«“‘”([-–—*"
_WORD_BEFORE = re.compile(
    r"[^\s()\[\]{}«»\"'“”/,;:.!?…](?:[^\s()\[\]{}«»\"'“”/,;:!?…]*[^\s()\[\]{}«»\"'“”/,;:.!?…])?$"
)
_LONGEST_WORD = 40
_INITIAL = re.compile(r"[A-ZÆØÅ]")
_NUMBER = re.compile(r"[\d.,]*\d")
_INNER_DOTS = re.compile(r"(?:[^\W\d_]{1,5}\.)+[^\W\d_]{1,5}")
_VOWELS = re.compile(r"[aeiouyæøåéèêôòóäöü]")

_MARKER_ONLY = re.compile(r"(?:\d{1,2}[.)]|[a-zæøå]\)|[-–—*•·▪◦])\s*")
_MARKER = re.compile(r"(?<!\S)(\d{1,2})([.)])(?=\s+\S|[A-ZÆØÅ])")
_BULLET = re.compile(r"[•▪◦]")
_FOLLOWING_WORD = re.compile(r"\s*([^\W\d_]*)")
_PRECEDING_WORD = re.compile(r"([^\W\d_]*)\s*$")
_NOT_AFTER_MARKER = MONTHS | {
    "og",
    "eller",
    "til",
    "linje",
    "linja",
    "linjen",
    "linjetjenesten",
    "linjetenesta",
}
_NOT_BEFORE_MARKER = frozenset(
    {
        "og",
        "eller",
        "til",
        "i",
        "på",
        "mellom",
        "den",
        "det",
        "fra",
        "frå",
        "av",
        "med",
        "for",
        "pr",
        "nr",
        "kap",
    }
)


def is_marker(line: str) -> bool:
    """Tell whether a line holds nothing but the mark of an item: "1.", "2)", "-", "•"."""
    return _MARKER_ONLY.fullmatch(line) is not None


def may_hold_boundary(line: str) -> bool:
    """Tell quickly whether a line could hold more than one sentence."""
    return _SOME_STOP.search(line) is not None


_SOME_STOP = re.compile(r"[.!?…•▪◦]|(?<!\S)1\)")


def item_starts(line: str) -> set[int]:
    """Return where items begin in a list written on one line: "1. Bolig 2. Arbeid", "• bolig • arbeid"."""
    starts = {found.start() for found in _BULLET.finditer(line)}
    markers = list(_MARKER.finditer(line))
    items: list[int] = []
    for marker in markers:
        expected = len(items) + 1
        if int(marker[1]) != expected or not _is_item(line, marker, first=expected == 1):
            continue
        items.append(marker.start())
    if len(items) > 1:
        starts.update(items)
    return starts


def _is_item(line: str, marker: re.Match[str], first: bool) -> bool:
    if marker[2] == ")":
        return True
    following = _FOLLOWING_WORD.match(line, marker.end())
    word = following[1] if following else ""
    preceding = _PRECEDING_WORD.search(line[max(0, marker.start() - _LONGEST_WORD) : marker.start()])
    if word.lower() in _NOT_AFTER_MARKER or (preceding and preceding[1].lower() in _NOT_BEFORE_MARKER):
        return False
    if word[:1].isupper() or not first:
        return True
    before = line[: marker.start()].rstrip()
    return not before or before[-1] in ":.;!?"


def ends_sentence(line: str, stop: int, after: int, begins: int) -> bool:
    """Tell whether the stop at ``stop`` ends the sentence that began at ``begins``.

    ``after`` is the place behind the stop and the closing quotes and brackets that belong to it.
    """
    mark = line[stop]
    following = line[after : after + _LONGEST_WORD]
    if not following.strip() or following.lstrip()[0] in STOPS:
        return not following.strip()
    word = _word_before(line, stop)
    if not following[0].isspace():
        return _blank_forgotten(word, mark, following)
    next_letter = following.lstrip(_OPENERS)[:1]
    if mark in "!?":
        return not (next_letter.islower() and (after > stop + 1 or not word))
    if mark == "…" or line[max(0, stop - 1)] in ".… ":
        return not next_letter.islower()
    at_start = not line[begins:stop].removesuffix(word).strip(_OPENERS)
    return not _goes_on(word, next_letter, at_start)


def _word_before(line: str, stop: int) -> str:
    found = _WORD_BEFORE.search(line[max(0, stop - _LONGEST_WORD) : stop])
    return found[0] if found else ""


def _blank_forgotten(word: str, mark: str, following: str) -> bool:
    """Tell whether "tilbud.Vi" is two sentences; "Morild.org" and "f.Kr" are not."""
    if not following[0].isupper() or not following[1:2].islower():
        return False
    return mark in "!?…" or (len(word) >= 3 and word.isalpha() and word.lower() not in ALWAYS_GO_ON)


def _goes_on(word: str, next_letter: str, at_start: bool) -> bool:
    """Tell whether a sentence goes on after this word and its full stop."""
    plain = word.lower()
    lower = next_letter.islower()
    if plain in ALWAYS_GO_ON or _INITIAL.fullmatch(word):
        return True
    if _NUMBER.fullmatch(word):
        # An item's number, an ordinal or a date; but "i 2016. Vi" ends.
        return lower or (at_start and len(word) <= 2)
    if at_start and len(word) == 1:
        return True
    if plain in MAY_END or word in FIELD or _INNER_DOTS.fullmatch(word):
        return lower or (next_letter.isdigit() and plain in MAY_END)
    return lower and _looks_abbreviated(word, plain)


def _looks_abbreviated(word: str, plain: str) -> bool:
    if not word:
        return False
    if len(plain) <= 2:
        return plain not in SHORT_WORDS
    return word.isupper() or not _VOWELS.search(plain)
