"""Headings and what stands under them as one long list; a million texts take no longer than ten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.passages import PassageKey


@dataclass(frozen=True)
class TextRow:
    """One row: a heading, or a text under it."""

    heading: int
    """Which heading, counted from 0."""
    key: PassageKey | None
    """The text; None on the heading itself."""
    number: int = 0
    """The text's place under its heading, counted from 0."""


class TextRows:
    """Finds the row at a place, and the place of a row."""

    def __init__(self, keys: Sequence[Sequence[PassageKey]]) -> None:
        """Lay out headings, each with the texts under it."""
        self._keys = keys
        self._starts = [0, *accumulate(len(each) + 1 for each in keys)]

    def __len__(self) -> int:
        return self._starts[-1]

    def at(self, place: int) -> TextRow:
        """Return the row at a place."""
        heading = bisect_right(self._starts, place) - 1
        number = place - self._starts[heading] - 1
        return TextRow(heading, None if number < 0 else self._keys[heading][number], max(number, 0))

    def heading_at(self, heading: int) -> int:
        """Return the place of a heading."""
        return self._starts[heading]

    def place_of(self, heading: int, key: PassageKey | None) -> int | None:
        """Return the place of a text under a heading, or of the heading; None where it is not there."""
        if key is None:
            return self._starts[heading]
        under = self._keys[heading]
        return self._starts[heading] + 1 + under.index(key) if key in under else None

    def next_heading(self, place: int, step: int) -> int:
        """Return the place of the heading before or after a place; backwards first the one it is under."""
        heading = self.at(place).heading
        if step < 0 and place > self._starts[heading]:
            return self._starts[heading]
        return self._starts[min(max(heading + step, 0), len(self._keys) - 1)]

    def texts_near(self, place: int, before: int, after: int) -> list[PassageKey]:
        """Return the texts around a place."""
        around = range(max(place - before, 0), min(place + after, len(self)))
        return [row.key for row in map(self.at, around) if row.key is not None]


def only(
    keys: Sequence[Sequence[PassageKey]], wanted: Callable[[PassageKey], bool], codes: set[int]
) -> list[list[PassageKey]]:
    """Return of each heading only the texts that are wanted; those of other codes need not be asked."""
    return [
        [key for key in under if wanted(key)] if under and under[0].code_id in codes else [] for under in keys
    ]
