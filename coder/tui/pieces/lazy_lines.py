"""Lines of a list of any length; only those that are looked at are made."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload

from coder.tui.pieces.lines import Line


class LazyLines(Sequence[Line]):
    """Makes a line when it is asked for; what is below says how many there are and how each reads."""

    @abstractmethod
    def line_at(self, place: int) -> Line:
        """Make the line at a place, counted from 0."""

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        if isinstance(place, slice):
            return [self.line_at(each) for each in range(*place.indices(len(self)))]
        # Negative places count from the end, and one past the end ends an iteration.
        return self.line_at(range(len(self))[place])
