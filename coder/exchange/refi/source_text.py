"""The text file of a source, and where a place in an answer is in it, as the reading program counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from coder.exchange.refi.placed_text import ASTRAL
from coder.exchange.refi.profiles import Layout

# A carriage return before a line feed, and what XML 1.0 cannot hold: programs copy answers into their XML.
_DROPPED = re.compile("\r(?=\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOM = "\ufeff".encode()


def as_in_source(text: str) -> str:
    """Return an answer as it stands in a source, before line ends get their final form."""
    return _DROPPED.sub("", text).replace("\r", "\n")


def place_in_source(text: str, place: int) -> int:
    """Return where a place of an answer is in ``as_in_source(text)``."""
    return place - len(_DROPPED.findall(text, 0, place))


class SourceText:
    """A finished text; its places are code points of ``text``, and become those of the file."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self._layout = layout
        # Each of these counts twice in the file, so shifts all that stands behind it by one.
        self._line_ends = list(_places("\n", text)) if layout.newline == "\r\n" else []
        self._astral = [found.start() for found in ASTRAL.finditer(text)] if layout.utf16 else []

    def position(self, place: int) -> int:
        """Return the position in the file of a place in the text."""
        return place + bisect_left(self._line_ends, place) + bisect_left(self._astral, place)

    def encoded(self) -> bytes:
        """Return the file."""
        text = self.text.replace("\n", "\r\n") if self._layout.newline == "\r\n" else self.text
        return (_BOM if self._layout.bom else b"") + text.encode("utf-8")


def _places(sign: str, text: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)
