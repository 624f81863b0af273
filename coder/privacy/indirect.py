"""Indirect descriptions: what only one municipality, one office or one person is, without its name."""

from __future__ import annotations

from collections.abc import Iterator

from coder.privacy.answer import Answer
from coder.privacy.finding import Sighting
from coder.privacy.indirect_signs import SIGNS


def indirect_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield descriptions that need no name to point at somebody."""
    small = answer.text.lower()
    for sign in SIGNS:
        if any(piece in small for piece in sign.needs):
            for found in sign.pattern.finditer(answer.text):
                yield Sighting(*found.span(), "indirect", sign.grade, sign.why())
