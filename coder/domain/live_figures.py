"""Figures in a text that are filled in when it is read: "{antall:Ønsker øremerking} av {N}"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a live figure says."""

    COUNT = "count"
    PERCENT = "percent"
    BASE = "base"


_KINDS = {
    "antall": FigureKind.COUNT,
    "tal": FigureKind.COUNT,
    "count": FigureKind.COUNT,
    "prosent": FigureKind.PERCENT,
    "percent": FigureKind.PERCENT,
}
_FIGURE = re.compile(
    rf"\{{(?:(?P<kind>{'|'.join(_KINDS)}):(?P<code>[^{{}}\n]+)|(?P<base>N))\}}", re.IGNORECASE
)


@dataclass(frozen=True)
class LiveFigure:
    """A figure as it stands in a text."""

    kind: FigureKind
    code: str
    """Name or path of the code, as written; empty for the base."""
    written: str
    """With its braces."""


def figures_in(text: str) -> Iterator[LiveFigure]:
    """Yield the live figures of a text in order; other words in braces are only words."""
    for match in _FIGURE.finditer(text):
        yield _figure(match)


def filled(text: str, figure: Callable[[LiveFigure], str | None]) -> str:
    """Return a text with its figures filled in; one that nobody knows (None) stands as it was written.

    >>> filled("{antall:Pris} av {N} ({noe annet})", lambda each: "3" if each.code else "20")
    '3 av 20 ({noe annet})'
    """

    def said(match: re.Match[str]) -> str:
        known = figure(_figure(match))
        return match[0] if known is None else known

    return _FIGURE.sub(said, text)


def _figure(match: re.Match[str]) -> LiveFigure:
    if match["base"]:
        return LiveFigure(FigureKind.BASE, "", match[0])
    return LiveFigure(_KINDS[match["kind"].casefold()], match["code"].strip(), match[0])
