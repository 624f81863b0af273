"""A list with a cursor, as long as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.message import Message

from coder.tui.pieces.lines import Line, Role
from coder.tui.pieces.lines_view import LinesView
from coder.tui.themes import cursor_style


class LineList(LinesView):
    """Lines of which one may be highlighted; lines that are not selectable are stepped over."""

    DEFAULT_CSS = """
    LineList {
        overflow-y: scroll;
    }
    """

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        list: LineList
        index: int

        @property
        def control(self) -> LineList:
            """The list."""
            return self.list

    cursor: int | None = None
    _stays = False

    def keep_in_view(self) -> None:
        """Let the cursor's line stay at its height when other lines are shown next, above or below it."""
        self._stays = True

    def show_at(self, lines: Sequence[Line], cursor: int | None) -> None:
        """Put other lines there, with the cursor on one of them or on none."""
        was, self.cursor = self.cursor, cursor
        stays, self._stays = self._stays, False
        self.show(lines)
        if stays and was is not None and cursor is not None and cursor != was:
            top = min(max(self.scroll_offset.y + cursor - was, 0), self.max_scroll_y)
            self.scroll_to(y=top, animate=False, immediate=True)
        if was != cursor:
            for number in (was, cursor):
                if number is not None:
                    self.refresh_lines(number)
        self._keep_in_view()

    def move(self, step: int) -> int | None:
        """Move the cursor to the next selectable line that way; tell where it stands."""
        place = self.cursor
        if place is None:
            place = -1 if step > 0 else len(self.lines)
        direction = 1 if step > 0 else -1
        goal = place
        left = abs(step)
        while left and 0 <= place + direction < len(self.lines):
            place += direction
            if self.lines[place].selectable:
                goal, left = place, left - 1
        if 0 <= goal < len(self.lines):
            self.cursor = goal
            self.refresh()
            self._keep_in_view()
        return self.cursor

    def style_of(self, role: Role, number: int) -> Style:
        """Return how a role looks; on the cursor's line all look alike."""
        if number == self.cursor:
            return cursor_style(self.app.theme_variables)
        return super().style_of(role, number)

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        if index < len(self.lines) and self.lines[index].selectable:
            self.post_message(self.Clicked(self, index))

    def on_resize(self) -> None:
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = self.scroll_offset.y
        wanted = 0 if self.cursor is None else min(top, self.max_scroll_y)
        if self.cursor is not None:
            # The heading above the first line of a group comes into view with it.
            first = self.cursor
            while first > 0 and not self.lines[first - 1].selectable:
                first -= 1
            if first < top:
                wanted = first
            elif self.cursor >= top + height:
                wanted = self.cursor - height + 1
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)
