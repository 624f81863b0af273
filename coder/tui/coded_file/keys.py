"""The keys of a coded file that is looked at before it is imported."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

_READ = _("Read on in what was found")

CODED_FILE_KEYS: list[Binding] = [
    key("enter", "bring_in", _("import"), _("Import it like this"), shown_as="⏎"),
    key("c", "create_codes", _("missing codes"), _("Make the codes that the code list lacks, or leave them")),
    key("up", "read(-1)", _("read"), _READ, shown_as="↑ ↓"),
    hidden("down", "read(1)", _READ, shown_as="↑ ↓"),
    hidden("pageup", "read(-10)", _READ, shown_as="PgUp PgDn"),
    hidden("pagedown", "read(10)", _READ, shown_as="PgUp PgDn"),
    key("escape", "leave", _("another file"), _("Back to the files; nothing is imported"), shown_as="Esc"),
]
