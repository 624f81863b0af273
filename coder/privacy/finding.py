"""A finding of the privacy check: where in a text, what it is, how much it says, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coder.messages import _

HIGH, MEDIUM, LOW = "high", "medium", "low"

GRADES = (HIGH, MEDIUM, LOW)
"""``high`` points to one municipality, catchment or person; ``medium`` to few, or to whoever knows the
field; ``low`` narrows down a little, or may be nothing."""

KINDS = (
    "national identity number",
    "telephone",
    "e-mail",
    "web address",
    "address",
    "registered number",
    "person",
    "place",
    "organisation",
    "project",
    "product",
    "event",
    "indirect",
    "name",
    "own name",
    "combination",
)


@dataclass(frozen=True)
class Finding:
    """One thing that may identify somebody.

    ``start`` and ``end`` count code points, end exclusive; with ``mention`` they are None where the whole
    answer is meant. ``kind`` is one of ``KINDS``, ``grade`` one of ``GRADES``; ``why`` is told to people.
    """

    start: int | None
    end: int | None
    mention: str | None
    kind: str
    grade: str
    why: str


@dataclass(frozen=True)
class Sighting:
    """A finding that has a place in the text, before overlapping ones are made one."""

    start: int
    end: int
    kind: str
    grade: str
    why: str


def kind_name(kind: str) -> str:
    """Return what a kind is called to people."""
    return {
        "national identity number": _("national identity number"),
        "telephone": _("telephone number"),
        "e-mail": _("e-mail address"),
        "web address": _("web address or account"),
        "address": _("postal address"),
        "registered number": _("number in a register"),
        "person": _("person"),
        "place": _("place"),
        "organisation": _("institution or unit"),
        "project": _("local project or scheme"),
        "product": _("software"),
        "event": _("dated local event"),
        "indirect": _("indirect description"),
        "name": _("possible name"),
        "own name": _("name on your own list"),
        "combination": _("combination of background"),
    }[kind]


def disjoint(text: str, sightings: Iterable[Sighting]) -> list[Finding]:
    """Return findings in reading order of which no two overlap.

    Sightings that overlap become one that covers them all, so that masking it hides each of them; it has the
    kind, grade and reason of the gravest among them, of equals the longest.
    """
    merged: list[tuple[Sighting, Sighting]] = []
    for sighting in sorted(sightings, key=lambda one: (one.start, one.end)):
        if merged and sighting.start < merged[-1][0].end:
            whole, gravest = merged[-1]
            merged[-1] = (
                replace(whole, end=max(whole.end, sighting.end)),
                min(gravest, sighting, key=_gravity),
            )
        else:
            merged.append((sighting, sighting))
    return [
        Finding(
            whole.start, whole.end, text[whole.start : whole.end], gravest.kind, gravest.grade, gravest.why
        )
        for whole, gravest in merged
    ]


def _gravity(sighting: Sighting) -> tuple[int, int]:
    return GRADES.index(sighting.grade), sighting.start - sighting.end
