"""Names as people type them: what is one however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = {**dict.fromkeys(map(ord, "’‘`´"), "'"), **dict.fromkeys(map(ord, "“”„«»"), '"')}
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_ALIKE = {**_HYPHENS, **_QUOTES, **_INVISIBLE}
_PLURALS = re.compile(r"\((?:s|r|er|ar)\)")
_SIGNS = re.compile(r"[\s_./\\:;#()\[\]|-]+")


@lru_cache(maxsize=65536)
def loosely(name: str) -> str:
    """Return what names share that differ in case, blanks, kinds of hyphens and quotes only."""
    plain = unicodedata.normalize("NFC", name).translate(_ALIKE)
    return " ".join(plain.casefold().split())


def plain_header(name: str) -> str:
    """Return a column's name in small letters with single blanks for signs: «Kode_1» is «kode 1»."""
    plain = _PLURALS.sub("", loosely(name))
    plain = _SIGNS.sub(" ", plain).strip()
    return re.sub(r"(?<=[^\W\d])(?=\d)", " ", plain)
