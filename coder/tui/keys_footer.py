"""The last line of a screen: the few keys that matter now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.binding import Binding
from textual.keys import format_key
from textual.screen import Screen

from coder.tui.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.lines_view import LinesView

KEPT_RIGHT = "help"
"""The binding that stays even where there is little room."""


class KeysFooter(LinesView):
    """Shows the bindings that are active and worth showing."""

    DEFAULT_CSS = """
    KeysFooter { dock: bottom; height: 1; padding: 0 1; }
    """

    _keys: Sequence[Binding] = ()

    def show_keys(self) -> None:
        """Look again which keys are active."""
        self._keys = active_keys(self.screen)
        self.on_resize()

    def on_resize(self) -> None:
        self.show([footer_line(self._keys, self.size.width - 2)])


def active_keys(screen: Screen[object]) -> list[Binding]:
    """Return the bindings that would do something now, in the order the screen lists them."""
    return [active.binding for active in screen.active_bindings.values() if active.enabled]


def footer_line(bindings: Iterable[Binding], width: int = 10_000) -> Line:
    """Lay out keys with their words; the last ones are left out where there is no room."""
    left: list[Piece] = []
    right: list[Piece] = []
    for binding in bindings:
        if not binding.show or not binding.description:
            continue
        pieces = [Piece(shown_key(binding), Role.STRONG), Piece(f" {binding.description}", Role.DIM)]
        if binding.action == KEPT_RIGHT or binding.action.endswith(f".{KEPT_RIGHT}"):
            right = pieces
        else:
            left += [Piece("   "), *pieces] if left else pieces
    while left and cells(left) + cells(right) + GAP > width:
        del left[-3:]
    return line(*left, right=right)


def shown_key(binding: Binding) -> str:
    """Write a binding's key as people know it."""
    return binding.key_display or key_in_words(binding.key)


def key_in_words(key: str) -> str:
    """Write a key as it stands on keyboards: ``^n``, ``F4``, ``PgUp``."""
    *modifiers, last = key.split("+")
    is_function_key = last[:1] == "f" and last[1:].isdigit()
    word = _ON_KEYBOARDS.get(last) or (last.upper() if is_function_key else format_key(last))
    return "".join("^" if each == "ctrl" else f"{each}+" for each in modifiers) + word


_ON_KEYBOARDS = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "space": "Space",
}
