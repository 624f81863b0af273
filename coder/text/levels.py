"""The natural order of the levels of a background variable: sizes and years by number, words by alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import inf

from coder.text.collation import CollationKey, collation_key
from coder.text.folding import folded

_BLANK_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ .](?=\d{3}(?!\d))")
_NUMBER = r"(\d+(?:,\d+)?)"
_BELOW = re.compile(
    r"(?:<=?|≤|under|mindre enn|færre enn|ferre enn|inntil|opptil|opp til|til og med|t\.o\.m\.|maks|høyst"
    rf"|høgst|less than|up to|fewer than) ?{_NUMBER}"
)
_ABOVE = re.compile(
    r"(?:>=?|≥|over|mer enn|meir enn|flere enn|fleire enn|minst|fra og med|frå og med|f\.o\.m\.|more than"
    rf"|at least) ?{_NUMBER}"
)
_OPEN = re.compile(
    rf"{_NUMBER}[^\d,]{{0,20}}?(?:\+|(?:og|eller|and|or) (?:større|over|mer|meir|flere|fleire|oppover|eldre"
    r"|høyere|høgare|more|over|older|larger|above|up))"
)
_UP_TO = re.compile(
    rf"{_NUMBER}[^\d,]{{0,20}}?(?:og|eller|and|or) (?:mindre|under|færre|ferre|yngre|lavere|lågare|less|under"
    r"|younger|below|fewer)"
)
_RANGE = re.compile(rf"{_NUMBER} ?(?:-|–|—|til|to|/) ?{_NUMBER}")
_PLAIN = re.compile(rf"(-?){_NUMBER}(?![\w])")
_NUMBERS, _WORDS = 0, 1

LevelKey = tuple[int, float, float, CollationKey]


def natural_level_order(levels: Iterable[str]) -> list[str]:
    """Order levels as people list them: "<2000", "2000-5000", "50000 og større", then words; each once."""
    return sorted(dict.fromkeys(levels), key=_level_key)


def _level_key(level: str) -> LevelKey:
    bounds = _bounds(folded(level))
    if bounds is None:
        return _WORDS, 0.0, 0.0, collation_key(level)
    return _NUMBERS, *bounds, collation_key(level)


def _bounds(level: str) -> tuple[float, float] | None:
    level = _BLANK_BETWEEN_THOUSANDS.sub("", level)
    if found := _BELOW.match(level):
        return -inf, _number(found[1])
    if found := _ABOVE.match(level):
        return _number(found[1]), inf
    if found := _RANGE.match(level):
        return _number(found[1]), _number(found[2])
    if found := _OPEN.match(level):
        return _number(found[1]), inf
    if found := _UP_TO.match(level):
        return -inf, _number(found[1])
    if found := _PLAIN.match(level):
        number = _number(found[2]) * (-1 if found[1] else 1)
        return number, number
    return None


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))
