"""Several lines to type in: harmless text, without a frame."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from coder.text.safe import safe


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
        self.replace(safe(event.text), *self.selection)
