"""Letters that stand for places in a row."""

from __future__ import annotations

_ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(place: int) -> str:
    """Return what a place from 0 is called: A to Z, then AA, AB and so on."""
    more, last = divmod(place, len(_ALL))
    return (letters(more - 1) if more else "") + _ALL[last]


def place_of(written: str) -> int:
    """Return the place that capital letters stand for.

    >>> place_of("A"), place_of("AA"), letters(place_of("XFD"))
    (0, 26, 'XFD')
    """
    place = 0
    for letter in written:
        place = place * len(_ALL) + _ALL.index(letter) + 1
    return place - 1
