"""A line to type in: one line of harmless text, without a frame."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from coder.text.safe import safe_line

LONGEST = 400
"""As long as a code's name may be; the codebook itself is not loaded for the first frame."""


class TextLine(Input):
    """An input line into which nothing harmful can be pasted."""

    DEFAULT_CSS = """
    TextLine {
        border: none;
        padding: 0;
        height: 1;
        background: $raised;
        &:focus { border: none; background: $raised; background-tint: transparent; }
        & .input--placeholder { color: $dim; }
    }
    """

    # Textual lays the whole screen out anew for every letter, for lines as wide as their text; ours are not.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, value: str = "", *, longest: int = LONGEST, id: str | None = None, placeholder: str = ""
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            id=id,
            max_length=longest,
            validate_on=(),
            select_on_focus=False,
        )
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Make harmless what is written into the line from elsewhere."""
        return safe_line(value)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def action_paste(self) -> None:
        """Insert what was copied."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        """Insert as much as there is room for; what stood on several lines stands on one."""
        start, end = sorted(self.selection)
        room = max((self.max_length or len(text)) - len(self.value) + end - start, 0)
        # Of a megabyte only the beginning is looked at; blanks may go from it.
        pasted = safe_line(" ".join(text.lstrip()[: 4 * room + 1_000].split()))[:room]
        if pasted:
            self.replace(pasted, start, end)
