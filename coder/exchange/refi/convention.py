"""How programs count positions in a text: what the standard says, and what departs from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from coder.domain.errors import WrongUseError
from coder.messages import _


class Unit(StrEnum):
    """What a position counts."""

    CODE_POINTS = "code points"
    UTF16 = "utf16"
    UTF8 = "utf8"


@dataclass(frozen=True)
class Convention:
    """How a program counts; without arguments as the standard says."""

    unit: Unit = Unit.CODE_POINTS
    crlf_is_one: bool = False
    """Whether CRLF in the file counts as one."""
    bom_counts: bool = False
    inclusive: bool = False
    """Whether the end is the last character, not the place behind it."""

    @property
    def name(self) -> str:
        """What is written after ``--convention``: ``standard``, or what departs from it, joined by ``+``."""
        departures = (
            ("utf16", self.unit is Unit.UTF16),
            ("utf8", self.unit is Unit.UTF8),
            ("crlf1", self.crlf_is_one),
            ("bom", self.bom_counts),
            ("inclusive", self.inclusive),
        )
        return "+".join(word for word, departs in departures if departs) or "standard"

    def distance(self, other: Convention) -> int:
        """Return in how many ways two conventions differ; the unit weighs most, then the end."""
        return (
            4 * (self.unit is not other.unit)
            + 3 * (self.inclusive is not other.inclusive)
            + 2 * (self.bom_counts is not other.bom_counts)
            + (self.crlf_is_one is not other.crlf_is_one)
        )


STANDARD = Convention()
OF_PROGRAMS = {
    "nvivo": Convention(Unit.UTF16),
    "atlas": Convention(crlf_is_one=True),
}
"""What programs are known to do, by a word of their name; it decides only where selections don't."""


class UnknownConventionError(WrongUseError):
    """No convention of that name."""

    def __init__(self, written: str) -> None:
        super().__init__(
            _(
                "There is no convention «{name}» of positions. "
                "Write standard, or one or more of {parts}, joined by +."
            ).format(name=written, parts="utf16, utf8, crlf1, bom, inclusive")
        )


def convention_named(written: str) -> Convention:
    """Return the convention of a name: ``standard``, ``utf16``, ``crlf1+bom`` and the like.

    Raises:
        UnknownConventionError: If there is none.
    """
    found = STANDARD
    for word in written.strip().casefold().split("+"):
        match word.strip():
            case "standard":
                pass
            case "utf16" | "nvivo":
                found = replace(found, unit=Unit.UTF16)
            case "utf8":
                found = replace(found, unit=Unit.UTF8)
            case "crlf1" | "atlas" | "atlas.ti":
                found = replace(found, crlf_is_one=True)
            case "bom":
                found = replace(found, bom_counts=True)
            case "inclusive":
                found = replace(found, inclusive=True)
            case _:
                raise UnknownConventionError(written)
    return found
