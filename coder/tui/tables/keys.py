"""The keys of the Tables screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key

TABLES_SAID = _("Tables: how many answers, by what, and the answers behind each number")
_ROWS = _("Choose a row; among the answers behind a number, an answer")
_COLUMNS = _("Choose a column")
_PAGE = _("A page on")
READING = Binding.Group(_("Among the answers behind a number"))

TABLES_KEYS: list[Binding] = [
    key(
        "enter",
        "code_answer",
        _("code"),
        _("Show the answer on the coding screen"),
        when=READING,
        shown_as="⏎",
    ),
    key("escape", "leave_answers", _("table"), _("Back to the table"), when=READING, shown_as="Esc"),
    key("enter", "read", _("answers"), _("The answers behind the number"), shown_as="⏎"),
    key("b", "by", _("by"), _("Columns by background variables")),
    key("n", "level", _("rows"), _("Rows: codes under themes, themes, codes")),
    key("s", "order", _("order"), _("Order: by count, codebook, name")),
    key("e", "export", _("export"), _("Write the table to a file; its ending says as what")),
    key("w", "waves", _("waves"), _("Which waves, or one beside the other")),
    key("g", "base", _("N"), _("What N is: settled answers, all answers, all who took part, all asked")),
    key("t", "switch('test')", _("test"), _("Test whether levels or waves differ, or no longer")),
    key("escape", "back", _("back"), _("Back to where you came from"), shown_as="Esc"),
    key("r", "count_anew", _("count anew"), _("Count anew what was coded since")),
    key("v", "show", _("numbers"), _("In the columns: percent, count, both, or all with N")),
    key("i", "switch('interval')", _("intervals"), _("95 % intervals around the shares, or none")),
    key("k", "min_cell", _("hide small"), _("Hide counts under a number, and what would tell them")),
    key("l", "layer", _("layer"), _("Count through a reporting layer, or the codes as they are")),
    key("c", "kind('together')", _("code by code"), _("Which codes occur together, or frequencies again")),
    key("p", "kind('progress')", _("progress"), _("How far the coding has come, or frequencies again")),
    hidden("d", "decimals", _("Decimals of percentages: none, one, two")),
    hidden("u", "number", _("The table's number in the report")),
    hidden("tab", "whole_note", _("Read the whole note below the table"), shown_as="⇥"),
    hidden("up", "move(-1)", _ROWS, shown_as="↑ ↓"),
    hidden("down", "move(1)", _ROWS, shown_as="↑ ↓"),
    hidden("left", "column(-1)", _COLUMNS, shown_as="← →"),
    hidden("right", "column(1)", _COLUMNS, shown_as="← →"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("home", "column(-1000000)", _("The first column"), shown_as="Home"),
    hidden("end", "column(1000000)", _("The last column"), shown_as="End"),
    hidden("ctrl+home", "move(-1000000000)", _("The first row"), shown_as="^Home"),
    hidden("ctrl+end", "move(1000000000)", _("The last row"), shown_as="^End"),
    hidden("f8", "back", _("Back to where you came from")),
    hidden("f7", "app.agreement", AGREEMENT_SAID),
    hidden("f4", "code_list", _("The code list: rename, merge, split, define and more")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
]
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

TABLES_SIGNS: list[tuple[str, str]] = [
    ("▸", _("Before the row you stand on")),
    ("━", _("The row's share; the longest bar is the largest share")),
    (":", _("Hidden in print; you may read the answers behind it all the same")),
    (".", _("The code was not in use then")),
    ("( )", _("A count in place of a percentage, where N is under 20")),
    ("‹ ›", _("More columns that way")),
]
"""Signs on the Tables screen that are no keys, and what they say."""
