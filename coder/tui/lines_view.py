"""A widget that paints lines: only the visible ones, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from coder.tui.lines import Line, Role, fitted


class LinesView(ScrollView, can_focus=False):
    """Shows lines; text in them is made harmless when it is painted, whoever put it there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{role}" for role in Role}
    DEFAULT_CSS = """
    LinesView {
        background: transparent;
        overflow-x: hidden;
        overflow-y: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $track;
        .lines--text { color: $foreground; }
        .lines--strong { color: $foreground; text-style: bold; }
        .lines--dim { color: $dim; }
        .lines--heading { color: $dim; text-style: bold; }
        .lines--accent { color: $accent; text-style: bold; }
        .lines--mark { color: $mark; }
        .lines--good { color: $good; }
        .lines--track { color: $track; }
    }
    """

    def __init__(
        self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Line] = lines

    def show(self, lines: Sequence[Line]) -> None:
        """Put other lines there."""
        if lines == self.lines:
            return
        self.lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.lines))

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is visible."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        segments = [
            Segment(piece.text, self.style_of(piece.role, number))
            for piece in fitted(self.lines[number], width)
        ]
        strip = Strip(segments, width)
        span = None if self.text_selection is None else self.text_selection.get_span(number)
        if span is not None:
            strip = self._with_selection(strip, span)
        return strip.apply_offsets(0, number)

    def style_of(self, role: Role, number: int) -> Style:
        """Return how a role looks on one line."""
        return self.rich_style + self.get_component_rich_style(f"lines--{role}", partial=True)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what the mouse has selected, as it is shown."""
        width = self.scrollable_content_region.width
        shown = ("".join(piece.text for piece in fitted(each, width)).rstrip() for each in self.lines)
        return selection.extract("\n".join(shown)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def _with_selection(self, strip: Strip, span: tuple[int, int]) -> Strip:
        start, end = span
        end = strip.cell_length if end == -1 else end
        style = self.screen.get_component_rich_style("screen--selection")
        before, marked, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
        return Strip.join(
            [before, Strip([Segment(s.text, (s.style or Style()) + style) for s in marked]), after]
        )
