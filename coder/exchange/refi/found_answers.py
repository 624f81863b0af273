"""The answers found in a REFI file, and where each stands in its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coder.domain.coding import Span
from coder.domain.portable import PortableAnswer, PortableParticipation, PortableQuestion


class AnswerPlace(NamedTuple):
    """Where an answer stands in its source: code points, end exclusive."""

    start: int
    end: int
    answer: str
    """A uid."""


@dataclass
class FoundAnswers:
    """What the texts of a file are: whose answers, to what."""

    questions: Sequence[PortableQuestion] = ()
    participations: Sequence[PortableParticipation] = ()
    answers: Sequence[PortableAnswer] = ()
    places: dict[str, list[AnswerPlace]] = field(default_factory=dict)
    """By source's uid; those of one source in order, none overlapping."""
    questions_of: dict[str, str] = field(default_factory=dict)
    """The question (uid) of sources that hold all of its answers."""
    frames: set[str] = field(default_factory=set)
    """Selections that only say where an answer is."""

    def under(self, source: str, span: Span) -> Iterator[tuple[AnswerPlace, Span]]:
        """Yield the answers under a span of a source, and which part of each it covers; empty parts too."""
        places = self.places.get(source, [])
        start, end = span
        first = max(bisect_right(places, start, key=lambda place: place.start) - 1, 0)
        for number in range(first, len(places)):
            place = places[number]
            if place.start > end:
                return
            covered = max(start, place.start), min(end, place.end)
            if covered[0] <= covered[1]:
                yield place, (covered[0] - place.start, covered[1] - place.start)
