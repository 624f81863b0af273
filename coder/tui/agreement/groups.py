"""Differences that are alike, as a list with a cursor: in one code only, or one code against another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.usecases.agreement.disagreements import DifferenceGroup


class Groups:
    """The groups of what waits, those that differ in one code only first."""

    def __init__(self) -> None:
        self.only: Sequence[DifferenceGroup] = ()
        self.against: Sequence[DifferenceGroup] = ()
        self.row = 0

    @property
    def all(self) -> list[DifferenceGroup]:
        """All of them, in the order they are shown."""
        return [*self.only, *self.against]

    @property
    def here(self) -> DifferenceGroup | None:
        """The group one stands on."""
        groups = self.all
        return groups[min(self.row, len(groups) - 1)] if groups else None

    def take(self, only: Sequence[DifferenceGroup], against: Sequence[DifferenceGroup]) -> None:
        """Take the groups as they are now; one stays on the same, or as far down where it is gone."""
        here = self.here
        self.only, self.against = only, against
        if here is not None:
            same = [
                place
                for place, each in enumerate(self.all)
                if (each.first, each.second) == (here.first, here.second)
            ]
            self.row = same[0] if same else min(self.row, max(len(self.all) - 1, 0))

    def move(self, step: int) -> None:
        """Go to another group."""
        self.row = min(max(self.row + step, 0), max(len(self.all) - 1, 0))
