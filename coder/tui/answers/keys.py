"""The keys of the answers screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.tables.keys import TABLES_SAID

_MOVE = _("Choose an answer")
_PAGE = _("A page on")
_EXTEND = _("Choose several, line by line")
_TOGGLE = _("Choose the answer for what is done to several, or let go of it")

ANSWERS_KEYS: list[Binding] = [
    key("enter", "show_answer", _("code"), _("Show the answer on the coding screen"), shown_as="⏎"),
    key("tab", "condition", _("only …"), _("Write a condition: code, state, background, flag"), shown_as="⇥"),
    key("insert", "choose", _("choose"), _TOGGLE, shown_as="Ins"),
    hidden("ctrl+@", "choose", _TOGGLE, shown_as="^Space"),
    hidden("ctrl+a", "choose_all", _("Choose all that is listed, or let go of it")),
    key("ctrl+s", "set_code", _("set code"), _("Set a code on all chosen answers")),
    key("escape", "leave", _("back"), _("Empty the line; on an empty line go back"), shown_as="Esc"),
    key("ctrl+x", "remove_code", _("remove code"), _("Remove a code from all chosen answers")),
    hidden("shift+tab", "order", _("List the answers in another order"), shown_as="⇧⇥"),
    hidden("up", "move(-1)", _MOVE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _MOVE, shown_as="↑ ↓"),
    hidden("shift+up", "extend(-1)", _EXTEND, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "extend(1)", _EXTEND, shown_as="⇧↑ ⇧↓"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("ctrl+home", "move(-1000000000)", _("The first answer"), shown_as="^Home"),
    hidden("ctrl+end", "move(1000000000)", _("The last answer"), shown_as="^End"),
    hidden("f2", "note", _("Write a note on this answer")),
    hidden("f3", "flag", _("Flag this answer, to come back to it; again takes the flag off")),
    hidden(
        "f9",
        "respondent",
        _("This respondent: all answers, closed ones too, and last wave's answer beside this one"),
    ),
    hidden("f6", "answers", _("Back to where the list was opened")),
    hidden("ctrl+e", "alike", _("Answers that say the same: code them together")),
    # Terminals send Shift with a function key as one twelve higher.
    hidden("shift+f6,f18", "unlike", _("Answers coded unlike those they are like"), shown_as="⇧F6"),
    hidden("f7", "app.agreement", AGREEMENT_SAID),
    hidden("f8", "tables", TABLES_SAID),
    hidden("f5", "revisit", _("Read answers again that were done before a code was there")),
    hidden("ctrl+f", "find", _("Find answers by their words")),
    hidden("ctrl+g", "go_to", _("Go to an answer by its number or its respondent")),
    hidden("ctrl+l", "history", _("What happened to this answer, and by whom")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
]
"""In the order of the footer."""

ANSWERS_SIGNS: list[tuple[str, str]] = [
    ("▌", _("Chosen for what is done to several")),
    ("✓ …", _("Done, and begun")),
    ("⚑ ⚐", _("Flagged by you, and by others only")),
    ("✎ ?", _("Someone wrote a note on it, and one that waits for somebody")),
]
"""Signs on the answers screen that are no keys, and what they say."""
