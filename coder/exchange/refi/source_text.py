"""The text file of a source, and where a place in an answer is in it, as the reading program counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from coder.exchange.refi.profiles import Layout

_LINE_ENDS = re.compile("\r\n|\r")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BOM = "\ufeff".encode()


def with_line_feeds(text: str) -> str:
    """Return an answer as it stands in a source, before line ends get their final form."""
    return _LINE_ENDS.sub("\n", text)


def place_with_line_feeds(text: str, place: int) -> int:
    """Return where a place of an answer is in ``with_line_feeds(text)``."""
    return place - text.count("\r\n", 0, place)


class SourceText:
    """A finished text; its places are code points of ``text``, and become those of the file."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self._layout = layout
        # Each of these counts twice in the file, so shifts all that stands behind it by one.
        self._line_ends = list(_places("\n", text)) if layout.newline == "\r\n" else []
        self._astral = [found.start() for found in _ASTRAL.finditer(text)] if layout.utf16 else []

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
