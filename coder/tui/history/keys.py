"""The keys of the history screen."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

HISTORY_KEYS: list[Binding] = [
    key("ctrl+z", "undo", _("undo my latest"), _("Take back your latest act")),
    key(
        "ctrl+t",
        "take_back",
        _("back to here"),
        _("Take back the highlighted act of yours, and those you did after it, one by one"),
    ),
    key("ctrl+y", "redo", _("redo"), _("Do again what you took back")),
    key(
        "tab",
        "whose",
        _("whose"),
        _("Show only yours, then each other coder's, then everybody's"),
        shown_as="⇥",
    ),
    key(
        "shift+tab",
        "kind",
        _("which"),
        _("Show only codings, the code list, notes and flags, or imports and settings"),
        shown_as="⇧⇥",
    ),
    key("enter", "show_answer", _("the answer"), _("Show the answer an act was about"), shown_as="⏎"),
    hidden("up", "move(-1)", _("Choose an act"), shown_as="↑ ↓"),
    hidden("down", "move(1)", _("Choose an act"), shown_as="↑ ↓"),
    hidden("pageup", "page(-1)", _("A page on"), shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _("A page on"), shown_as="PgUp PgDn"),
    hidden("shift+up", "scroll_detail(-3)", _("Read on about the act"), shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "scroll_detail(3)", _("Read on about the act"), shown_as="⇧↑ ⇧↓"),
    key("escape", "leave", _("back"), _("Empty the line; on an empty line go back"), shown_as="Esc"),
]
