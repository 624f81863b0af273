"""The last line of a screen: the few keys that matter now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import events
from textual.binding import Binding
from textual.keys import format_key
from textual.screen import Screen

from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.project_screen import ProjectScreen

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

    async def on_click(self, event: events.Click) -> None:
        """Do what a key does when its word is clicked."""
        clicked = key_at(self._keys, self.size.width - 2, event.x - 1)
        active = None if clicked is None else self.screen.active_bindings.get(clicked.key)
        if active is not None:
            await self.app.run_action(active.binding.action, active.node)


def active_keys(screen: Screen[object]) -> list[Binding]:
    """Return the bindings that would do something now, in the screen's order, with their words."""
    active = [each.binding for each in screen.active_bindings.values() if each.enabled]
    if not isinstance(screen, ProjectScreen):
        return active
    return [replace(binding, description=screen.word_now(binding)) for binding in active]


def footer_line(bindings: Iterable[Binding], width: int = 10_000) -> Line:
    """Lay out keys with their words; the last ones are left out where there is no room."""
    left, right = _with_room(bindings, width)
    pieces = [piece for number, binding in enumerate(left) for piece in _pieces(binding, first=number == 0)]
    return line(*pieces, right=_pieces(right) if right is not None else ())


def key_at(bindings: Iterable[Binding], width: int, column: int) -> Binding | None:
    """Return the key shown at a column of the footer."""
    left, right = _with_room(bindings, width)
    if right is not None and column >= width - cells(_pieces(right)):
        return right
    end = 0
    for number, binding in enumerate(left):
        end += cells(_pieces(binding, first=number == 0))
        if column < end:
            return binding
    return None


def _with_room(bindings: Iterable[Binding], width: int) -> tuple[list[Binding], Binding | None]:
    """Return what stands left, and what stays at the right."""
    shown = [binding for binding in bindings if binding.show and binding.description]
    right = next((each for each in reversed(shown) if _stays(each)), None)
    left = [each for each in shown if not _stays(each)]
    room = width - (GAP + cells(_pieces(right)) if right is not None else 0)
    taken = 0
    for number, binding in enumerate(left):
        taken += cells(_pieces(binding, first=number == 0))
        if taken > room:
            return left[:number], right
    return left, right


def _stays(binding: Binding) -> bool:
    return binding.action == KEPT_RIGHT or binding.action.endswith(f".{KEPT_RIGHT}")


def _pieces(binding: Binding, *, first: bool = True) -> list[Piece]:
    pieces = [Piece(shown_key(binding), Role.STRONG), Piece(f" {binding.description}", Role.DIM)]
    return pieces if first else [Piece("   "), *pieces]


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
