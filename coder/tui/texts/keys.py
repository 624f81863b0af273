"""The keys of every screen where texts stand under their headings."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

_PAGE = _("A page on")
_ORDER = _("Let the text come earlier or later under its heading")

CHOOSE = _("Choose a text; within a long one go on reading")
HEADING = _("The heading before, the heading after")
STAR = key("s", "star", _("star"), _("Choose the text as a quotation, or no longer"))
SHORTEN = key("c", "shorten", _("shorten"), _("Leave words out in print, as […]; the text stays"))
SHOW_ANSWER = key("enter", "show_answer", _("code"), _("Show the answer on the coding screen"), shown_as="⏎")
ORDER: list[Binding] = [
    key("shift+up", "reorder(-1)", _("order"), _ORDER, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "reorder(1)", _ORDER, shown_as="⇧↑ ⇧↓"),
]
FAR: list[Binding] = [
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("home,ctrl+home", "first", _("The first text"), shown_as="Home"),
    hidden("end,ctrl+end", "last", _("The last text"), shown_as="End"),
]
HISTORY = hidden("ctrl+l", "history", _("What happened to this answer, and by whom"))
BACK: list[Binding] = [
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    key("escape", "back", _("back"), _("Back to where you came from"), shown_as="Esc"),
]

SIGNS: list[tuple[str, str]] = [
    ("[…]", _("Left out in print")),
    ("→", _("Before a translation")),
]
"""Signs on these screens that are no keys, and what they say."""
