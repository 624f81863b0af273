"""The keys of the preview of a survey file."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.first_run_roles import ROLE_KEYS, Part

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
    Binding(
        "enter",
        "bring_in",
        _("import"),
        key_display="⏎",
        tooltip=_("Import it like this"),
        id="preview.import",
    ),
    *(
        Binding(key, f"give('{part}')", show=False, tooltip=_SENTENCES[part], id=f"preview.give_{part}")
        for key, part in ROLE_KEYS
    ),
    Binding(
        "escape",
        "stop",
        _("stop"),
        key_display="Esc",
        tooltip=_("Stop an import that runs; nothing of it stays"),
        id="preview.stop",
    ),
    Binding(
        "escape",
        "leave",
        _("another file"),
        key_display="Esc",
        tooltip=_("Back to the files; nothing is imported"),
        id="preview.leave",
    ),
    Binding(
        "c",
        "codebook",
        _("codes from a file"),
        tooltip=_("Take codes for the question from a codebook file"),
        id="preview.codebook",
    ),
    Binding(
        "a",
        "wave",
        _("wave of all rows"),
        show=False,
        tooltip=_("Say in which wave all rows are, where no column tells it"),
        id="preview.wave",
    ),
    Binding(
        "e",
        "encoding",
        _("encoding"),
        tooltip=_("Read the letters another way, where æ, ø and å look wrong"),
        id="preview.encoding",
    ),
    Binding(
        "d",
        "delimiter",
        _("separator"),
        tooltip=_("Cut the columns at another sign"),
        id="preview.delimiter",
    ),
    Binding("h", "sheet", _("sheet"), tooltip=_("Read another sheet of the workbook"), id="preview.sheet"),
    Binding(
        "p", "problems", _("problems"), tooltip=_("All that has to be put right first"), id="preview.problems"
    ),
    Binding(
        "up",
        "move(-1)",
        _("column"),
        show=False,
        key_display="↑ ↓",
        tooltip=_("Choose a column"),
        id="preview.up",
    ),
    Binding(
        "down", "move(1)", show=False, key_display="↑ ↓", tooltip=_("Choose a column"), id="preview.down"
    ),
    Binding("pageup", "move(-10)", show=False, key_display="PgUp PgDn", tooltip=_("Ten columns on")),
    Binding("pagedown", "move(10)", show=False, key_display="PgUp PgDn", tooltip=_("Ten columns on")),
    Binding(
        "left", "turn(-1)", _("rows"), key_display="← →", tooltip=_("Look at other rows"), id="preview.left"
    ),
    Binding(
        "right", "turn(1)", show=False, key_display="← →", tooltip=_("Look at other rows"), id="preview.right"
    ),
]
