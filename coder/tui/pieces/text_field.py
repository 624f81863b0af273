"""Several lines to type in: harmless text, without a frame."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from coder.messages import _
from coder.text.numbers import written_count
from coder.text.safe import safe
from coder.tui.errors import say

MOST_PASTED = 100_000
"""Letters; the editor lays its text out anew with every letter typed, and a megabyte takes it seconds."""


class TextField(TextArea):
    """An editor into which nothing harmful can be pasted; Tab goes to the next field."""

    DEFAULT_CSS = """
    TextField {
        border: none;
        padding: 0 1;
        height: auto;
        min-height: 2;
        max-height: 8;
        background: $raised;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background: $raised; background-tint: transparent; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(safe(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if len(event.text) > MOST_PASTED:
            told = _("Only the first {n} letters were pasted.")
            say(self, told.format(n=written_count(MOST_PASTED)), warning=True)
        self.replace(safe(event.text[:MOST_PASTED]), *self.selection)
