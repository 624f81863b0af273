"""Letters that stand for places in a row."""

from __future__ import annotations

_ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(place: int) -> str:
    """Return what a place from 0 is called: A to Z, then AA, AB and so on."""
    more, last = divmod(place, len(_ALL))
    return (letters(more - 1) if more else "") + _ALL[last]
