"""A text, and which place in it a position of its file means."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from coder.domain.coding import Span
from coder.exchange.refi.convention import Convention, Unit

ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""Signs that UTF-16 counts as two."""
_CRLF = re.compile("\r\n")
_NOT_ASCII = re.compile("[^\x00-\x7f]")


class PlacedText:
    """A text as people read it, and what its file had that positions may count.

    Args:
        content: The decoded file, a byte order mark at its beginning taken off.
        has_bom: Whether there was one.
        line_ends_kept: Whether CRLF and CR stay as they are; else each becomes LF.
    """

    def __init__(self, content: str, *, has_bom: bool = False, line_ends_kept: bool = False) -> None:
        self.has_bom = has_bom
        self._crlf_places: list[int] = []
        if line_ends_kept or "\r" not in content:
            self.text = content
        else:
            found = (match.start() for match in _CRLF.finditer(content))
            self._crlf_places = [place - before for before, place in enumerate(found)]
            self.text = content.replace("\r\n", "\n").replace("\r", "\n")

    @property
    def has_crlf(self) -> bool:
        """Whether CRLF has become LF."""
        return bool(self._crlf_places)

    def places(self, convention: Convention) -> Places:
        """Return what tells the place a position means."""
        return Places(self, convention)

    def widths(self, convention: Convention) -> Iterator[tuple[int, int]]:
        """Yield (place, how much more than one it counts) for every sign of the text that counts for more."""
        if not convention.crlf_is_one:
            for place in self._crlf_places:
                yield place, 1
        if convention.unit is Unit.UTF16:
            for match in ASTRAL.finditer(self.text):
                yield match.start(), 1
        elif convention.unit is Unit.UTF8:
            for match in _NOT_ASCII.finditer(self.text):
                yield match.start(), len(match[0].encode("utf-8", "surrogatepass")) - 1


class Places:
    """Places in one text by position, under one convention."""

    def __init__(self, text: PlacedText, convention: Convention) -> None:
        wide = sorted(text.widths(convention))
        self._first = 0
        if convention.bom_counts and text.has_bom:
            self._first = 3 if convention.unit is Unit.UTF8 else 1
        self._inclusive = convention.inclusive
        self._length = len(text.text)
        self._wide_places = array("q", (place for place, _more in wide))
        self._more = array("q", (more for _place, more in wide))
        before = accumulate(self._more, initial=0)
        self._positions = array(
            "q", (place + more for place, more in zip(self._wide_places, before, strict=False))
        )

    def place(self, position: int) -> int | None:
        """Return the place a position means; None where it is outside the text or inside a character."""
        position -= self._first
        nearest = bisect_right(self._positions, position) - 1
        if nearest >= 0:
            start, behind = self._positions[nearest], self._more[nearest] + 1
            if start < position < start + behind:
                return None
            if position >= start + behind:
                position = self._wide_places[nearest] + 1 + position - start - behind
            else:
                position = self._wide_places[nearest]
        return position if 0 <= position <= self._length else None

    def span(self, start: int, end: int) -> Span | None:
        """Return the place of a selection, end exclusive; None where its positions mean none."""
        first, last = self.place(start), self.place(end)
        if first is None or last is None:
            return None
        if self._inclusive:
            last += 1
        return (first, last) if first <= last <= self._length else None
