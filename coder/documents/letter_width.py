"""About how wide words are in print, where the fonts are not at hand."""

from __future__ import annotations

from functools import lru_cache

_CENTIMETRES = 2.54 / 72
# Shares of the size of the letters, as in Helvetica; digits are 0.556 in all common fonts of this kind.
_NARROW = dict.fromkeys("ijl.,:;'|! fIt[]()/\\-\u00a0", 0.29)
_WIDE = dict.fromkeys("mwMWæÆœ@%…—", 0.87)
_USUAL, _CAPITAL, _FULL = 0.556, 0.7, 1.0
_WIDTHS = {**_NARROW, **_WIDE}
_BOLD = 1.07


def letters_wide(text: str, points: float, *, bold: bool = False) -> float:
    """Return about how many centimetres a line of text takes in letters of so many points."""
    return _shares(text) * points * _CENTIMETRES * (_BOLD if bold else 1)


# A table is measured in one size of letters after the other, and mostly holds the same few numbers.
@lru_cache(maxsize=4096)
def _shares(text: str) -> float:
    return sum(map(_share, text))


def _share(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if sign.isupper():
        return _CAPITAL
    return _USUAL if sign < "\u0590" else _FULL
