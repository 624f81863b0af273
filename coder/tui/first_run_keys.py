"""The keys of the preview of a survey file."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _


def _gives(key: str, part: str, word: str, tooltip: str) -> Binding:
    return Binding(key, f"give('{part}')", word, tooltip=tooltip, id=f"preview.give.{part}")


PREVIEW_KEYS: list[Binding] = [
    Binding(
        "enter",
        "bring_in",
        _("import"),
        key_display="⏎",
        tooltip=_("Import it like this"),
        id="preview.import",
    ),
    _gives("q", "question", _("open question"), _("The column is an open question; whole answers are coded")),
    _gives(
        "s", "sentences", _("by sentence"), _("The column is an open question, coded sentence by sentence")
    ),
    _gives("b", "background", _("background"), _("The column is a background variable")),
    _gives("x", "left_out", _("leave out"), _("The column is left out")),
    _gives("i", "id", _("id"), _("The column says who answered")),
    _gives("m", "wave", _("wave"), _("The column says in which wave")),
    _gives("w", "weight", _("weight"), _("The column is the weight")),
    _gives("k", "question_name", "", _("A row is one answer: the column says which question was answered")),
    _gives("t", "answer", "", _("A row is one answer: the column is the answer")),
    Binding(
        "c",
        "codebook",
        _("codes"),
        show=False,
        tooltip=_("Take codes for the question from a codebook file"),
        id="preview.codebook",
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
        show=False,
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
        "left", "turn(-1)", show=False, key_display="← →", tooltip=_("Look at other rows"), id="preview.left"
    ),
    Binding(
        "right", "turn(1)", show=False, key_display="← →", tooltip=_("Look at other rows"), id="preview.right"
    ),
    Binding(
        "escape",
        "leave",
        _("another file"),
        key_display="Esc",
        tooltip=_("Back to the files, or stop an import that runs; nothing is imported"),
        id="preview.leave",
    ),
]
