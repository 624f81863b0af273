"""About how wide words are in print, where the fonts are not at hand."""

from __future__ import annotations

_CENTIMETRES = 2.54 / 72
# Shares of the size of the letters, as in Helvetica; digits are 0.556 in all common fonts of this kind.
_NARROW = dict.fromkeys("ijl.,:;'|! fIt[]()/\\-\u00a0", 0.29)
_WIDE = dict.fromkeys("mwMWæÆœ@%…—", 0.87)
_USUAL, _CAPITAL, _FULL = 0.556, 0.7, 1.0
_WIDTHS = {**_NARROW, **_WIDE}
_BOLD = 1.07


def letters_wide(text: str, points: float, *, bold: bool = False) -> float:
    """Return about how many centimetres a line of text takes in letters of so many points."""
    shares = sum(_share(sign) for sign in text)
    return shares * points * _CENTIMETRES * (_BOLD if bold else 1)


def _share(sign: str) -> float:
    if sign in _WIDTHS:
        return _WIDTHS[sign]
    if sign.isupper():
        return _CAPITAL
    return _USUAL if sign < "\u0590" else _FULL
