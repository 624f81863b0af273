"""The keys of the code list; footer, help and the menu of a code are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.key_groups import EMPTY_LINE
from coder.tui.tables.keys import TABLES_SAID

NAMING = Binding.Group(_("While you type a name"))

_CHOOSE = _("Choose a code")
_PAGE = _("A page on; beside the code's whole page, scroll that")
_FOLD = _("Fold a theme, or go up to it")
_UNFOLD = _("Unfold a theme, or go into it")
_MOVE_STEP = _("Move the code up or down among those beside it")

CODE_LIST_KEYS: list[Binding] = [
    key("enter", "name", _("ok"), _("Give the name"), when=NAMING, shown_as="⏎"),
    key("enter", "menu", _("what to do"), _("All that can be done with the code"), shown_as="⏎"),
    key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("ctrl+home", "move(-1000000)", _("The first code"), shown_as="^Home"),
    hidden("ctrl+end", "move(1000000)", _("The last code"), shown_as="^End"),
    hidden("left", "fold", _FOLD, when=EMPTY_LINE, shown_as="←"),
    hidden("right", "unfold", _UNFOLD, when=EMPTY_LINE, shown_as="→"),
    hidden(
        "shift+left,shift+right",
        "fold_all",
        _("Fold or unfold all themes"),
        when=EMPTY_LINE,
        shown_as="⇧← ⇧→",
    ),
    key("ctrl+n", "add", _("new"), _("A new code: beside this one, under it or at the top")),
    key("ctrl+r", "rename", _("rename"), _("Give the code another name")),
    key("ctrl+t", "texts", _("define"), _("Write its definition, when to use it, examples, labels")),
    key("ctrl+k", "merge", _("merge"), _("Merge the code with another one")),
    key("ctrl+o", "place", _("move"), _("Move the code under another one")),
    hidden("shift+up", "reorder(-1)", _MOVE_STEP, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "reorder(1)", _MOVE_STEP, shown_as="⇧↑ ⇧↓"),
    hidden("ctrl+u", "split", _("Split the code into new ones, through its answers")),
    hidden(
        "delete",
        "retire",
        _("Retire the code, or take a retired one back into use"),
        shown_as="Del",
    ),
    hidden("insert", "accept", _("Accept a code that somebody proposed while coding blind"), shown_as="Ins"),
    key(
        "tab",
        "elsewhere",
        _("elsewhere"),
        _("Where a new code comes: beside, under, at the top"),
        when=NAMING,
        shown_as="⇥",
    ),
    key(
        "escape", "end_naming", _("give up"), _("Give no name; nothing changes"), when=NAMING, shown_as="Esc"
    ),
    hidden("tab", "whole", _("Show all that is known about the code"), shown_as="⇥"),
    hidden("f6", "answers", _("The answers that have the code")),
    hidden("f5", "revisit", _("Read again the answers done before the code was there")),
    # Terminals send Shift with a function key as one twelve higher.
    hidden(
        "shift+f4,f16",
        "groups",
        _("Codes to begin with: groups of alike answers that nobody has coded"),
        shown_as="⇧F4",
    ),
    hidden(
        "shift+f5,f17",
        "clean_up",
        _("Clear up the code list: nearly equal, never used, always together, not defined"),
        shown_as="⇧F5",
    ),
    hidden("ctrl+e", "other", _("Its answers in groups of alike ones, to give them other codes")),
    hidden("f7", "app.agreement", AGREEMENT_SAID),
    hidden("f8", "tables", TABLES_SAID),
    hidden("shift+f8,f20", "read", _("Read what stands together under its headings"), shown_as="⇧F8"),
    hidden("f2", "note", _("Write a note on the code")),
    hidden("ctrl+l", "history", _("What happened to the code")),
    hidden("ctrl+d", "as_of", _("The list as it was on another day, beside today's")),
    hidden("ctrl+a", "retired", _("Show retired codes too, or hide them")),
    key("ctrl+z", "undo", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "redo", _("Do again what you took back")),
    hidden("escape,f4", "leave", _("Empty the line; on an empty line go back"), shown_as="Esc"),
]
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

CODE_LIST_SIGNS: list[tuple[str, str]] = [
    ("▾ ▸", _("Before a code that others stand under: unfolded, folded")),
    ("?", _("It has no definition yet")),
    (_("settled"), _("In how many answers the code is settled: by whoever is responsible for the answer")),
    (_("in all"), _("In how many answers any coder has set it")),
]

MENU = (
    "read",
    "answers",
    "other",
    "revisit",
    "rename",
    "texts",
    "merge",
    "split",
    "place",
    "retire",
    "accept",
    "add",
    "note",
    "history",
    "as_of",
)
"""What the menu of a code offers, in its order."""


def menu_bindings() -> list[Binding]:
    """Return the keys of what the menu of a code offers."""
    by_action = {binding.action: binding for binding in CODE_LIST_KEYS}
    return [by_action[action] for action in MENU]
