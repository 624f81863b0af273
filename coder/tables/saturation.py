"""When codes were met for the first time, as answers were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

BLOCK = 10
"""New codes are counted per so many answers."""
LATEST = 50
"""What the latest answers brought is told of so many."""


@dataclass(frozen=True)
class Stretch:
    """Answers read one after the other, and what was new in them."""

    first: int
    """The first one's number in reading order, from 1."""
    last: int
    new: tuple[int, ...]
    """The codes met for the first time, in the order they were met."""
    known: int
    """How many codes had been met when it ended."""


@dataclass(frozen=True)
class Saturation:
    """How the codes in use were met."""

    read: int
    """Answers."""
    stretches: tuple[Stretch, ...]
    met_in: dict[int, int]
    """The number of the answer in which each code was met first, by code, in that order."""
    met_once: int
    """Codes that stand in one answer only."""

    @property
    def last_new(self) -> int | None:
        """The number of the latest answer that brought a new code; None where there are no codes."""
        return max(self.met_in.values(), default=None)

    @property
    def new_codes(self) -> tuple[int, ...]:
        """How many codes were new in each stretch."""
        return tuple(len(stretch.new) for stretch in self.stretches)

    @property
    def to_expect(self) -> float | None:
        """How many new codes the next ``BLOCK`` answers can be expected to bring; None before any was read.

        References:
            Good (1953), Biometrika 40, 237-264; Chao and Colwell (2017), Methods in Ecology and Evolution 8,
            for units with several kinds each: those found in one unit, by units.
        """
        return BLOCK * self.met_once / self.read if self.read else None

    def new_since(self, number: int) -> int:
        """Count the codes met first after an answer."""
        return sum(1 for place in self.met_in.values() if place > number)

    def met_by(self, share: float) -> int | None:
        """Return by which answer so large a share of all codes in use had been met."""
        numbers = sorted(self.met_in.values())
        if not numbers:
            return None
        wanted = ceil(share * len(numbers))
        return numbers[max(wanted, 1) - 1]


def saturation(codes: Sequence[Collection[int]], size: int = BLOCK) -> Saturation:
    """Tell when each code was met first.

    Args:
        codes: The codes of each answer, in the order the answers were read.
        size: Answers in a stretch; the last one may be shorter.
    """
    met_in: dict[int, int] = {}
    for number, given in enumerate(codes, 1):
        for code in sorted(given):
            met_in.setdefault(code, number)
    stretches: list[Stretch] = []
    for first in range(1, len(codes) + 1, size):
        last = min(first + size - 1, len(codes))
        new = tuple(code for code, number in met_in.items() if first <= number <= last)
        known = stretches[-1].known if stretches else 0
        stretches.append(Stretch(first, last, new, known + len(new)))
    used = Counter(code for given in codes for code in set(given))
    return Saturation(len(codes), tuple(stretches), met_in, sum(1 for n in used.values() if n == 1))


def without_quiet_runs(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Join neighbouring stretches that brought nothing new, so that a long reading stays a short table."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and not stretch.new and not joined[-1].new:
            joined[-1] = Stretch(joined[-1].first, stretch.last, (), stretch.known)
        else:
            joined.append(stretch)
    return joined
