"""The one way text from outside gets onto a screen: harmless signs, and never markup."""

from __future__ import annotations

from textual.content import Content

from coder.text.safe import safe, safe_line


def plain(text: str) -> Content:
    """Return text for a widget that takes content; brackets and escapes in it mean nothing."""
    return Content(safe(text))


def plain_line(text: str) -> str:
    """Return text as one harmless line, for painting cell by cell."""
    return safe_line(text)
