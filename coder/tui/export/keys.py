"""The keys of exporting to another program."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

_LINE, _READ = _("Choose a line"), _("Read on in what was told")

EXPORT_KEYS: list[Binding] = [
    key("enter", "take", _("change it"), _("Change what the highlighted line says"), shown_as="⏎"),
    key("w", "write", _("write"), _("Write the file")),
    hidden("up", "move(-1)", _LINE, shown_as="↑ ↓"),
    hidden("down", "move(1)", _LINE, shown_as="↑ ↓"),
    hidden("pageup", "read(-10)", _READ, shown_as="PgUp PgDn"),
    key("pagedown", "read(10)", _("read on"), _READ, shown_as="PgUp PgDn"),
    key("escape", "leave", _("back"), _("Back to the questions"), shown_as="Esc"),
]
