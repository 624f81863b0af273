"""Words taken out of a text for good, others put in their place, and where all else lies after that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.domain.coding import Span


@dataclass(frozen=True, order=True)
class Replaced:
    """A part of a text, and what takes its place."""

    start: int
    end: int
    words: str

    @property
    def growth(self) -> int:
        """How much longer the text gets."""
        return len(self.words) - (self.end - self.start)


class Redaction:
    """Replacements in one text; those that overlap are one, with the words of the first.

    >>> redaction = Redaction([Replaced(7, 9, "[kommune]")])
    >>> redaction.of("Folk i Ås venter"), redaction.moved((0, 8)), redaction.moved((10, 16))
    ('Folk i [kommune] venter', (0, 16), (17, 23))
    """

    def __init__(self, replacements: Iterable[Replaced]) -> None:
        self.replacements: Sequence[Replaced] = _apart(replacements)

    def of(self, text: str) -> str:
        """Return the text with the replacements in it."""
        pieces, place = [], 0
        for each in self.replacements:
            pieces += [text[place : each.start], each.words]
            place = each.end
        return "".join([*pieces, text[place:]])

    def moved(self, span: Span) -> Span:
        """Return where a part of the text lies now; one that cuts into a replacement takes all of it."""
        return self._place(span[0], at_end=False), self._place(span[1], at_end=True)

    def _place(self, place: int, *, at_end: bool) -> int:
        shift = 0
        for each in self.replacements:
            if place <= each.start:
                break
            if place < each.end:
                return each.start + shift + (len(each.words) if at_end else 0)
            shift += each.growth
        return place + shift


def _apart(replacements: Iterable[Replaced]) -> list[Replaced]:
    found: list[Replaced] = []
    for each in sorted(replacements):
        if found and each.start < found[-1].end:
            found[-1] = Replaced(found[-1].start, max(found[-1].end, each.end), found[-1].words)
        else:
            found.append(each)
    return found
