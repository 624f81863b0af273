"""The keys of the clean-up of a codebook."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

_CHOOSE = _("Choose what to look at")
_PAGE = _("Ten on")

CLEAN_UP_KEYS: list[Binding] = [
    key("enter", "deal_with", _("deal with it"), _("Do what mostly helps: it is shown before"), shown_as="⏎"),
    key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
    hidden("pageup", "move(-10)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "move(10)", _PAGE, shown_as="PgUp PgDn"),
    key("m", "mean_it_so", _("meant so"), _("It is meant so: put it away, with a note that says why")),
    key("f6", "answers", _("answers"), _("The answers that have the code, or both codes")),
    hidden("f2", "note", _("Write a note on the code")),
    key("f4", "to_code", _("code list"), _("To the code in the code list")),
    key("ctrl+a", "put_away", _("all"), _("List what is meant so too, or leave it out")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    key("escape", "leave", _("back"), _("Back to the code list"), shown_as="Esc"),
]
"""In the order of the footer."""
