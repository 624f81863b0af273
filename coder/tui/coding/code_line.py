"""The one line that takes all input while coding."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from coder.tui.keys.held_backspace import HeldBackspace
from coder.tui.keys.held_key import HeldKey
from coder.tui.keys.held_toggle import HeldToggle
from coder.tui.pieces.text_line import TextLine

DIGIT_KEYS = frozenset("0123456789")
_GOING_ON = frozenset({"done", "next_sentence", "finish", "nothing_applies", "looked", "reject_all"})
"""Actions that write something, or go past it, and show what has not been read."""


class CodeLine(TextLine, inherit_bindings=False):
    """An input line whose keys belong to its screen first, to the text second.

    Keys are carried out here, one after the other: Textual would hand a key it does not know up to the app,
    and letters typed meanwhile would overtake it. Then Enter could set another code than the one seen.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._held = HeldBackspace()
        self._held_going_on = HeldKey()
        self._held_flag = HeldToggle()
        self._of_text = {binding.key: binding.action for binding in Binding.make_bindings(Input.BINDINGS)}

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell whether a key is text; one the screen may take is not hidden from footer and help."""
        return key not in self.screen._bindings.key_to_bindings and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        # A key typed on before a dialog opened is neither the dialog's nor this line's.
        if not self.screen.is_active or await self._carried_out(event):
            event.stop()
            event.prevent_default()

    async def _carried_out(self, event: events.Key) -> bool:
        if event.key == "backspace" and not self.value and not self._held.may_remove(event.time):
            return True
        if not self._held_going_on.may_act(event.key, event.time):
            return True
        for binding in self.screen._bindings.key_to_bindings.get(event.key, ()):
            if binding.action == "flag" and not self._held_flag.may_turn(event.time):
                return True
            if await self.app.run_action(binding.action, self.screen):
                if binding.action in _GOING_ON:
                    self._held_going_on.moved(event.key, event.time)
                return True
        if not self.value and event.key in DIGIT_KEYS:
            # With no code under it a digit does nothing: it must not begin the name typed after it.
            return True
        action_on_text = self._of_text.get(event.key)
        if action_on_text is None:
            return False
        had = bool(self.value)
        if not await self.app.run_action(action_on_text, self):
            return False
        if event.key == "backspace" and had:
            self._held.erased(event.time, emptied=not self.value)
        return True
