"""One text as two programs keep it: line breaks and signs that some file formats cannot hold told alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from coder.domain.coding import Span

_BREAKS = frozenset("\n\r\x85\u2028\u2029")


def alike_but_for_format(first: str, second: str) -> bool:
    """Tell whether two texts differ only in how lines end, in control signs and in blanks at the end."""
    return _plain(first) == _plain(second)


def moved_span(span: Span, before: str, after: str) -> Span:
    """Return where the words of an excerpt stand in the same text as another program keeps it.

    Args:
        span: In ``before``.
        before: A text.
        after: One that is alike but for the format.
    """
    old, new = [place for place, _sign in _kept(before)], [place for place, _sign in _kept(after)]
    start, end = bisect_left(old, span[0]), bisect_left(old, span[1])
    if start >= min(end, len(new)):
        return len(after), len(after)
    return new[start], new[min(end, len(new)) - 1] + 1


def _plain(text: str) -> str:
    return "".join(sign for _place, sign in _kept(text)).rstrip()


def _kept(text: str) -> Iterator[tuple[int, str]]:
    """Yield (place, sign) of what every format keeps, a line break as one sign."""
    for place, sign in enumerate(text):
        if sign == "\r" and text[place + 1 : place + 2] == "\n":
            continue
        if sign in _BREAKS:
            yield place, "\n"
        elif (sign >= " " and sign not in "\ufffe\uffff") or sign == "\t":
            yield place, sign
