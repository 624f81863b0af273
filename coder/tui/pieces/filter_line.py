"""A line that finds what is typed in a list, digits and all."""

from __future__ import annotations

from textual import events

from coder.tui.coding.code_line import DIGIT_KEYS, CodeLine


class FilterLine(CodeLine):
    """Like the line one codes with, but digits have no meaning of their own."""

    async def _carried_out(self, event: events.Key) -> bool:
        if event.key in DIGIT_KEYS:
            return False
        return await super()._carried_out(event)
