"""The keys of the respondent screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import key

_CHOOSE = _("Choose an answer")
_SCROLL = _("Scroll the page")

RESPONDENT_KEYS: list[Binding] = [
    key(
        "t",
        "take_over",
        _("take over codes"),
        _("Take over the codes of last wave's answer; one undo takes them back"),
    ),
    key("enter", "open", _("go to it"), _("Go to the highlighted answer"), shown_as="⏎"),
    key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
    key("down", "move(1)", _("choose"), _CHOOSE, shown_as="↑ ↓", show=False),
    key("pagedown", "scroll_page(1)", _("scroll"), _SCROLL, shown_as="PgUp PgDn"),
    key("pageup", "scroll_page(-1)", _("scroll"), _SCROLL, shown_as="PgUp PgDn", show=False),
    key("escape", "back", _("back"), _("Back to the answer you came from"), shown_as="Esc"),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    key("ctrl+l", "history", _("history"), _("What happened to this answer, and by whom"), show=False),
    key("ctrl+y", "take_back('redo')", _("redo"), _("Do again what you took back"), show=False),
]
"""In the order of the footer."""

RESPONDENT_SIGNS: list[tuple[str, str]] = [
    ("●", _("Before a code: set on this answer; after it the words it stands on")),
]
"""Signs on the respondent screen that are no keys, and what they say."""
