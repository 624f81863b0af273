"""Which part of a long text made of rows is in view; rows are as tall as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.tui.pieces.lines import Line

Rows = Callable[[int], Sequence[Line]]
"""Gives the lines of a row."""


class RowsPage:
    """Begins somewhere in a row, and ends where the height is filled; only what is in view is laid out."""

    def __init__(self) -> None:
        self.top = 0
        """The first row in view."""
        self.skipped = 0
        """How many of its lines are above the view."""

    def lines(self, rows: Rows, count: int, height: int) -> list[Line]:
        """Return what is in view."""
        found: list[Line] = []
        place, skipped = self.top, self.skipped
        while place < count and len(found) < height:
            found.extend(rows(place)[skipped:])
            place, skipped = place + 1, 0
        return found[:height]

    def row_at(self, rows: Rows, count: int, line: int) -> int | None:
        """Return the row that a line of the view belongs to."""
        place, below = self.top, line + self.skipped
        while place < count:
            tall = len(rows(place))
            if below < tall:
                return place
            below -= tall
            place += 1
        return None

    def move_by(self, rows: int) -> None:
        """Begin so many rows on: they have come, or gone, above what is seen."""
        if rows:
            self.top = max(self.top + rows, 0)

    def keep_in_view(self, rows: Rows, count: int, cursor: int, height: int) -> None:
        """Begin so that the row with the cursor is seen, wholly if it has room."""
        self.top = min(self.top, max(count - 1, 0))
        self.skipped = min(self.skipped, max(len(rows(self.top)) - 1, 0)) if count else 0
        if not count or height <= 0:
            return
        if cursor < self.top or (cursor == self.top and self.skipped and len(rows(cursor)) <= height):
            self._begin_with(rows, cursor, height)
        elif self._end_of(rows, cursor, height) > height and cursor != self.top:
            self._end_with(rows, cursor, height)

    def turn(self, rows: Rows, cursor: int, step: int, height: int) -> bool:
        """Go on within a row that has more lines than are seen; tell if there was more that way."""
        by = max(height - 2, 1)
        if step < 0:
            if cursor != self.top or not self.skipped:
                return False
            self.skipped = max(self.skipped - by, 0)
            return True
        if self._end_of(rows, cursor, height) <= height:
            return False
        if cursor == self.top:
            self.skipped = min(self.skipped + by, len(rows(cursor)) - 1)
        else:
            self.top, self.skipped = cursor, 0
        return True

    def next_page(self, rows: Rows, count: int, cursor: int, step: int, height: int) -> int:
        """Go a page on; return where the cursor comes to stand."""
        if self.turn(rows, cursor, step, height):
            return cursor
        if step > 0:
            last = self.row_at(rows, count, height - 1)
            there = count - 1 if last is None else max(last, cursor + 1)
            self.top, self.skipped = min(there, count - 1), 0
            return self.top
        there, room = self.top, height
        while there > 0 and room > 0:
            there -= 1
            room -= len(rows(there))
        self.top, self.skipped = there, 0
        return min(there, cursor)

    def _end_of(self, rows: Rows, cursor: int, height: int) -> int:
        """Return how many lines from the top of the view a row ends; more than the height is not counted."""
        taken = -self.skipped
        for place in range(self.top, cursor + 1):
            taken += len(rows(place))
            if taken > height:
                break
        return taken

    def _begin_with(self, rows: Rows, cursor: int, height: int) -> None:
        """Let the view begin with a row, or with the one above it, such as its heading, if both have room."""
        has_room = cursor > 0 and len(rows(cursor - 1)) + len(rows(cursor)) <= height
        self.top, self.skipped = cursor - 1 if has_room else cursor, 0

    def _end_with(self, rows: Rows, cursor: int, height: int) -> None:
        """Let the view end with a row, or begin with it where it is too tall."""
        tall = len(rows(cursor))
        self.top, self.skipped = cursor, 0
        while self.top > 0 and tall < height:
            self.top -= 1
            tall += len(rows(self.top))
        if tall > height and self.top < cursor:
            self.skipped = tall - height
