"""Several codes in one cell, and themes joined to their codes by signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.domain.codebook import LONGEST_NAME
from coder.exchange.coded_workbook.names import Found, KnownCodes, Several

_ALWAYS = re.compile(r"[;|\n\r]+")
_OF_NUMBERS = re.compile(r"[,/+&\s]+")
_WITHIN = (",", " + ", " & ", " og ", "/")
"""What separates codes only where all that it parts are known: names have commas and the like in them."""
_JOINS = re.compile(r"\s*(?:-+>|=>|→|⇒|::|\\|(?<=\s)[>›»](?=\s))\s*")
_TIGHT = re.compile(r"(?<=[^\W\d])\s*[>›]\s*(?=[^\W\d])")
"""A > without blanks around: between letters, for «>5 år» is a name."""

_LONGEST_PATH = 5 * LONGEST_NAME
"""Longer text names no code, and taking it apart in many ways takes its time."""
_LONGEST_CELL = 20_000
"""Longer text is no list of names with commas between."""


@dataclass(frozen=True)
class Signs:
    """What a person said of the signs in cells."""

    separators: tuple[str, ...] = ()
    """Between codes, beside ; | and line breaks."""
    theme: str | None = None
    """Between theme and code, beside -> > ::"""


NO_SIGNS = Signs()


def cell_parts(cell: str, known: KnownCodes, signs: Signs) -> list[str]:
    """Return the codes a cell names, as written; one that is known as a whole is not cut."""
    whole = cell.strip()
    if not whole:
        return []
    if isinstance(known.find(names_of(whole, known, signs)), Found):
        return [whole]
    found: list[str] = []
    for part in _ALWAYS.split(whole):
        for piece in _cut(part, signs.separators):
            found.extend(_parts_within(piece.strip(), known, signs))
    return [part for part in found if part]


def names_of(part: str, known: KnownCodes, signs: Signs) -> tuple[str, ...]:
    """Return the names from theme to code that a part of a cell joins by signs; else itself."""
    whole = part.strip()
    if len(whole) > _LONGEST_PATH or known.find((whole,)) is not None:
        return (whole,)
    for names in _ways(whole, signs):
        if known.find(names) is not None:
            return names
    if signs.theme and signs.theme in whole:
        return _cleaned(whole.split(signs.theme))
    joined = _cleaned(_JOINS.split(whole))
    joined = joined if len(joined) > 1 else _cleaned(_TIGHT.split(whole))
    return joined if joined and all(joined) else (whole,)


def _ways(whole: str, signs: Signs) -> Iterator[tuple[str, ...]]:
    """Yield the ways a name can be taken apart into theme and code."""
    if signs.theme and signs.theme in whole:
        yield _cleaned(whole.split(signs.theme))
    for pattern in (_JOINS, _TIGHT):
        yield _cleaned(pattern.split(whole))
    for sign in (">", "/", ":", " - ", " – "):
        if sign in whole:
            yield _cleaned(whole.split(sign))


def _parts_within(piece: str, known: KnownCodes, signs: Signs) -> list[str]:
    """Take a piece apart where all that comes out is known; else leave it."""
    if not piece or len(piece) > _LONGEST_CELL or known.find(names_of(piece, known, signs)) is not None:
        return [piece]
    numbers = [each for each in _OF_NUMBERS.split(piece) if each]
    if len(numbers) > 1 and all(known.is_number(each) for each in numbers):
        return numbers
    for sign in _WITHIN:
        if sign in piece:
            found = _known_run(piece.split(sign), sign, known, signs)
            if found is not None:
                return found
    return [piece]


def _known_run(pieces: Sequence[str], sign: str, known: KnownCodes, signs: Signs) -> list[str] | None:
    """Join neighbouring pieces to the longest names that are known; None where some piece belongs to none."""
    found: list[str] = []
    place = 0
    while place < len(pieces):
        for end in range(min(len(pieces), place + 8), place, -1):
            name = sign.join(pieces[place:end]).strip()
            if name and isinstance(known.find(names_of(name, known, signs)), Found | Several):
                found.append(name)
                place = end
                break
        else:
            return None
    return found


def _cut(part: str, separators: Sequence[str]) -> list[str]:
    pieces = [part]
    for sign in filter(None, separators):
        pieces = [each for piece in pieces for each in piece.split(sign)]
    return pieces


def _cleaned(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in names)
