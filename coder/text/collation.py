"""Norwegian alphabetical order: æ, ø, å last, numbers by size."""

from __future__ import annotations

import re
import unicodedata

from coder.text.folding import folded

CollationKey = tuple[str, str, str]
"""What ``collation_key`` gives; compare, never look inside."""

# Punctuation, numbers, letters, letters of other alphabets. Nearly all letters are in order by themselves;
# what is not gets one of these before it. Long lists are sorted, so most of a key is the text as it stands.
_PUNCTUATION, _NUMBER, _OTHER_LETTER = "0", "1", "\u0100"
_LAST_LETTER = "ÿ"
"""Stands for å, after æ and ø; folding leaves no other."""
_OUT_OF_ORDER = re.compile(r"[0-9]+|[^\x00-/a-zæøÿ]")


def collation_key(text: str) -> CollationKey:
    """Return a sorting key: case aside, aa as å, ä as æ, ö as ø, ü as y, "2" before "10"."""
    plain = folded(unicodedata.normalize("NFC", text).replace("ü", "y").replace("Ü", "y"))
    pieces = plain.replace("aa", _LAST_LETTER).replace("å", _LAST_LETTER)
    return _OUT_OF_ORDER.sub(_put_in_order, pieces), plain, text


def _put_in_order(found: re.Match[str]) -> str:
    piece = found[0]
    if piece[0] in "0123456789":
        # The beginning decides between numbers of thousands of digits.
        digits = piece[:1000].lstrip("0")
        return _NUMBER + chr(len(digits)) + digits
    return (_OTHER_LETTER if piece.isalpha() else _PUNCTUATION) + piece
