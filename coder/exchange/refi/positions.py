"""Which convention a file's positions follow: its selections decide, as they begin and end with words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from coder.domain.coding import Span
from coder.exchange.refi.convention import OF_PROGRAMS, STANDARD, Convention, Unit
from coder.exchange.refi.placed_text import ASTRAL, PlacedText, Places

ENOUGH = 0.95
"""The share of selections that must fit words for a convention to be taken unasked."""

_HOPELESS_AFTER = 1000
"""After so many selections, a convention with half the points of the best is not tried any more."""

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
    tallies = [_Tally(convention) for convention in candidates]
    counted = 0
    for text, marked in sources:
        places = [text.places(tally.convention) for tally in tallies]
        for mark in marked:
            if mark.start == mark.end:
                continue
            counted += 1
            _count(mark, text.text, places, tallies)
            if counted % _HOPELESS_AFTER == 0:
                most = max(tally.points for tally in tallies)
                kept = [number for number, tally in enumerate(tallies) if tally.points >= most / 2]
                tallies = [tallies[number] for number in kept]
                places = [places[number] for number in kept]
    best = max(tallies, key=lambda tally: tally.points)
    return Choice(best.convention, best.fitting, counted)


@dataclass
class _Tally:
    """How selections have fitted one convention so far."""

    convention: Convention
    points: int = 0
    fitting: int = 0


def _count(mark: Marked, text: str, places: Sequence[Places], tallies: Sequence[_Tally]) -> None:
    """Count how one selection fits each convention."""
    spans = [each.span(mark.start, mark.end) for each in places]
    fit_of = {span: _fit(text, span, mark.name) for span in set(spans)}
    is_quoted = _QUOTED in fit_of.values()
    for span, tally in zip(spans, tallies, strict=True):
        fit = fit_of[span]
        if fit and (not is_quoted or fit == _QUOTED):
            tally.points += min(fit, 2)
            tally.fitting += 1


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
