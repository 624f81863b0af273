"""Which convention a file's positions follow: its selections decide, as they begin and end with words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from coder.domain.coding import Span
from coder.exchange.refi.convention import OF_PROGRAMS, STANDARD, Convention, Unit
from coder.exchange.refi.placed_text import ASTRAL, PlacedText

ENOUGH = 0.95
"""The share of selections that must fit words for a convention to be taken unasked."""

_QUOTED = 3
_QUOTE_FROM = 20
"""A name this long with which the selected text begins is a quotation that was cut off."""


class Marked(NamedTuple):
    """A selection as the file has it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Choice:
    """A convention, and how well the selections of a file fit it."""

    convention: Convention
    fitting: int
    of: int

    @property
    def is_sure(self) -> bool:
        """Whether enough selections fit."""
        return self.fitting >= ENOUGH * self.of


def chosen_convention(
    sources: Sequence[tuple[PlacedText, Sequence[Marked]]], origin: str, wanted: Convention | None = None
) -> Choice:
    """Choose the convention under which most selections of a file begin and end where words do.

    A selection whose name is its text under some convention speaks only for those. Among equals the program's
    own decides, as far as that is known, then the standard.

    Args:
        sources: Texts and their selections.
        origin: What the file says of the program that wrote it.
        wanted: The only one to try.
    """
    candidates = [wanted] if wanted else _candidates([text for text, marked in sources if marked], origin)
    points = [0] * len(candidates)
    fitting = [0] * len(candidates)
    counted = 0
    for text, marked in sources:
        places = [text.places(convention) for convention in candidates]
        for mark in marked:
            if mark.start == mark.end:
                continue
            counted += 1
            fits = [_fit(text.text, each.span(mark.start, mark.end), mark.name) for each in places]
            quoted = _QUOTED in fits
            for number, fit in enumerate(fits):
                if fit and (not quoted or fit == _QUOTED):
                    points[number] += min(fit, 2)
                    fitting[number] += 1
    best = max(range(len(candidates)), key=lambda number: points[number])
    return Choice(candidates[best], fitting[best], counted)


def _candidates(texts: Iterable[PlacedText], origin: str) -> list[Convention]:
    """Return the conventions that these texts can tell apart, the likeliest first."""
    texts = list(texts)
    known = next(
        (convention for word, convention in OF_PROGRAMS.items() if word in origin.casefold()), STANDARD
    )
    units = [Unit.CODE_POINTS, Unit.UTF16, Unit.UTF8]
    if all(text.text.isascii() for text in texts):
        units = [known.unit]
    elif not any(ASTRAL.search(text.text) for text in texts):
        units.remove(Unit.CODE_POINTS if known.unit is Unit.UTF16 else Unit.UTF16)
    crlf = (False, True) if any(text.has_crlf for text in texts) else (known.crlf_is_one,)
    bom = (False, True) if any(text.has_bom for text in texts) else (known.bom_counts,)
    found = [Convention(*each) for each in product(units, crlf, bom, (False, True))]
    return sorted(found, key=lambda each: (each.distance(known), each.distance(STANDARD)))


def _fit(text: str, span: Span | None, name: str) -> int:
    """Return how well a selection fits.

    Returns:
        0 where it ends within a word, 1 at words' ends, 2 without blanks there too, 3 where its name
        quotes it.
    """
    if span is None or span[0] == span[1]:
        return 0
    start, end = span
    if name and _is_quotation(name, text, start, end):
        return _QUOTED
    first, last = text[start], text[end - 1]
    if start and first.isalnum() and text[start - 1].isalnum():
        return 0
    if end < len(text) and last.isalnum() and text[end].isalnum():
        return 0
    return 1 if first.isspace() or last.isspace() else 2


def _is_quotation(name: str, text: str, start: int, end: int) -> bool:
    quoted = name.rstrip("…").rstrip()
    if not quoted or quoted[0] != text[start]:
        return False
    quoted = " ".join(quoted.split())
    # What is far longer than its name cannot be quoted by it in full.
    selected = " ".join(text[start : min(end, start + 4 * len(name) + 100)].split())
    return selected == quoted or (len(quoted) >= _QUOTE_FROM and selected.startswith(quoted))
