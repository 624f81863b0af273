"""The one way text from outside gets onto a screen: harmless signs, and never markup."""

from __future__ import annotations

from textual.content import Content

from coder.text.safe import safe


def plain(text: str) -> Content:
    """Return text for a widget that takes content; brackets and escapes in it mean nothing."""
    return Content(safe(text))
