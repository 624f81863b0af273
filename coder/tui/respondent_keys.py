"""The keys of the respondent screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _


def _key(
    key: str, action: str, word: str, sentence: str, *, shown_as: str = "", show: bool = True
) -> Binding:
    return Binding(key, action, word, show=show, key_display=shown_as or None, tooltip=sentence)


_CHOOSE = _("Choose an answer")
_SCROLL = _("Scroll the page")

RESPONDENT_KEYS: list[Binding] = [
    _key(
        "t",
        "take_over",
        _("take over codes"),
        _("Take over the codes of last wave's answer; one undo takes them back"),
    ),
    _key("enter", "open", _("go to it"), _("Go to the highlighted answer"), shown_as="⏎"),
    _key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
    _key("down", "move(1)", _("choose"), _CHOOSE, shown_as="↑ ↓", show=False),
    _key("pagedown", "scroll_page(1)", _("scroll"), _SCROLL, shown_as="PgUp PgDn"),
    _key("pageup", "scroll_page(-1)", _("scroll"), _SCROLL, shown_as="PgUp PgDn", show=False),
    _key("escape", "back", _("back"), _("Back to the answer you came from"), shown_as="Esc"),
    _key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    _key("ctrl+l", "history", _("history"), _("What happened to this answer, and by whom"), show=False),
    _key("ctrl+y", "take_back('redo')", _("redo"), _("Do again what you took back"), show=False),
]
"""In the order of the footer."""

RESPONDENT_SIGNS: list[tuple[str, str]] = [
    ("●", _("Before a code: set on this answer; after it the words it stands on")),
]
"""Signs on the respondent screen that are no keys, and what they say."""
