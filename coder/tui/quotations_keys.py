"""The keys of the Quotations screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.key_binding import hidden, key

QUOTATIONS_SAID = _("Quotations: what is chosen for the report, and what may identify somebody in it")
_CHOOSE = _("Choose a text; within a long one go on reading")
_PAGE = _("A page on")
_HEADING = _("The heading before, the heading after")
_ORDER = _("Let the text come earlier or later under its heading")
_FINDING = _("What was found before, what was found next, in the text you stand on")

QUOTATIONS_KEYS: list[Binding] = [
    key("n", "next_undecided", _("next undecided"), _("Go to what nobody has decided on yet")),
    key("m", "mask", _("mask"), _("Documents print [words] instead; the answer stays as it is")),
    key("k", "keep", _("keep"), _("It may stay, for a reason that others can read")),
    key("d", "drop", _("drop"), _("The answer stays out of documents that leave")),
    key("s", "star", _("star"), _("Choose the text as a quotation, or no longer")),
    key("c", "shorten", _("shorten"), _("Leave words out in print, as […]; the text stays")),
    key("e", "export", _("export"), _("Write the report's document, or the internal one")),
    key("shift+up", "reorder(-1)", _("order"), _ORDER, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "reorder(1)", _ORDER, shown_as="⇧↑ ⇧↓"),
    key("f", "starred", _("only ★"), _("Show only starred texts, or suggested ones too")),
    key("r", "redact", _("redact"), _("Put [words] into the stored answer, for good")),
    key("u", "reopen", _("undecide"), _("What was decided is undecided again")),
    key("a", "attribution", _("beside"), _("What stands beside quotations in the report")),
    key("enter", "show_answer", _("code"), _("Show the answer on the coding screen"), shown_as="⏎"),
    hidden("tab", "finding(1)", _FINDING, shown_as="⇥ ⇧⇥"),
    hidden("shift+tab", "finding(-1)", _FINDING, shown_as="⇥ ⇧⇥"),
    hidden("up", "move(-1)", _CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
    hidden("left", "heading(-1)", _HEADING, shown_as="← →"),
    hidden("right", "heading(1)", _HEADING, shown_as="← →"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("home,ctrl+home", "first", _("The first text"), shown_as="Home"),
    hidden("end,ctrl+end", "last", _("The last text"), shown_as="End"),
    hidden("ctrl+l", "history", _("What happened to this answer, and by whom")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    key("escape", "back", _("back"), _("Back to where you came from"), shown_as="Esc"),
]
"""In the order of the footer."""

QUOTATIONS_SIGNS: list[tuple[str, str]] = [
    ("★ ☆ ·", _("Chosen as a quotation; on its way to disk; suggested")),
    ("?", _("May identify somebody, and nobody has decided on it; underlined in the text")),
    ("[ ] ✓ ✗", _("Masked; kept; dropped")),
    ("▸", _("What the keys decide on")),
    ("[…]", _("Left out in print")),
    ("→", _("Before a translation")),
]
"""Signs on the screen that are no keys, and what they say."""
