"""A widget that paints lines: only the visible ones, however many there are."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from coder.tui.pieces.lines import Line, Role, fitted
from coder.tui.themes import role_style


class LinesView(ScrollView, can_focus=False):
    """Shows lines; text in them is made harmless when it is painted, whoever put it there."""

    DEFAULT_CSS = """
    LinesView {
        background: transparent;
        overflow-x: hidden;
        overflow-y: hidden;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(
        self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.lines: Sequence[Line] = lines
        self._styles: dict[Role, Style] = {}
        self._painted: dict[int, tuple[int, Line | None]] = {}
        """By row of the widget: which line was painted there last, and how it read."""

    def show(self, lines: Sequence[Line]) -> None:
        """Put other lines there; only those that read otherwise are painted again."""
        if lines == self.lines:
            return
        self.lines = lines
        self._measure()
        if self.styles.is_auto_height:
            self.refresh(layout=True)
        else:
            self._paint_changed()

    def on_resize(self) -> None:
        self._measure()

    def on_mount(self) -> None:
        self._measure()

    def notify_style_update(self) -> None:
        self._styles = {}
        super().notify_style_update()

    def _line_at(self, number: int) -> Line | None:
        return self.lines[number] if number < len(self.lines) else None

    def on_hide(self) -> None:
        # What changes meanwhile has no place on the screen that could be marked.
        self.refresh()

    def on_show(self) -> None:
        self.refresh()

    def _paint_changed(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if height <= 0 or not self.is_on_screen:
            self.refresh()
            return
        for row in range(height):
            number = top + row
            if self._painted.get(row) != (number, self._line_at(number)):
                self.refresh_lines(number)

    def _measure(self) -> None:
        """Note how tall the lines are, without the new layout that setting the size would bring."""
        size = Size(self.size.width, len(self.lines))
        if size != self.virtual_size:
            self.set_reactive(LinesView.virtual_size, size)
            self._scroll_update(size)

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is visible."""
        number = y + self.scroll_offset.y
        self._painted[y] = number, self._line_at(number)
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
        if role not in self._styles:
            self._styles[role] = self.rich_style + role_style(role, self.app.theme_variables)
        return self._styles[role]

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return what the mouse has marked; lines that were one in the text are one again."""
        width = self.scrollable_content_region.width
        first = 0 if selection.start is None else selection.start.y
        last = len(self.lines) - 1 if selection.end is None else min(selection.end.y, len(self.lines) - 1)
        copied = ""
        for number in range(first, last + 1):
            shown = self.lines[number]
            span = selection.get_span(number)
            if span is None:
                continue
            text = "".join(piece.text for piece in fitted(shown, width)).rstrip()
            start, end = span
            if number > first:
                copied += "\n" if shown.joint is None else shown.joint
            copied += text[start : None if end == -1 else end]
        return copied, "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def _with_selection(self, strip: Strip, span: tuple[int, int]) -> Strip:
        # What is marked is counted in signs, what is painted in cells.
        start, end = (cell_len(strip.text[:place]) for place in span)
        end = strip.cell_length if span[1] == -1 else end
        style = self.screen.get_component_rich_style("screen--selection")
        before, marked, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end)
        return Strip.join(
            [before, Strip([Segment(s.text, (s.style or Style()) + style) for s in marked]), after]
        )
