"""The keys of the screen where what stands together is read; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.key_binding import hidden, key
from coder.tui.quotations_keys import QUOTATIONS_SAID

_CHOOSE = _("Choose a text; within a long one go on reading")
_PAGE = _("A page on")
_HEADING = _("The heading before, the heading after")
_ORDER = _("Let the text come earlier or later under its heading")

THEME_KEYS: list[Binding] = [
    key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
    key("left", "heading(-1)", _("heading"), _HEADING, shown_as="← →"),
    hidden("right", "heading(1)", _HEADING, shown_as="← →"),
    key("s", "star", _("star"), _("Choose the text as a quotation, or no longer")),
    key("m", "recode", _("move"), _("Put the text under another code, or under a new one")),
    key("c", "shorten", _("shorten"), _("Leave words out in print, as […]; the text stays")),
    key("f2", "analysis", _("note"), _("Write the analysis note of the heading; the report prints it")),
    key("l", "lead_in", _("lead-in"), _("Write what leads into the heading's quotations")),
    key("f", "starred", _("only ★"), _("Show only starred texts, or all")),
    key("q", "quotations", _("quotations"), QUOTATIONS_SAID),
    key("enter", "show_answer", _("code"), _("Show the answer on the coding screen"), shown_as="⏎"),
    key("shift+up", "reorder(-1)", _("order"), _ORDER, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "reorder(1)", _ORDER, shown_as="⇧↑ ⇧↓"),
    hidden("t", "translate", _("Write a translation, which stands beside the text")),
    hidden("delete", "let_go", _("Let go of a choice whose text is no longer there"), shown_as="Del"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("home,ctrl+home", "first", _("The first text"), shown_as="Home"),
    hidden("end,ctrl+end", "last", _("The last text"), shown_as="End"),
    hidden("tab", "scroll_note", _("Scroll a long analysis note"), shown_as="⇥"),
    hidden("f4", "code_list", _("The code list: rename, merge, split, define and more")),
    hidden("ctrl+l", "history", _("What happened to this answer, and by whom")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    key("escape", "back", _("back"), _("Back to where you came from"), shown_as="Esc"),
]
"""In the order of the footer."""

THEME_SIGNS: list[tuple[str, str]] = [
    ("★ ☆", _("Chosen as a quotation; on disk, and not yet")),
    ("[…]", _("Left out in print")),
    ("→", _("Before a translation")),
]
"""Signs on the screen that are no keys, and what they say."""
