"""The keys of the screen of like answers; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import key

_CHOOSE = _("Choose an answer")
_PAGE = _("Ten answers on")

ALIKE_KEYS: list[Binding] = [
    key(
        "enter",
        "give",
        _("code together"),
        _("Give the selected answers the codes of this one; one undo takes it back from all"),
        shown_as="⏎",
    ),
    key("space", "select", _("select"), _("Select the answer, or no longer")),
    key("a", "select_all", _("all"), _("Select all answers of the group, or none")),
    key("d", "toggle_done", _("done"), _("Whether all of them are done with it, this one too")),
    key(
        "backspace",
        "take_out",
        _("take out"),
        _("Take back for this answer alone what it got together with others"),
        shown_as="⌫",
    ),
    key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓", show=False),
    key("down", "move(1)", _("choose"), _CHOOSE, shown_as="↑ ↓", show=False),
    key("pageup", "move(-10)", _("choose"), _PAGE, shown_as="PgUp PgDn", show=False),
    key("pagedown", "move(10)", _("choose"), _PAGE, shown_as="PgUp PgDn", show=False),
    key("g", "go_to", _("go to it"), _("Go to the highlighted answer"), show=False),
    key("escape", "back", _("back"), _("Back to the answer you came from"), shown_as="Esc"),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    key("ctrl+y", "take_back('redo')", _("redo"), _("Do again what you took back"), show=False),
]
"""In the order of the footer."""

ALIKE_SIGNS: list[tuple[str, str]] = [
    ("■ □", _("Before an answer: selected, and not")),
    ("+", _("After an answer: coded together with others; Backspace takes it out")),
]
"""Signs on the screen of like answers that are no keys, and what they say."""
