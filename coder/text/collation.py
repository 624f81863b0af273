"""Norwegian alphabetical order: æ, ø, å last, numbers by size."""

from __future__ import annotations

import re
import unicodedata

from coder.text.folding import folded

CollationKey = tuple[tuple[tuple[int, int], ...], str, str]
"""What ``collation_key`` gives; compare, never look inside."""

_RANKS = {letter: rank for rank, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
_PIECES = re.compile(r"[0-9]+|.", re.DOTALL)
_PUNCTUATION, _NUMBER, _LETTER, _OTHER = range(4)


def collation_key(text: str) -> CollationKey:
    """Return a sorting key: case aside, aa as å, ä as æ, ö as ø, ü as y, "2" before "10"."""
    plain = folded(unicodedata.normalize("NFC", text).replace("ü", "y").replace("Ü", "y"))
    pieces = _PIECES.findall(plain.replace("aa", "å"))
    return tuple(_rank(piece) for piece in pieces), plain, text


def _rank(piece: str) -> tuple[int, int]:
    if piece in _RANKS:
        return _LETTER, _RANKS[piece]
    if piece[0] in "0123456789":
        # Python refuses to read numbers of thousands of digits; no such number needs its size here.
        return _NUMBER, int(piece[:1000])
    return (_OTHER if piece.isalpha() else _PUNCTUATION), ord(piece)
