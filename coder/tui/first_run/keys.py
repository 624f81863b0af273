"""The keys of the preview of a survey file."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.first_run.roles import ROLE_KEYS, Part
from coder.tui.keys.key_binding import hidden, key

_SENTENCES = {
    Part.ID: _("The column says who answered"),
    Part.QUESTION: _("The column is an open question; whole answers are coded"),
    Part.SENTENCES: _("The column is an open question, coded sentence by sentence"),
    Part.BACKGROUND: _("The column is a background variable"),
    Part.WAVE: _("The column says in which wave"),
    Part.WEIGHT: _("The column is the weight"),
    Part.LEFT_OUT: _("The column is left out"),
    Part.QUESTION_NAME: _("A row is one answer: the column says which question was answered"),
    Part.ANSWER: _("A row is one answer: the column is the answer"),
}

PREVIEW_KEYS: list[Binding] = [
    key("enter", "bring_in", _("import"), _("Import it like this"), shown_as="⏎"),
    *(hidden(key, f"give('{part}')", _SENTENCES[part]) for key, part in ROLE_KEYS),
    key("escape", "stop", _("stop"), _("Stop an import that runs; nothing of it stays"), shown_as="Esc"),
    key("escape", "leave", _("another file"), _("Back to the files; nothing is imported"), shown_as="Esc"),
    key("c", "codebook", _("codes from a file"), _("Take codes for the question from a codebook file")),
    hidden("a", "wave", _("Say in which wave all rows are, where no column tells it")),
    key("e", "encoding", _("encoding"), _("Read the letters another way, where æ, ø and å look wrong")),
    key("d", "delimiter", _("separator"), _("Cut the columns at another sign")),
    key("h", "sheet", _("sheet"), _("Read another sheet of the workbook")),
    key("p", "problems", _("problems"), _("All that has to be put right first")),
    hidden("up", "move(-1)", _("Choose a column"), shown_as="↑ ↓"),
    hidden("down", "move(1)", _("Choose a column"), shown_as="↑ ↓"),
    hidden("pageup", "move(-10)", _("Ten columns on"), shown_as="PgUp PgDn"),
    hidden("pagedown", "move(10)", _("Ten columns on"), shown_as="PgUp PgDn"),
    key("left", "turn(-1)", _("rows"), _("Look at other rows"), shown_as="← →"),
    hidden("right", "turn(1)", _("Look at other rows"), shown_as="← →"),
]
