"""The keys of the list of questions."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.quotations.keys import QUOTATIONS_SAID
from coder.tui.tables.keys import TABLES_SAID

THEMES_SAID = _("Read what stands together under its headings")

HOME_KEYS: list[Binding] = [
    key("enter", "open", _("code"), _("Code where you left off"), shown_as="⏎"),
    key("f6", "answers", _("answers"), _("All answers to the question")),
    key("f4", "code_list", _("code list"), _("The code list: rename, merge, split, define and more")),
    key("f8", "tables", _("tables"), TABLES_SAID),
    # Terminals send Shift with a function key as one twelve higher.
    hidden("shift+f6,f18", "unlike", _("Answers coded unlike those they are like"), shown_as="⇧F6"),
    key("t", "themes", _("themes"), THEMES_SAID),
    # Terminals send Shift with a function key as one twelve higher.
    hidden("shift+f8,f20", "themes", THEMES_SAID, shown_as="⇧F8"),
    key("f5", "revisit", _("read again"), _("Read answers again that were done before a code was there")),
    key("q", "quotations", _("quotations"), QUOTATIONS_SAID),
    key("f7", "app.agreement", _("agreement"), AGREEMENT_SAID),
    key("r", "review", _("review"), _("Review proposals: nothing proposed counts before that")),
    key("w", "waiting", _("waiting notes"), _("The answers with notes that wait for somebody")),
    key("a", "approve", _("approve"), _("Approve the coding of the question, or take that back")),
    key("s", "settings", _("settings"), _("What is coded, in which order, the wording")),
    key("i", "bring_in", _("import"), _("Import another survey file")),
    key("e", "export", _("export"), _("Export to another program: NVivo, MAXQDA, Excel, SPSS and more")),
    hidden("k", "copy", _("Write a copy of the project, to hand over to a colleague")),
    hidden("n", "name_wave", _("Give a wave a name, or another one")),
    key("ctrl+l", "history", _("history"), _("What happened, by whom; taking back")),
    hidden("up", "move(-1)", _("Choose a question"), shown_as="↑ ↓"),
    hidden("down", "move(1)", _("Choose a question"), shown_as="↑ ↓"),
    hidden("pageup", "move(-10)", _("Ten questions on"), shown_as="PgUp PgDn"),
    hidden("pagedown", "move(10)", _("Ten questions on"), shown_as="PgUp PgDn"),
]
