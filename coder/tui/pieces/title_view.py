"""The first line of every screen, as it is shown; apart from how it is laid out, which needs no screen."""

from __future__ import annotations

from coder.tui.pieces.lines_view import LinesView


class ScreenTitle(LinesView):
    """Shows a screen's title, on raised ground from edge to edge."""

    DEFAULT_CSS = """
    ScreenTitle { height: 1; padding: 0 1; background: $raised; }
    """
